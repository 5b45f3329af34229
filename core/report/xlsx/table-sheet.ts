import type ExcelJS from 'exceljs';
import { runCancelled } from '../../contract/problem.ts';
import type { Tell } from '../../contract/steps.ts';
import { idText } from '../../ledger/ids.ts';
import type { Column, Table } from '../columns/column.ts';
import { textsOf } from '../columns/text-bytes.ts';
import { sheetText } from './sheet-text.ts';
import type { SheetText } from './sheet-text.ts';
import { HEADER, KIND_STYLES, sheetOptions, solid } from './sheet-style.ts';
import type { Workbook } from './sheet-style.ts';

/** Rows of a sheet, its header included. */
export const EXCEL_ROWS = 1_048_576;

/** The widest column of Excel, in characters. */
const MOST_WIDTH = 255;

/** Microseconds a row, thirty times those of a row of text (a million rows: 33 s beside 1 s). */
export const SHEET_WEIGHT = 30;

/** The colour (ARGB) of a row's ground; undefined for none. */
export type FillOf = (row: number) => string | undefined;

export interface TableSheetOptions {
  readonly signal?: { readonly aborted: boolean } | undefined;
  readonly tell?: Tell | undefined;
  /** The id under which its rows are told, and how many there are. */
  readonly part: string;
  readonly rows: number;
  readonly fillOf?: FillOf | undefined;
  /** Blank texts are cells of their own, not none. */
  readonly keepBlanks?: boolean | undefined;
  /** Rows below the header of a sheet; only tests give others than Excel's. */
  readonly perSheet?: number | undefined;
}

/**
 * Adds tables with the same columns, of which there is at least one, one below the other on as many sheets as
 * Excel's row limit asks for: `Name`, `Name 2`, … Throws the Problem `run.cancelled`.
 */
export async function addTableSheets(
  workbook: Workbook,
  name: string,
  tables: Iterable<Table>,
  options: TableSheetOptions,
): Promise<void> {
  const {
    signal,
    tell,
    part,
    rows,
    fillOf,
    keepBlanks = false,
    perSheet = EXCEL_ROWS - 1,
  } = options;
  const fills = new Map<string, ExcelJS.Fill>();
  let sheet: ExcelJS.Worksheet | null = null;
  let sheets = 0;
  let title = name;
  let done = 0;
  const told = () =>
    ({ part, of: rows, done, unit: 'rows', words: `Writing sheet ${title}` }) as const;
  for (const { columns, rows: here } of tables) {
    const cells = columns.map((column) => cellsOf(column, keepBlanks));
    for (let r = 0; sheet === null || r < here; r++, done++) {
      if (sheet === null || done === sheets * perSheet) {
        sheet?.commit();
        if (++sheets > 1) title = `${name} ${sheets}`;
        sheet = workbook.addWorksheet(title, sheetOptions());
        addHeader(sheet, columns);
        if (here === 0) break;
      }
      const row = sheet.addRow(cells.map((cell) => cell(r)));
      const argb = fillOf?.(done);
      if (argb) {
        let fill = fills.get(argb);
        if (!fill) fills.set(argb, (fill = solid(argb)));
        for (let c = 1; c <= columns.length; c++) row.getCell(c).fill = fill;
      }
      row.commit();
      if (done % 5000 === 0) {
        tell?.(told());
        // Lets the file drain, and a cancellation arrive.
        await new Promise(setImmediate);
        if (signal?.aborted) throw runCancelled();
      }
    }
  }
  tell?.(told());
  sheet?.commit();
}

/** The columns' names, frozen, with a filter. */
function addHeader(sheet: ExcelJS.Worksheet, columns: readonly Column[]): void {
  sheet.columns = columns.map(({ name, kind, width }) => {
    const style = KIND_STYLES[kind];
    return {
      header: name,
      width: Math.min(MOST_WIDTH, width ?? Math.max(style.width, name.length + 4)),
      ...(style.numFmt && { style: { numFmt: style.numFmt } }),
    };
  });
  const header = sheet.getRow(1);
  columns.forEach(({ name }, c) => (header.getCell(c + 1).value = sheetText(name)));
  header.eachCell((cell) => Object.assign(cell, { style: HEADER }));
  header.commit();
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
}

type Cell = SheetText | number | Date | null;

function cellsOf(column: Column, keepBlanks: boolean): (row: number) => Cell {
  const { values } = column;
  switch (column.kind) {
    case 'money':
      // A blank is no number: Excel takes a sheet with NaN for damaged.
      return (row) => (Number.isNaN(values[row]!) ? null : values[row]! / 100);
    case 'count':
      return (row) => values[row]!;
    case 'time':
      return (row) => (Number.isNaN(values[row]!) ? null : new Date(values[row]!));
    case 'id': {
      const pool = textsOf(column.texts);
      return (row) => {
        const value = values[row]!;
        if (Number.isNaN(value)) return null;
        return column.sheetText ? sheetText(idText(pool, value)) : value;
      };
    }
    case 'text': {
      const pool = textsOf(column.texts);
      const blank = keepBlanks ? '' : null;
      return (row) => (values[row]! < 0 ? blank : sheetText(pool[values[row]!]!) || blank);
    }
  }
}
