import type { IdColumn } from '../ledger/ids.ts';
import type { RowDecision } from '../contract/settings.ts';
import type { TextColumn } from '../ledger/ledger.ts';

/** How a later file is taken to what stands. */
export interface LaterFileTerms {
  /** refresh: the file holds the whole ledger again. new-rows: it is added to what stands. */
  readonly kind: 'refresh' | 'new-rows';
  /** What counts for rows that the file changes or, being a refresh, lacks, unless one was decided by itself. */
  readonly onChanged: RowDecision;
}

/** What a later file does to the ledger that it is merged with. Row lists are ascending. */
export interface LaterFileRows extends LaterFileTerms {
  /** By merged row: the standing row with the same TRANS_ID, −1 for an added row. */
  readonly standingRow: Int32Array;
  /** Merged rows that did not stand. */
  readonly added: Int32Array;
  /** How many rows of the file stand already, equal in every column. */
  readonly knownRows: number;
  /** Merged rows that stood with other values, and for which the file counts; ascending. */
  readonly replaced: Int32Array;
  /** By merged account: 1 where something of its customer was added, or was changed or gone and taken. */
  readonly touched: Uint8Array;
  /** How many customers that are, those who have no rows left included. */
  readonly touchedCustomers: number;
  readonly takenAway: TakenAway;
}

/**
 * What stood and counts no more: changed rows as they were, and gone ones, where the file counts. In
 * the order of the standing ledger, with values of its pools, which mean the same in the merged ledger's.
 * Kept, so that the standing ledger itself need not be.
 */
export interface TakenAway {
  readonly rows: number;
  readonly type: Uint8Array;
  /** Wall-clock ms. */
  readonly createdAt: Float64Array;
  readonly customer: IdColumn;
  readonly currency: TextColumn | null;
  /** Signed. */
  readonly cents: Float64Array;
}

/**
 * What a later file was to the run that it stands on, as far as the steps after validation need it. Rows
 * are those of the merged ledger.
 */
export interface Increment extends LaterFileRows {
  readonly standingRun: string;
  /** Rows of that run's ledger. */
  readonly standingRows: number;
  /** The last wall-clock ms of what that run reported. */
  readonly reportedUntil: number;
  /** Rows that did not stand and are not later than what that run had reached. */
  readonly lateRows: number;
  readonly changedRows: number;
  readonly goneRows: number;
  /** Whether all that it accepts, at the cut-off and after it, is what that run accepted. */
  readonly broughtNothing: boolean;
  readonly changes: ReportedChanges;
}

/** Rows that were reported and that the file changes, and after them those that it lacks: as columns. */
export interface ReportedChanges {
  /** Row of the merged ledger; −1 where the file counts and the row is gone. */
  readonly row: Int32Array;
  readonly id: IdColumn;
  readonly customer: IdColumn;
  readonly currency: TextColumn | null;
  /** The amount at stake, unsigned: the greater of before and after. */
  readonly cents: Float64Array;
  /** Wall-clock ms, as it was reported. */
  readonly createdAt: Float64Array;
  /** The row in the file; 0 where it has none. */
  readonly sheetRow: Int32Array;
  /** What has changed; empty where the row is gone. */
  readonly words: readonly string[];
  /** 1 where the file counts, 0 where what was reported does. */
  readonly takes: Uint8Array;
  /** Why, as far as somebody has said so; else empty. */
  readonly reasons: readonly string[];
}
