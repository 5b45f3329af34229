import { tableOf } from '../columns/column.ts';
import type { ItemColumns } from '../columns/of-items.ts';
import type { Workbook } from './sheet-style.ts';
import { addTableSheets } from './table-sheet.ts';

/** Adds a sheet with a row for each item of a list. */
export async function addListSheet<Item>(
  workbook: Workbook,
  title: string,
  columns: ItemColumns<Item>,
  items: readonly Item[],
): Promise<void> {
  const table = tableOf(columns, items, items.length);
  await addTableSheets(workbook, title, [table], { part: title, rows: table.rows });
}
