import type { ColumnHead, Table } from '../columns/column.ts';
import { csvHeader, csvRows } from '../encode/csv.ts';
import { deflatedRows } from '../encode/deflated-rows.ts';
import type { EncodedSheetRows, SheetPlace } from '../encode/deflated-rows.ts';
import { parquetRowGroup } from '../encode/parquet.ts';
import { PARQUET_MAGIC, parquetFooter } from '../encode/parquet-footer.ts';
import type { RowGroup } from '../encode/parquet-page.ts';

/** How a file is made of what partitions give, each by itself. */
export interface PartFormat<Facts = unknown> {
  /** Whether the file is one of the run's results; else it is what others are made of. */
  readonly isDelivered: boolean;
  begin(heads: readonly ColumnHead[], csvBom: boolean): Uint8Array;
  /** A partition's part, and what has to be known of it; both can be had from another thread. */
  encode(table: Table, place: SheetPlace): { readonly bytes: Uint8Array; readonly facts: Facts };
  end(heads: readonly ColumnHead[], facts: readonly Facts[]): Uint8Array;
}

const NOTHING = new Uint8Array(0);

const csv: PartFormat<null> = {
  isDelivered: true,
  begin: (heads, csvBom) =>
    csvHeader(
      heads.map(({ name }) => name),
      csvBom,
    ),
  encode: ({ columns, rows }) => ({ bytes: csvRows(columns, rows), facts: null }),
  end: () => NOTHING,
};

const parquet: PartFormat<RowGroup | null> = {
  isDelivered: true,
  begin: () => PARQUET_MAGIC,
  encode: ({ columns, rows }) => {
    // A row group without rows is none: readers stumble over it.
    if (rows === 0) return { bytes: new Uint8Array(0), facts: null };
    const { bytes, group } = parquetRowGroup(columns, rows);
    return { bytes, facts: group };
  },
  end: (heads, groups) =>
    parquetFooter(
      heads,
      groups.flatMap((group) => group ?? []),
    ),
};

/** What has to be known of a partition's rows on sheets. */
export type SheetFacts = Omit<EncodedSheetRows, 'bytes'>;

/** Rows of sheets, for the workbooks that they are joined to. */
const sheet: PartFormat<SheetFacts> = {
  isDelivered: false,
  begin: () => NOTHING,
  encode: (table, place) => {
    const { bytes, ...facts } = deflatedRows(table, place);
    return { bytes, facts };
  },
  end: () => NOTHING,
};

export const PART_FORMATS = { csv, parquet, sheet };
export type PartFormatName = keyof typeof PART_FORMATS;
