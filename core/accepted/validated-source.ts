import type { BridgeLine } from '../contract/bridge.ts';
import type { ControlTotals } from '../contract/checks.ts';
import type { CutLedger } from '../ledger/cut-ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { RowCode } from '../rules/row-rules.ts';
import type { SetAside } from './bridge.ts';
import type { Increment } from './increment.ts';
import type { CustomerLookup, LookupTables } from './lookup-tables.ts';

/** A row set aside: what it said and why it cannot be used. */
export interface RejectedRow {
  readonly row: number;
  readonly codes: readonly RowCode[];
  /** The cells as text, in source order. */
  readonly cells: readonly string[];
}

/** The rows of a sheet TC_Data: those that are accepted, and what is known of the others. */
export interface LedgerRows {
  readonly ledger: Ledger;
  /** All rows of the sheet below the header. */
  readonly sourceRows: number;
  readonly rejectedRows: number;
  /** The rejected rows themselves, in source order; empty unless they were asked for. */
  readonly rejected: readonly RejectedRow[];
  /** The same rows by currency and type, as far as these and the amounts can be read. */
  readonly setAside: readonly SetAside[];
  readonly control: ControlTotals;
  /** The mark before the cents in the cells of rejected rows, where it is not the point. */
  readonly decimals?: 'comma';
}

/** A sheet that was read, by its name in the source. */
export interface ReadSheet {
  readonly sheet: string;
  /** Rows below the header. */
  readonly rows: number;
}

/** A file as it was read, before its movements are looked at as a ledger. Its rows are in its own order. */
export interface LedgerFile extends LedgerRows {
  /** The sheet of the movements and its headers, as the source writes them. */
  readonly sheet: string;
  readonly headers: readonly string[];
  readonly sheets: readonly ReadSheet[];
  /** What Sales and Customers say. */
  readonly lookups: LookupTables;
}

/** The ledger that counts: arranged, told apart at the cut-off, with the rows that want a look. */
export interface CountingLedger extends CutLedger {
  /** Of the rows at the cut-off and those after it. */
  readonly control: ControlTotals;
  /** What Sales and Customers say, for a later file that is added to this ledger. */
  readonly lookups: LookupTables;
  /** Rows at the cut-off whose ORDERID is not in Sales or belongs to another customer there; ascending. */
  readonly orphanOrders: readonly number[];
  /** Rows at the cut-off that lie at the previous run's as well, and were not in it. */
  readonly backdated: readonly number[];
  /** The cut-off: the last wall-clock ms of the as-of day. */
  readonly asOf: number;
  /**
   * The last wall-clock ms that counts as reported: the cut-off, or that of an earlier run that this one
   * stands on, if it was later.
   */
  readonly reportedUntil: number;
  /** What the file was to the run that it stands on; null for a ledger of its own. */
  readonly increment: Increment | null;
}

/** What the steps after validation go on with, and what `ledger.bin` holds. */
export interface ValidatedSource extends LedgerFile, CountingLedger {
  readonly ledger: Ledger;
  readonly control: ControlTotals;
  readonly lookups: LookupTables;
  /** From what was read to what the figures are made of. */
  readonly bridge: readonly BridgeLine[];
  readonly customerGroups: Pick<CustomerLookup, 'groupColumns' | 'groups'> | null;
  /** Share of the source's rows without an error, 0 to 1. */
  readonly qualityScore: number;
}
