import { runCancelled } from '../../contract/problem.ts';
import type { Tell } from '../../contract/steps.ts';
import type { Table } from '../columns/column.ts';
import { writeZip } from '../zip/zip-writer.ts';
import { packageOf } from './package.ts';
import type { Workbook } from './sheet-style.ts';
import { addTableSheets } from './table-sheet.ts';
import type { FillOf } from './table-sheet.ts';

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
  { signal }: Pick<WorkbookOptions, 'signal'> = {},
): Promise<void> {
  // Loaded when it is needed: it takes a tenth of a second.
  const { default: exceljs } = await import('exceljs');
  const excel = new exceljs.Workbook();
  excel.creator = 'Thrive Cash Reconciler';
  // The run's time lives in the run record; the same input gives the same workbook.
  excel.created = new Date(0);
  excel.modified = new Date(0);
  const workbook: Workbook = { excel, bodies: new Map(), grounds: [] };
  await add(workbook);
  await writeZip(path, await packageOf(workbook), () => {
    if (signal?.aborted) throw runCancelled();
  });
}

/** Writes a table as a workbook of its own, e.g. tc_data_with_redemptions.xlsx. */
export function writeTableWorkbook(
  path: string,
  table: Table,
  title: string,
  { part, fillOf, ...options }: WorkbookOptions & { part?: string; fillOf?: FillOf } = {},
): Promise<void> {
  return writeWorkbook(
    path,
    (workbook) =>
      addTableSheets(workbook, title, [table], {
        ...options,
        part: part ?? title,
        rows: table.rows,
        fillOf,
      }),
    options,
  );
}
