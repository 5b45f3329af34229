import type { TableFormat } from '../../core/contract/calls/written-file.ts';
import type { Table } from '../../core/report/columns/column.ts';
import { writeCsv, writeParquet } from '../../core/report/files/table-files.ts';
import type { About } from '../../core/report/xlsx/about.ts';
import { writeTableWorkbook } from '../../core/report/xlsx/workbook.ts';

/**
 * Writes a table to `path` and returns its rows; `title` is that of a workbook's sheet. Text that a
 * spreadsheet would run as a formula is neutralised in CSV and Excel; Parquet keeps it as it is. For use
 * within {@link writeExport}.
 */
export async function writeTableFile(
  path: string,
  title: string,
  table: Table,
  format: TableFormat,
  { csvBom, about }: { readonly csvBom: boolean; readonly about: About },
): Promise<number> {
  const writers: Readonly<Record<TableFormat, () => Promise<void>>> = {
    csv: () => writeCsv(path, [table], csvBom),
    parquet: () => writeParquet(path, table),
    xlsx: () => writeTableWorkbook(path, about, table, title),
  };
  await writers[format]();
  return table.rows;
}
