import type { Tell } from '../../contract/steps.ts';
import type { Table } from '../columns/column.ts';
import type { Workbook } from './sheet-style.ts';
import { addTableSheets } from './table-sheet.ts';
import type { FillOf } from './table-sheet.ts';
import { fixZipDates } from './zip-dates.ts';

export interface WorkbookOptions {
  readonly signal?: { readonly aborted: boolean } | undefined;
  readonly tell?: Tell | undefined;
}

/**
 * Writes a workbook whose sheets `add` adds, in their order; equal sheets make equal bytes. Throws the
 * Problem `run.cancelled`, or whatever the disk refuses.
 */
export async function writeWorkbook(
  path: string,
  add: (workbook: Workbook) => Promise<void>,
): Promise<void> {
  // Loaded when it is needed: it takes a tenth of a second, and most large runs write no workbook.
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({
    filename: path,
    useStyles: true,
    useSharedStrings: false,
  });
  workbook.creator = 'Thrive Cash Reconciler';
  // The run's time lives in the run record; the same input gives the same workbook.
  workbook.created = new Date(0);
  workbook.modified = new Date(0);
  await add(workbook);
  await workbook.commit();
  fixZipDates(path);
}

/** Writes a table as a workbook of its own, e.g. tc_data_with_redemptions.xlsx. */
export function writeTableWorkbook(
  path: string,
  table: Table,
  title: string,
  { part, fillOf, ...options }: WorkbookOptions & { part?: string; fillOf?: FillOf } = {},
): Promise<void> {
  return writeWorkbook(path, (workbook) =>
    addTableSheets(workbook, title, [table], {
      ...options,
      part: part ?? title,
      rows: table.rows,
      fillOf,
    }),
  );
}
