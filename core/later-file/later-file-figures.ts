import type { Increment, LaterFileTerms } from '../accepted/increment.ts';
import type { ValidatedSource } from '../accepted/validated-source.ts';
import type { CarriedMatching } from './carried-matching.ts';
import { restatement } from './restatement.ts';
import type { Restatement } from './restatement.ts';

/** A later file of a source, in figures, and what it changes in months that were reported. */
export interface LaterFileFigures extends LaterFileTerms {
  readonly added: number;
  readonly late: number;
  readonly known: number;
  readonly changed: number;
  readonly gone: number;
  readonly touchedCustomers: number;
  /** Rows whose customers were matched anew; null where all of them were. */
  readonly rowsAnew: number | null;
  /** Rows that stood and have another REDEEMID or MATCHED_AMOUNT now; null where that is not known. */
  readonly rematched: number | null;
  readonly restatement: Restatement;
}

/**
 * What a later file was to the run that it stands on; `carried` where the matching of untouched customers was
 * carried over.
 */
export function laterFileFigures(
  ledger: ValidatedSource['ledger'],
  increment: Increment,
  carried: CarriedMatching | null,
): LaterFileFigures {
  const { kind, onChanged, added, knownRows, changedMerged, takenAway } = increment;
  const nothing = new Int32Array(0);
  return {
    kind,
    onChanged,
    added: added.length,
    late: increment.lateRows,
    known: knownRows,
    changed: increment.changedRows,
    gone: increment.goneRows,
    touchedCustomers: increment.touchedCustomers,
    rowsAnew: carried?.rowsAnew ?? null,
    rematched: carried?.rematched.length ?? null,
    restatement: restatement(
      {
        ledger,
        added,
        onChanged,
        takenAway,
        changed: { merged: changedMerged, standing: nothing, later: nothing },
      },
      carried?.rematchedRedemptions ?? nothing,
      increment.reportedUntil,
    ),
  };
}
