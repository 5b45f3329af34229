import type ExcelJS from 'exceljs';
import type { Cell, NumberKind } from './cells.ts';
import { setUpPage } from '../xlsx/print-setup.ts';
import type { PageLook } from '../xlsx/print-setup.ts';
import { linesIn, widthOfText } from '../columns/lines.ts';
import { amountWidth, wholeWidth } from '../columns/widest.ts';
import { columnLetters, LINE_POINTS } from '../encode/sheet-rows.ts';
import { sheetText } from '../xlsx/sheet-text.ts';
import {
  COUNT_FORMAT,
  DAY_FORMAT,
  FONT,
  headerStyle,
  ID_FORMAT,
  LINK_COLOUR,
  MONEY_FORMAT,
  MONTH_FORMAT,
  QUIET_COLOUR,
  SHARE_FORMAT,
  solid,
  TIME_FORMAT,
  TITLE_COLOUR,
  TOTAL_COLOUR,
} from '../xlsx/sheet-style.ts';
import type { Workbook } from '../xlsx/sheet-style.ts';

/** A row of a sheet that is drawn cell by cell, and what it is. */
export interface DrawnRow {
  readonly look: RowLook;
  readonly cells: readonly Cell[];
  /** Its ground (ARGB). */
  readonly ground?: string | undefined;
  /** Its first cell stands a little to the right, as the cells of long lists do. */
  readonly indented?: boolean;
  /** Of a header: on which side its columns stand. */
  readonly sides?: readonly ('left' | 'right')[];
}
export type RowLook =
  | 'title'
  | 'note'
  | 'heading'
  | 'header'
  | 'plain'
  | 'total'
  | 'check'
  | 'line'
  | 'listed';

/** A sheet that is drawn cell by cell: one of some rows, which nobody has to wait for. */
export interface DrawnSheet {
  readonly title: string;
  readonly rows: readonly DrawnRow[];
  /** So many of its first rows stay when it is scrolled. */
  readonly frozen: number;
  readonly page: PageLook;
  /** Of its columns, in characters, where they are not as wide as what stands in them. */
  readonly widths?: readonly number[];
  /** Names of single cells, for formulas of the reader. */
  readonly names?: readonly NamedCell[];
  /** Where its rows can be filtered: a header and the rows below it. */
  readonly filter?: { readonly header: number; readonly last: number; readonly columns: number };
}
export interface NamedCell {
  readonly name: string;
  readonly row: number;
  /** From 0. */
  readonly column: number;
}

/** Adds the sheet to a workbook. */
export function drawSheet(workbook: Workbook, drawn: DrawnSheet): void {
  const { title, rows, frozen, page, names = [], filter } = drawn;
  const { excel, about } = workbook;
  const sheet = excel.addWorksheet(title, {
    views: [{ state: 'frozen', ySplit: frozen, showGridLines: false }],
  });
  const widths = drawn.widths ?? widthsOf(rows);
  sheet.columns = widths.map((width) => ({ width }));
  drawRows(sheet, 1, rows);
  rows.forEach((row, r) => {
    const height = heightOf(row, widths);
    if (height !== null) sheet.getRow(r + 1).height = height;
  });
  for (const { name, row, column } of names)
    excel.definedNames.add(`'${title}'!$${columnLetters(column)}$${row}`, name);
  if (filter)
    sheet.autoFilter = {
      from: { row: filter.header, column: 1 },
      to: { row: filter.last, column: filter.columns },
    };
  setUpPage(sheet, about, page);
}

/** Draws rows on a sheet from a row on. */
export function drawRows(
  sheet: ExcelJS.Worksheet,
  firstRow: number,
  rows: readonly DrawnRow[],
): void {
  rows.forEach((row, r) => {
    drawRow(sheet.getRow(firstRow + r), row);
    row.cells.forEach((cell, c) => {
      const over = overOf(cell);
      if (over > 0) sheet.mergeCells(firstRow + r, c + 1, firstRow + r, c + 1 + over);
    });
  });
}

function overOf(cell: Cell): number {
  return cell?.is === 'text' ? (cell.over ?? 0) : 0;
}

const FORMATS: Readonly<Record<NumberKind, string>> = {
  money: MONEY_FORMAT,
  count: COUNT_FORMAT,
  share: SHARE_FORMAT,
  day: DAY_FORMAT,
  month: MONTH_FORMAT,
  time: TIME_FORMAT,
  id: ID_FORMAT,
};

/** Numbers that are added up stand on the right, what only names something on the left. */
export function sideOf(kind: NumberKind | 'text'): 'left' | 'right' {
  return kind === 'money' || kind === 'count' || kind === 'share' ? 'right' : 'left';
}

const ROW_FONTS: Readonly<Record<RowLook, Partial<ExcelJS.Font>>> = {
  title: { ...FONT, size: 16, bold: true, color: { argb: TITLE_COLOUR } },
  note: { ...FONT, color: { argb: QUIET_COLOUR } },
  heading: { ...FONT, size: 12, bold: true, color: { argb: TITLE_COLOUR } },
  header: FONT,
  plain: FONT,
  total: { ...FONT, bold: true },
  check: { ...FONT, color: { argb: QUIET_COLOUR } },
  line: FONT,
  listed: FONT,
};

/** Texts of these rows may be as long as they like: they run over the cells beside them. */
const RUNS_OVER: ReadonlySet<RowLook> = new Set(['title', 'note', 'heading', 'listed']);

const VERTICAL: Readonly<Partial<Record<RowLook, 'middle' | 'bottom'>>> = {
  total: 'middle',
  check: 'middle',
  line: 'bottom',
};

function drawRow(
  row: ExcelJS.Row,
  { look, cells, ground, sides, indented = false }: DrawnRow,
): void {
  cells.forEach((cell, c) => {
    const at = row.getCell(c + 1);
    if (cell !== null) at.value = valueOf(cell);
    if (look === 'header') {
      at.style = headerStyle(sides?.[c] ?? 'left', c > 0);
      return;
    }
    const linked = cell?.is === 'text' && cell.leadsTo !== undefined;
    at.font = linked
      ? { ...ROW_FONTS[look], color: { argb: LINK_COLOUR }, underline: true }
      : ROW_FONTS[look];
    const horizontal = sideOf(cell?.is ?? 'text');
    at.alignment = {
      vertical: VERTICAL[look] ?? 'top',
      horizontal,
      wrapText: cell?.is === 'text' && !RUNS_OVER.has(look),
      ...(horizontal === 'left' && (c > 0 || indented) && { indent: 1 }),
    };
    if (cell !== null && cell.is !== 'text') at.numFmt = FORMATS[cell.is];
    const argb = ground ?? (look === 'total' ? TOTAL_COLOUR : undefined);
    if (argb !== undefined) at.fill = solid(argb);
    if (look === 'line') at.border = { bottom: { style: 'thin', color: { argb: QUIET_COLOUR } } };
    if (look === 'total') at.border = { top: { style: 'thin', color: { argb: TITLE_COLOUR } } };
  });
}

/** Amounts as decimals, times as dates. */
function plainValue(cell: NonNullable<Cell>): string | number | Date {
  switch (cell.is) {
    case 'text':
      return cell.text;
    case 'money':
      return cell.value / 100;
    case 'day':
    case 'month':
    case 'time':
      return new Date(cell.value);
    default:
      return cell.value;
  }
}

function valueOf(cell: NonNullable<Cell>): ExcelJS.CellValue {
  if (cell.formula !== undefined)
    return { formula: cell.formula, result: plainValue(cell) } as ExcelJS.CellFormulaValue;
  if (cell.is !== 'text') return plainValue(cell);
  if (cell.leadsTo === undefined) return sheetText(cell.text) as ExcelJS.CellValue;
  return { text: cell.text, hyperlink: `#'${cell.leadsTo}'!A1` };
}

const LEAST_WIDTH = 9;
/** A longer text goes on below itself. */
const MOST_WIDTH = 72;

/** As wide as what stands in them, that of rows that run over not counted. */
function widthsOf(rows: readonly DrawnRow[]): number[] {
  const widths: number[] = [];
  for (const { look, cells } of rows) {
    if (RUNS_OVER.has(look)) continue;
    cells.forEach((cell, c) => {
      if (overOf(cell) > 0) return;
      // The arrow of a filter stands beside a header.
      const needs = shownLength(cell) + (look === 'header' ? 4 : 3);
      widths[c] = Math.min(MOST_WIDTH, Math.max(widths[c] ?? LEAST_WIDTH, needs));
    });
  }
  return Array.from(widths, (width) => width ?? LEAST_WIDTH);
}

/** Of rows that hold large letters or texts of several lines, in points; null: as it is by itself. */
function heightOf({ look, cells }: DrawnRow, widths: readonly number[]): number | null {
  if (look === 'title') return 26;
  if (look === 'heading') return 20;
  if (look === 'line') return 24;
  if (RUNS_OVER.has(look)) return null;
  const lines = Math.max(1, ...cells.map((cell, c) => linesOf(cell, widthOver(widths, c, cell))));
  return lines === 1 ? null : lines * LINE_POINTS;
}

/** The width of a cell, with the columns that belong to it. */
function widthOver(widths: readonly number[], column: number, cell: Cell): number {
  let width = 0;
  for (let c = column; c <= column + overOf(cell); c++) width += widths[c] ?? LEAST_WIDTH;
  return width;
}

function linesOf(cell: Cell, width: number): number {
  return cell?.is === 'text' ? linesIn(cell.text, width) : 1;
}

function shownLength(cell: Cell): number {
  if (cell === null) return 0;
  switch (cell.is) {
    case 'text':
      return widthOfText(cell.text);
    case 'money':
      return amountWidth(cell.value);
    case 'count':
      return wholeWidth(Math.abs(cell.value)) + 1;
    case 'share':
      return 9;
    case 'time':
      return 19;
    case 'id':
      return String(cell.value).length;
    default:
      return 10;
  }
}
