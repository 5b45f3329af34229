import { open, writeFile } from 'node:fs/promises';
import type { Table } from '../columns/column.ts';
import { csvHeader, csvRows } from '../encode/csv.ts';
import { parquetRowGroup } from '../encode/parquet.ts';
import { PARQUET_MAGIC, parquetFooter } from '../encode/parquet-footer.ts';

/**
 * Writes the rows of tables with the same columns, one after the other, as CSV; no more of them are in memory
 * than one table has. There is at least one. Throws whatever the disk refuses.
 */
export async function writeCsv(path: string, tables: Iterable<Table>, bom: boolean): Promise<void> {
  const file = await open(path, 'w');
  try {
    let begun = false;
    for (const { columns, rows } of tables) {
      if (!begun) {
        const names = columns.map(({ name }) => name);
        await file.writeFile(csvHeader(names, bom));
      }
      begun = true;
      await file.writeFile(csvRows(columns, rows));
    }
  } finally {
    await file.close();
  }
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
