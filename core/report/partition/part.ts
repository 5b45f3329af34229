import type { Draft, Matching } from '../../ledger/draft.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { ColumnOf } from '../columns/column.ts';
import { ids, texts } from '../columns/of-arrays.ts';
import { widestId } from '../columns/widest.ts';
import type { SharedLedger } from './shared-ledger.ts';
import type { TextIds } from './text-ids.ts';

/** How the tables of a run are written, whichever partition is. */
export interface WriteOptions {
  readonly textIds: TextIds;
  /** Wall-clock ms. */
  readonly asOf: number;
  /** Rows of a sheet below its header; Excel's own limit unless a test lowers it. */
  readonly sheetRows: number;
}

/** What the columns of a run's tables are made of: the same for all of its partitions. */
export interface WrittenRun extends WriteOptions {
  /** At the cut-off. */
  readonly ledger: SharedLedger;
  /** What comes after it, in the same dictionaries. */
  readonly after: SharedLedger;
}

/** Where a partition's rows, accounts and allocations begin in the run. */
export interface PartitionPlace {
  readonly firstRow: number;
  readonly firstAccount: number;
  /** … and those of its rows that come after the cut-off. */
  readonly firstAfter: number;
  readonly firstAllocation: number;
}

/**
 * A partition, or all of a run as if it were one: `own` is its ledger at the cut-off and `after` what comes
 * after it, `matching` and `draft` are its matching and draft, rows numbered from 0; ids are written in
 * the run's own coding.
 */
export interface Part {
  readonly place: PartitionPlace;
  readonly own: Ledger;
  readonly after: Ledger;
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

/**
 * The part's rows of a column of the run as the deliverable has them: those at the cut-off and those after
 * it, in output order. A view where nothing comes after.
 */
export function deliveredRows<A extends Float64Array | Int32Array>(
  atCutOff: A,
  afterIt: A,
  part: Part,
): A {
  const rows = rowsOf(atCutOff, part);
  const { place, own, after, draft } = part;
  if (after.rows === 0) return rows;
  const delivered = (
    rows instanceof Float64Array ? new Float64Array(draft.rows) : new Int32Array(draft.rows)
  ) as A;
  for (let i = 0; i < draft.rows; i++) {
    const r = draft.sourceRow[i]!;
    delivered[i] = r < own.rows ? rows[r]! : afterIt[place.firstAfter + r - own.rows]!;
  }
  return delivered;
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
  const { texts: told, values: all } = ledger.customer;
  return ids('CUSTOMERID', ledger.customer, textIds.customer, values, () => widestId(told, all));
}

/** Declares CURRENCY: no column where the source has none. */
export function currencyColumn<Rows>(
  { ledger: { currency } }: WrittenRun,
  codes: (rows: Rows) => Int32Array,
): ColumnOf<Rows>[] {
  return currency ? [texts('CURRENCY', currency, codes)] : [];
}
