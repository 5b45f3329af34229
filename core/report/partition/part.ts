import type { Draft, Matching } from '../../ledger/draft.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { ColumnOf } from '../columns/column.ts';
import { ids, texts } from '../columns/of-arrays.ts';
import type { SharedLedger } from './shared-ledger.ts';
import type { TextIds } from './text-ids.ts';

/** How the tables of a run are written, whichever partition is. */
export interface WriteOptions {
  readonly textIds: TextIds;
  /** Wall-clock ms. */
  readonly asOf: number;
}

/** What the columns of a run's tables are made of: the same for all of its partitions. */
export interface WrittenRun extends WriteOptions {
  readonly ledger: SharedLedger;
}

/** Where a partition's rows and allocations begin in the run. */
export interface PartitionPlace {
  readonly firstRow: number;
  readonly firstAllocation: number;
}

/**
 * A partition, or all of a run as if it were one: `own` is its ledger, `matching` and `draft` are its
 * matching and draft, rows numbered from 0; ids are written in the run's own coding.
 */
export interface Part {
  readonly place: PartitionPlace;
  readonly own: Ledger;
  readonly matching: Matching;
  readonly draft: Draft;
}

/** The part's rows of a column of the run's ledger, as a view. */
export function rowsOf<A extends Float64Array | Int32Array>(
  column: A,
  { place: { firstRow }, own }: Part,
): A {
  return column.subarray(firstRow, firstRow + own.rows) as A;
}

/** The TRANS_IDs of rows of the part, in the run's coding; a row below 0 is a blank. */
export function idsOfRows(
  { ledger }: WrittenRun,
  { place: { firstRow } }: Part,
  rows: Int32Array,
): Float64Array {
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++)
    values[i] = rows[i]! < 0 ? NaN : ledger.id.values[firstRow + rows[i]!]!;
  return values;
}

/** Declares CUSTOMERID, from values in the run's coding. */
export function customerColumn<Rows>(
  { ledger, textIds }: WrittenRun,
  values: (rows: Rows) => Float64Array,
): ColumnOf<Rows> {
  return ids('CUSTOMERID', ledger.customer, textIds.customer, values);
}

/** Declares CURRENCY: no column where the source has none. */
export function currencyColumn<Rows>(
  { ledger: { currency } }: WrittenRun,
  codes: (rows: Rows) => Int32Array,
): ColumnOf<Rows>[] {
  return currency ? [texts('CURRENCY', currency, codes)] : [];
}
