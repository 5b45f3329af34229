import type { Draft, Matching } from '../ledger/draft.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { csvRows } from './encode/csv.ts';
import { parquetRowGroup } from './encode/parquet.ts';
import type { RowGroup } from './encode/parquet.ts';
import { partitionTables } from './partition-tables.ts';
import type { PartitionPlace, PartitionTable, TextIds } from './partition-tables.ts';
import type { SharedLedger } from './partition/shared-ledger.ts';

export interface WriteOptions {
  readonly textIds: TextIds;
  /** Wall-clock ms. */
  readonly asOf: number;
}

/** A partition's part of a file. */
export interface FilePart {
  readonly bytes: Uint8Array;
  readonly rows: number;
  /** Of a Parquet file. */
  readonly group: RowGroup | null;
}

/** A partition's part of each file that is written partition by partition, by the file's name. */
export interface WrittenPartition {
  readonly files: Readonly<Record<string, FilePart>>;
}

/** Those of the tables that are written as Parquet, too. */
const WITH_PARQUET = new Set([
  'tc_data_with_redemptions',
  'allocations',
  'customer_balance_history',
]);

/** The files that are written partition by partition, in the order in which they are listed. */
export function filesOf(tables: readonly PartitionTable[]): {
  readonly name: string;
  readonly format: 'csv' | 'parquet';
  readonly table: PartitionTable;
}[] {
  return tables.flatMap((table) => [
    { name: `${table.name}.csv`, format: 'csv' as const, table },
    ...(WITH_PARQUET.has(table.name)
      ? [{ name: `${table.name}.parquet`, format: 'parquet' as const, table }]
      : []),
  ]);
}

/** Returns the function that renders one partition after the other. */
export function partitionWriter(
  ledger: SharedLedger,
  { textIds, asOf }: WriteOptions,
): (place: PartitionPlace, own: Ledger, matching: Matching, draft: Draft) => WrittenPartition {
  return (place, own, matching, draft) => {
    const tables = partitionTables(ledger, textIds, asOf, place, own, matching, draft);
    const files = filesOf(Object.values(tables)).map(({ name, format, table }) => {
      const { columns, rows } = table;
      if (format === 'csv') return [name, { bytes: csvRows(columns, rows), rows, group: null }];
      // A row group without rows is none: readers stumble over it.
      if (rows === 0) return [name, { bytes: new Uint8Array(0), rows, group: null }];
      return [name, { ...parquetRowGroup(columns, rows), rows }];
    });
    return { files: Object.fromEntries(files) as Record<string, FilePart> };
  };
}
