import { mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TableFormat } from '../../core/contract/api/shell.ts';
import type { Table } from '../../core/report/tables.ts';
import { writeTableWorkbook } from '../../core/report/workbook/reconciliation.ts';
import { prepareTable } from '../../core/report/write-tables.ts';

/**
 * Writes a table to `path` and returns its rows. Text that a spreadsheet would run as a formula is
 * neutralised in CSV and Excel; Parquet keeps it as it is. For use within {@link writeExport}.
 */
export async function writeTableFile(
  path: string,
  table: Table,
  format: TableFormat,
  { csvBom }: { readonly csvBom: boolean },
): Promise<number> {
  if (format === 'xlsx') {
    await writeTableWorkbook(path, table, table.name);
    return table.rows;
  }
  // DuckDB names the file after the table and wants a folder for what does not fit in memory.
  const folder = await mkdtemp(join(dirname(path), '.table-'));
  try {
    const prepared = await prepareTable(table, [format], folder, { csvBom });
    const [file] = await prepared.write();
    await rename(join(folder, file!.name), path);
    return table.rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
