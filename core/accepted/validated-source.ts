import type { ControlTotals } from '../contract/checks.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { RowCode } from '../rules/row-rules.ts';
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
  /** Σ |AMOUNT| of the rejected rows whose amount can be read, in cents. */
  readonly rejectedCents: number;
  /** The rejected rows themselves, in source order; empty unless they were asked for. */
  readonly rejected: readonly RejectedRow[];
  readonly control: ControlTotals;
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

/** The ledger that counts: arranged, with the rows that want a look. */
export interface CountingLedger {
  readonly ledger: Ledger;
  readonly control: ControlTotals;
  /** What Sales and Customers say, for a later file that is added to this ledger. */
  readonly lookups: LookupTables;
  /** Rows whose ORDERID is not in Sales or belongs to another customer there; ascending. */
  readonly orphanOrders: readonly number[];
  /** Rows older than the previous run reached, and not in it. */
  readonly backdated: readonly number[];
  /** The last wall-clock ms that the run counts as past. */
  readonly asOf: number;
  /** What the file was to the run that it stands on; null for a ledger of its own. */
  readonly increment: Increment | null;
}

/** What the steps after validation go on with, and what `ledger.bin` holds. */
export interface ValidatedSource extends LedgerFile, CountingLedger {
  readonly ledger: Ledger;
  readonly control: ControlTotals;
  readonly lookups: LookupTables;
  readonly customerGroups: Pick<CustomerLookup, 'groupColumns' | 'groups'> | null;
  /** Share of the source's rows without an error, 0 to 1. */
  readonly qualityScore: number;
}
