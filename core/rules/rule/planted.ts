import type { LedgerField } from '../../ledger/ledger.ts';
import { DAY_MS } from '../../ledger/time.ts';

export type Format = 'xlsx' | 'csv' | 'parquet';
/** What a messy file has: the ledger's own columns and an unknown one. */
export type MessyColumn = LedgerField | 'NOTES';

/** What a generated cell holds; null is a blank. */
export type Cell =
  | string
  | number
  | null
  /** Wall-clock epoch ms. */
  | { readonly time: number }
  | { readonly cents: number }
  /** A formula without a stored result; workbooks only. */
  | { readonly formula: string }
  /** An Excel error; workbooks only. */
  | { readonly error: '#REF!' };

/** A row's cells that differ from a plain earned row. */
export interface PlantedRow extends Partial<Record<MessyColumn, Cell>> {
  /** The column in which the rule finds this row; absent where it finds nothing. */
  readonly found?: LedgerField;
  /** Set where Sales does not have the ORDERID, or has it under another customer. */
  readonly inSales?: false | 'other-customer';
}

/** The rows of one customer who has no others, by which a rule shows itself in a messy file. */
export interface PlantedCase {
  /** The formats that can hold it. */
  readonly formats: readonly Format[];
  readonly rows: readonly PlantedRow[];
  /** False: the sheet Customers does not have the customer. */
  readonly inCustomers?: boolean;
}

/** What the rows of a case may refer to. */
export interface CasePlace {
  /** A moment in the clean data, whole seconds, epoch ms. */
  readonly time: number;
  /** A TRANS_ID of the i-th row of the case; they rise. */
  readonly id: (row: number) => number;
  /** An ORDERID that no other row has. */
  readonly order: number;
}

export const EVERY: readonly Format[] = ['xlsx', 'csv', 'parquet'];
/** Typed Parquet columns cannot hold a text where a number belongs. */
export const UNTYPED: readonly Format[] = ['xlsx', 'csv'];
export const WORKBOOK: readonly Format[] = ['xlsx'];

/** A row of its own that is found for one cell. */
export function oddCell(
  column: LedgerField,
  cell: Cell,
  formats: readonly Format[],
  also: PlantedRow = {},
): PlantedCase {
  return { formats, rows: [{ ...also, [column]: cell, found: column }] };
}

/** A lot earned before the case's moment, for a redemption to take. */
export function earned({ time }: CasePlace, cents: number, more: PlantedRow = {}): PlantedRow {
  return {
    CREATEDAT: { time: time - 10 * DAY_MS },
    EXPIREDAT: { time: time + 355 * DAY_MS },
    AMOUNT: { cents },
    ...more,
  };
}

/** A redemption by the case's order. */
export function spent({ order }: CasePlace, cents: number, more: PlantedRow = {}): PlantedRow {
  return {
    TCTYPE: 'spent',
    EXPIREDAT: null,
    ORDERID: order,
    AMOUNT: { cents: -cents },
    REASON: null,
    ...more,
  };
}
