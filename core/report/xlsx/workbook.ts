import { runCancelled } from '../../contract/problem.ts';
import type { Tell } from '../../contract/steps.ts';
import type { Table } from '../columns/column.ts';
import { bytesOf, writeZip } from '../zip/zip-writer.ts';
import { applyProperties } from './about.ts';
import type { About } from './about.ts';
import { packageOf } from './package.ts';
import type { Workbook } from './sheet-style.ts';
import { addTableSheets } from './table-sheet.ts';
import type { FillOf } from './table-sheet.ts';

export interface WorkbookOptions {
  readonly signal?: { readonly aborted: boolean } | undefined;
  readonly tell?: Tell | undefined;
  /** The id under which it is told how much of the file is written. */
  readonly part?: string | undefined;
}

/** Microseconds a row that is joined: it is copied, and summed up. */
export const JOINING_WEIGHT = 0.2;

/** Loads what makes workbooks, which takes a tenth of a second: when it is needed, or while others work. */
export async function loadExceljs() {
  return (await import('exceljs')).default;
}

/**
 * Writes a workbook whose sheets `add` adds, in their order; equal sheets make equal bytes. Throws the
 * Problem `run.cancelled`, or whatever the disk refuses.
 */
export async function writeWorkbook(
  path: string,
  about: About,
  add: (workbook: Workbook) => Promise<void>,
  { signal, tell, part }: WorkbookOptions = {},
): Promise<void> {
  const exceljs = await loadExceljs();
  const excel = new exceljs.Workbook();
  applyProperties(excel, about);
  const workbook: Workbook = {
    excel,
    about,
    bodies: new Map(),
    mended: [],
    tables: new Map(),
    grounds: [],
  };
  await add(workbook);
  const entries = await packageOf(workbook);
  const of = bytesOf(entries);
  const told = (done: number): void =>
    tell?.({ part, done, of, unit: 'bytes', words: `Writing ${part ?? 'a workbook'}` });
  await writeZip(path, entries, (done) => {
    if (signal?.aborted) throw runCancelled();
    told(Math.min(done, of));
  });
  told(of);
}

/** Writes a table as a workbook of its own. */
export function writeTableWorkbook(
  path: string,
  about: About,
  table: Table,
  title: string,
  { fillOf, ...options }: WorkbookOptions & { readonly fillOf?: FillOf } = {},
): Promise<void> {
  return writeWorkbook(
    path,
    about,
    (workbook) =>
      addTableSheets(workbook, title, [table], {
        ...options,
        part: title,
        rows: table.rows,
        fillOf,
      }),
    options,
  );
}
