import type { Merged } from '../later-file/merge/merge-later-file.ts';

/**
 * What a later file was to the run that it stands on, as far as the steps after validation need it. Rows
 * are those of the merged ledger.
 */
export interface Increment extends Pick<
  Merged,
  | 'kind'
  | 'onChanged'
  | 'standingRow'
  | 'added'
  | 'knownRows'
  | 'touched'
  | 'touchedCustomers'
  | 'takenAway'
> {
  readonly standingRun: string;
  /** Rows of that run's ledger. */
  readonly standingRows: number;
  /** The last wall-clock ms of what that run reported. */
  readonly reportedUntil: number;
  /** Rows that did not stand and are not later than what that run had reached. */
  readonly lateRows: number;
  readonly changedMerged: Int32Array;
  readonly changedRows: number;
  readonly goneRows: number;
  /** Changed and gone rows as exceptions, the first of each kind. */
  readonly changes: readonly ReportedChange[];
}

/** A row that was reported and that the file changes or lacks. */
export interface ReportedChange {
  readonly what: 'changed' | 'gone';
  /** Row of the merged ledger; −1 where the file counts and the row is gone. */
  readonly row: number;
  readonly id: string;
  readonly customer: string;
  readonly currency: string;
  /** The amount at stake, unsigned: the greater of before and after. */
  readonly cents: number;
  /** Wall-clock ms, as it was reported. */
  readonly createdAt: number;
  /** The row in the file; 0 where it has none. */
  readonly sheetRow: number;
  readonly message: string;
}
