import type { Increment, LaterFileTerms } from '../accepted/increment.ts';
import type { ValidatedSource } from '../accepted/validated-source.ts';
import type { CarriedMatching } from './carried-matching.ts';
import { restatement } from './restatement.ts';
import type { Restatement } from './restatement.ts';

/** A later file of a source, in figures, and what it changes in months that were reported. */
export interface LaterFileFigures extends Pick<LaterFileTerms, 'kind'> {
  /** What counted for changed and gone rows; by-row: for some of them what stood, for others the file. */
  readonly onChanged: LaterFileTerms['onChanged'] | 'by-row';
  readonly added: number;
  readonly late: number;
  readonly known: number;
  readonly changed: number;
  readonly gone: number;
  /** For how many changed and gone rows the file counts. */
  readonly taken: number;
  /** Why, as far as somebody has said so: each reason once, in the order of the rows. */
  readonly reasons: readonly string[];
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
  const { kind, added, replaced, knownRows, takenAway, changes } = increment;
  const nothing = new Int32Array(0);
  const taken = changes.takes.reduce((sum, takes) => sum + takes, 0);
  return {
    kind,
    onChanged: decidedHow(increment, taken),
    added: added.length,
    late: increment.lateRows,
    known: knownRows,
    changed: increment.changedRows,
    gone: increment.goneRows,
    taken,
    reasons: [...new Set(changes.reasons.filter((reason) => reason !== ''))],
    touchedCustomers: increment.touchedCustomers,
    rowsAnew: carried?.rowsAnew ?? null,
    rematched: carried?.rematched.length ?? null,
    restatement: restatement(
      { ledger, added, replaced, takenAway },
      carried?.rematchedRedemptions ?? nothing,
      increment.reportedUntil,
    ),
  };
}

function decidedHow(
  { onChanged, changes: { takes } }: Increment,
  taken: number,
): LaterFileFigures['onChanged'] {
  if (takes.length === 0) return onChanged;
  return taken === 0 ? 'keep' : taken === takes.length ? 'take' : 'by-row';
}
