import type { ControlTotals } from '../contract/checks.ts';
import type { LedgerFile } from '../accepted/validated-source.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { mergedControl } from './merge/merged-control.ts';
import { mergeLaterFile } from './merge/merge-later-file.ts';
import type { Merged } from './merge/merge-later-file.ts';
import { controlOf } from './reported-ledger.ts';

/** What a file brings to what was reported. */
export interface BroughtRows {
  /** Arranged. Rows that are not in the file have no number there (0). */
  readonly ledger: Ledger;
  readonly control: ControlTotals;
  /** Where the texts of the file's own pools are in those of `ledger`; null where they are its own. */
  readonly places: Pick<Merged, 'customerPlace' | 'orderPlace'> | null;
}

/**
 * New rows together with those that a run before held and nobody has reported yet: no other file brings them
 * again. Of a TRANS_ID that is in both the file counts. `later` is the file's ledger, arranged.
 */
export function withUnreported(
  later: Ledger,
  { control }: Pick<LedgerFile, 'control'>,
  unreported: Ledger,
): BroughtRows {
  if (unreported.rows === 0) return { ledger: later, control, places: null };
  const both = mergeLaterFile(unreported, later, {
    kind: 'new-rows',
    onChanged: 'take',
    reportedUntil: -Infinity,
  });
  const counted = mergedControl(controlOf(unreported), { ledger: later, control }, both);
  return { ledger: both.ledger, control: counted, places: both };
}

/** Where the texts of the file's own pools are in the merged ledger's. */
export function placesInMerged(
  merged: Pick<Merged, 'customerPlace' | 'orderPlace'>,
  { places }: BroughtRows,
): Pick<Merged, 'customerPlace' | 'orderPlace'> {
  if (places === null) return merged;
  return {
    customerPlace: places.customerPlace.map((place) => merged.customerPlace[place]!),
    orderPlace: places.orderPlace.map((place) => merged.orderPlace[place]!),
  };
}
