import type ExcelJS from 'exceljs';
import { runCancelled } from '../../contract/problem.ts';
import { cellTextOf } from '../tables.ts';
import type { Column, Table } from '../tables.ts';
import { neutralText } from '../columns/neutral-text.ts';

type Workbook = ExcelJS.stream.xlsx.WorkbookWriter;

export interface WorkbookOptions {
  readonly signal?: { readonly aborted: boolean } | undefined;
  readonly onProgress?: ((done: number, of: number, words: string) => void) | undefined;
  /** Rows of a sheet, its header included; Excel's own limit unless a test lowers it. */
  readonly rowLimit?: number;
}

export const EXCEL_ROWS = 1_048_576;
const MONEY_FORMAT = '#,##0.00;[Red](#,##0.00)';
const TIME_FORMAT = 'yyyy-mm-dd hh:mm:ss';
const WIDTHS = { id: 16, text: 22, money: 16, time: 20, count: 10 } as const;
const HEADER: Partial<ExcelJS.Style> = {
  font: { bold: true, color: { argb: 'FFFFFFFF' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F3864' } },
  alignment: { vertical: 'middle' },
};

export interface SheetColumn {
  readonly header: string;
  readonly width: number;
  readonly money?: boolean;
}
export interface SheetRow {
  readonly cells: readonly (string | number)[];
  readonly fill?: string | undefined;
}

/** A sheet of a few rows: frozen header, filter, formats. */
export async function addSheet(
  workbook: Workbook,
  name: string,
  columns: readonly SheetColumn[],
  rows: readonly SheetRow[],
): Promise<void> {
  const sheet = workbook.addWorksheet(name, sheetOptions());
  sheet.columns = columns.map(({ header, width, money }) => ({
    header,
    width,
    ...(money && { style: { numFmt: MONEY_FORMAT } }),
  }));
  finishHeader(sheet, columns.length);
  for (const { cells, fill } of rows) {
    const row = sheet.addRow(
      cells.map((cell) => (typeof cell === 'string' ? neutralText(cell) : cell)),
    );
    if (fill) row.eachCell({ includeEmpty: true }, (cell) => (cell.fill = solid(fill)));
    row.commit();
  }
  sheet.commit();
  await Promise.resolve();
}

/** A heading and the labelled figures below it. */
export type Section = readonly [string, readonly (readonly [string, string | number])[]];

/** A sheet of labelled figures under headings, with a title. */
export function addTitleSheet(
  workbook: Workbook,
  name: string,
  title: string,
  sections: readonly Section[],
): void {
  const sheet = workbook.addWorksheet(name, sheetOptions(2));
  sheet.columns = [{ width: 34 }, { width: 42 }];
  const head = sheet.addRow([title]);
  head.font = { bold: true, size: 16, color: { argb: 'FF1F3864' } };
  head.commit();
  sheet.addRow([]).commit();
  for (const [heading, rows] of sections) {
    if (rows.length === 0) continue;
    const row = sheet.addRow([heading, '']);
    row.eachCell((cell) => Object.assign(cell, { style: HEADER }));
    row.commit();
    for (const [label, value] of rows) {
      const line = sheet.addRow([label, typeof value === 'string' ? neutralText(value) : value]);
      const cell = line.getCell(2);
      cell.alignment = { horizontal: 'right' };
      // Amounts come as fractions of a unit or are named so; counts stay whole.
      if (typeof value === 'number') cell.numFmt = COUNT_LABEL.test(label) ? '#,##0' : MONEY_FORMAT;
      line.commit();
    }
    sheet.addRow([]).commit();
  }
  sheet.commit();
}
const COUNT_LABEL = /rows|customers/i;

/** A table on as many sheets as Excel's row limit asks for: `Name`, `Name 2`, … */
export async function addTableSheets(
  workbook: Workbook,
  name: string,
  table: Table,
  options: WorkbookOptions & { fillOf?: (row: number) => string | undefined } = {},
): Promise<void> {
  const perSheet = (options.rowLimit ?? EXCEL_ROWS) - 1;
  const fills = new Map<string, ExcelJS.Fill>();
  for (let part = 0; part === 0 || part * perSheet < table.rows; part++) {
    const title = part === 0 ? name : `${name} ${part + 1}`;
    const sheet = workbook.addWorksheet(title, sheetOptions());
    sheet.columns = table.columns.map(({ name, kind }) => ({
      header: neutralText(name),
      width: Math.max(WIDTHS[kind], name.length + 4),
      ...(kind === 'money' && { style: { numFmt: MONEY_FORMAT } }),
      ...(kind === 'time' && { style: { numFmt: TIME_FORMAT } }),
    }));
    finishHeader(sheet, table.columns.length);
    const to = Math.min(table.rows, (part + 1) * perSheet);
    for (let r = part * perSheet; r < to; r++) {
      const row = sheet.addRow(table.columns.map((column) => cellOf(column, r)));
      const argb = options.fillOf?.(r);
      if (argb) {
        let fill = fills.get(argb);
        if (!fill) fills.set(argb, (fill = solid(argb)));
        for (let c = 1; c <= table.columns.length; c++) row.getCell(c).fill = fill;
      }
      row.commit();
      if (r % 5000 === 0) {
        options.onProgress?.(r, table.rows, `Writing sheet ${title}`);
        // Lets the file drain, and a cancellation arrive.
        await new Promise(setImmediate);
        if (options.signal?.aborted) throw runCancelled();
      }
    }
    options.onProgress?.(to, table.rows, `Writing sheet ${title}`);
    sheet.commit();
  }
}

function cellOf(column: Column, row: number): string | number | Date | null {
  const value = column.at(row);
  switch (column.kind) {
    case 'money':
      return value / 100;
    case 'count':
      return value;
    case 'time':
      return Number.isNaN(value) ? null : new Date(value);
    case 'id':
      // Excel keeps 15 digits; a longer id has to be text to stay what it is.
      if (value >= 0 && value < 1e15) return value;
      return Number.isNaN(value) ? null : neutralText(cellTextOf(column, row));
    case 'text':
      return value < 0 ? null : neutralText(cellTextOf(column, row)) || null;
  }
}

function sheetOptions(frozenRows = 1): Partial<ExcelJS.AddWorksheetOptions> {
  return {
    views: [{ state: 'frozen', ySplit: frozenRows }],
    pageSetup: {
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:1',
    },
  };
}

function finishHeader(sheet: ExcelJS.Worksheet, columns: number): void {
  const header = sheet.getRow(1);
  header.eachCell((cell) => Object.assign(cell, { style: HEADER }));
  header.commit();
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns } };
}

function solid(argb: string): ExcelJS.Fill {
  return { type: 'pattern', pattern: 'solid', fgColor: { argb } };
}
