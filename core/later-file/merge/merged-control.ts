import type { ControlTotals } from '../../contract/checks.ts';
import { Problem } from '../../contract/problem.ts';
import { EARNED, EXPIRED, SPENT } from '../../ledger/ledger.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { ADDED, REPLACING } from './later-rows.ts';
import type { Merged } from './merge-later-file.ts';

/**
 * The totals that the merged ledger has to have: what stood, as it was counted when it was read, less
 * what was taken away, plus what the file held, as it was counted when it was read, less what of it is
 * not taken over (rows that stand already; changed ones where what stands counts). No row of the merged
 * ledger is looked at, so that tie-out proves the merge with it. Cents are unsigned; the quarantined rows
 * are the file's. Throws Problem `ledger.total-too-large` where sums would no longer be exact.
 */
export function mergedControl(
  standing: ControlTotals,
  later: { readonly ledger: Ledger; readonly control: ControlTotals },
  { takenAway, fate }: Pick<Merged, 'takenAway' | 'fate'>,
): ControlTotals {
  const away = countedRows(takenAway.type, takenAway.cents, () => true);
  const left = countedRows(
    later.ledger.type,
    later.ledger.cents,
    (d) => fate[d] !== ADDED && fate[d] !== REPLACING,
  );
  const came = later.control;
  const total = (name: keyof ControlTotals, t: number, of: 'rows' | 'cents'): number =>
    standing[name] - away[of][t]! + came[name] - left[of][t]!;
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const merged = {
    rows: standing.rows - sum(away.rows) + came.rows - sum(left.rows),
    earnedRows: total('earnedRows', EARNED, 'rows'),
    spentRows: total('spentRows', SPENT, 'rows'),
    expiredRows: total('expiredRows', EXPIRED, 'rows'),
    earnedCents: total('earnedCents', EARNED, 'cents'),
    spentCents: total('spentCents', SPENT, 'cents'),
    expiredCents: total('expiredCents', EXPIRED, 'cents'),
    quarantinedRows: came.quarantinedRows,
  };
  if (Math.max(merged.earnedCents, merged.spentCents, merged.expiredCents) > LARGEST_TOTAL)
    throw new Problem({
      kind: 'validation-halted',
      code: 'ledger.total-too-large',
      message: 'With this file the amounts add up to more than can be held exactly.',
      hint: 'Check the amounts; split the source if they are right.',
    });
  return merged;
}

/** As in validation: four such sums still add up exactly. */
const LARGEST_TOTAL = Number.MAX_SAFE_INTEGER / 4;

/** Rows and unsigned cents by type. */
function countedRows(
  type: Uint8Array,
  cents: Float64Array,
  counts: (row: number) => boolean,
): { rows: number[]; cents: number[] } {
  const counted = { rows: [0, 0, 0], cents: [0, 0, 0] };
  for (let row = 0; row < type.length; row++) {
    if (!counts(row)) continue;
    counted.rows[type[row]!]!++;
    counted.cents[type[row]!]! += Math.abs(cents[row]!);
  }
  return counted;
}
