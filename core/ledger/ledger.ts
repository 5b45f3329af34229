import type { IdColumn } from './ids.ts';

/** Codes of TCTYPE in `Ledger.type`. */
export const EARNED = 0;
export const SPENT = 1;
export const EXPIRED = 2;
export const TYPE_NAMES = ['earned', 'spent', 'expired'] as const;

/** Dictionary-encoded text: `pool[codes[row]]`, −1 for blank. */
export interface TextColumn {
  readonly codes: Int32Array;
  readonly pool: readonly string[];
}

/** The ledger's own columns by the name that RULES.md gives them; `extra` is any other column. */
export const LEDGER_FIELDS = [
  'TRANS_ID',
  'TCTYPE',
  'CREATEDAT',
  'EXPIREDAT',
  'CUSTOMERID',
  'ORDERID',
  'AMOUNT',
  'REASON',
  'CURRENCY',
] as const;
export type LedgerField = (typeof LEDGER_FIELDS)[number];

/** The columns of the sheet Customers by which totals are made, as far as it has them (RULES.md section 1). */
export const GROUP_COLUMNS = ['COMPANY', 'COST_CENTER', 'REGION', 'CUSTOMER_GROUP'] as const;
export type GroupColumn = (typeof GROUP_COLUMNS)[number];

/** One column of the source, in source order: what the primary deliverable repeats. */
export type SourceColumn =
  | { readonly header: string; readonly field: LedgerField }
  | { readonly header: string; readonly field: 'extra'; readonly extra: number };

/**
 * The accepted movements as columns: row r of every array is the same movement. While a source is read
 * rows stand in its order; once it is validated they are arranged: CUSTOMERID, CREATEDAT, TRANS_ID (see
 * arranged-ledger.ts), and matching and all that follows rely on that. Numeric arrays lie on
 * SharedArrayBuffers, so that worker threads read them without a copy.
 */
export interface Ledger {
  readonly rows: number;
  readonly id: IdColumn;
  /** EARNED, SPENT or EXPIRED. */
  readonly type: Uint8Array;
  /** Wall-clock ms. */
  readonly createdAt: Float64Array;
  /** Wall-clock ms, NaN where blank. */
  readonly expiresAt: Float64Array;
  readonly customer: IdColumn;
  /** NaN where blank. */
  readonly order: IdColumn;
  /** Signed integer cents. */
  readonly cents: Float64Array;
  readonly reason: TextColumn;
  /** Null where the source has no CURRENCY column. */
  readonly currency: TextColumn | null;
  readonly extras: readonly TextColumn[];
  /** The row number as the source shows it (Excel's; for CSV the line of the record's start; Parquet: 2 + index). */
  readonly sheetRow: Int32Array;
  /**
   * Dense index of the row's account, (customer, currency): 0 to accounts.count − 1, numbered in the
   * order of compareIdTexts(customer), then currency by code point.
   */
  readonly account: Int32Array;
  readonly accounts: Accounts;
  readonly columns: readonly SourceColumn[];
}

export interface Accounts {
  readonly count: number;
  /** Customer id value (same pool as `Ledger.customer`) of each account. */
  readonly customer: Float64Array;
  /** Code in `Ledger.currency.pool`, −1 where the source has no currency. */
  readonly currency: Int32Array;
}

export function sharedFloat64(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * 8));
}
export function sharedInt32(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * 4));
}
export function sharedUint8(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length));
}
