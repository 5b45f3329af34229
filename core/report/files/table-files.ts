import { writeFile } from 'node:fs/promises';
import type { Table } from '../columns/column.ts';
import { csvHeader, csvRows } from '../encode/csv.ts';
import { parquetRowGroup } from '../encode/parquet.ts';
import { PARQUET_MAGIC, parquetFooter } from '../encode/parquet-footer.ts';

/** Writes a table of no more rows than memory holds as CSV. Throws whatever the disk refuses. */
export async function writeCsv(
  path: string,
  { columns, rows }: Table,
  bom: boolean,
): Promise<void> {
  const names = columns.map(({ name }) => name);
  await writeFile(path, Buffer.concat([csvHeader(names, bom), csvRows(columns, rows)]));
}

/** Writes a table of no more rows than memory holds as Parquet. Throws whatever the disk refuses. */
export async function writeParquet(path: string, { columns, rows }: Table): Promise<void> {
  // A row group without rows is none: readers stumble over it.
  const groups = rows === 0 ? [] : [parquetRowGroup(columns, rows)];
  const footer = parquetFooter(
    columns,
    groups.map(({ group }) => group),
  );
  await writeFile(
    path,
    Buffer.concat([PARQUET_MAGIC, ...groups.map(({ bytes }) => bytes), footer]),
  );
}
