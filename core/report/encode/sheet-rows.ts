import { DAY_MS } from '../../ledger/time.ts';
import type { Column, ColumnHead } from '../columns/column.ts';
import { linesOfEach } from '../columns/lines.ts';
import { writeCents, writeSix, writeWhole } from './digits.ts';
import type { Mended } from './held-text.ts';
import { cellTextsOf } from './sheet-texts.ts';
import type { CellTexts } from './sheet-texts.ts';

/**
 * The rows of a sheet (ECMA-376, part 1, 18.3.1.73): bytes straight from columns of numbers. Rows and cells
 * bear their addresses, without which exceljs reads none; texts stand in their cells, so that pieces of a
 * sheet depend on nothing but their rows.
 */

/** What the cells of a column look like; the styles of a workbook are numbered by it. */
export const SHEET_LOOKS = [
  'id',
  'text',
  'wrapped',
  'money',
  'time',
  'count',
  'day',
  'month',
] as const;
export type SheetLook = (typeof SHEET_LOOKS)[number];

/** The style of a look in row ground `ground` (0 for none). */
function styleOf(look: SheetLook, ground = 0): number {
  return FIRST_STYLE + ground * SHEET_LOOKS.length + SHEET_LOOKS.indexOf(look);
}

/**
 * Styles of rows that are encoded apart stand from this number on in every workbook, because they are
 * written before anybody knows how many others there are.
 */
export const FIRST_STYLE = 512;

// What a cell holds, as a small number: a switch over these costs less than a call a cell.
const NUMBER = 0;
const TEXT = 1;
const MONEY = 2;
const TIME = 3;

/** What the cells of each column are, and where their values lie; what a column has not is empty. */
export interface SheetCells {
  readonly what: Uint8Array;
  /** 1 where ids are written as text. */
  readonly asText: Uint8Array;
  readonly numbers: readonly Float64Array[];
  readonly codes: readonly Int32Array[];
  readonly texts: readonly CellTexts[];
  /** `<c r="A`, up to the number of the row. */
  readonly open: readonly Uint8Array[];
  /** Behind that number, by ground and column: of cells with a number, and of those with a text. */
  readonly number: readonly (readonly Uint8Array[])[];
  readonly text: readonly (readonly Uint8Array[])[];
  /** … and of those without either, which stand there for their ground. */
  readonly blank: readonly (readonly Uint8Array[])[];
  /** By row, how many lines its wrapped texts take; null where none is wrapped. */
  readonly lines: Uint8Array | null;
  /** No row takes more bytes. */
  readonly most: number;
}

const NO_NUMBERS = new Float64Array(0);
const NO_CODES = new Int32Array(0);
const NO_TEXTS = cellTextsOf({ bytes: new Uint8Array(0), start: new Float64Array(1) });

/** The height of a line, and of the highest row of Excel, in points. */
export const LINE_POINTS = 15;
const MOST_POINTS = 409;
const MOST_LINES = Math.ceil(MOST_POINTS / LINE_POINTS);

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));
const ROW = bytesOf('<row r="');
/** By how many lines its texts take: spreadsheet programs that trust a file do not find heights out themselves. */
const ROW_OPEN = Array.from({ length: MOST_LINES + 1 }, (_, lines) =>
  bytesOf(lines <= 1 ? '">' : `" ht="${Math.min(MOST_POINTS, lines * LINE_POINTS)}">`),
);
const ROW_CLOSE = bytesOf('</row>');
const NUMBER_CLOSE = bytesOf('</v></c>');
const TEXT_CLOSE = bytesOf('</t></is></c>');

/** Markup, address and digits of a cell take no more. */
const MOST_MARKUP = 160;

const WHAT: Readonly<Record<Column['kind'], number>> = {
  id: NUMBER,
  count: NUMBER,
  text: TEXT,
  money: MONEY,
  time: TIME,
};

/** The columns as {@link writeSheetRow} takes them, for rows on so many grounds, with none among them. */
export function sheetCells(columns: readonly Column[], grounds = 1): SheetCells {
  const texts = columns.map((column) => ('texts' in column ? cellTextsOf(column.texts) : NO_TEXTS));
  const byGround = (
    bytes: (look: SheetLook, c: number, ground: number) => string,
  ): Uint8Array[][] =>
    Array.from({ length: grounds }, (_, ground) =>
      columns.map((column, c) => bytesOf(bytes(lookOf(column), c, ground))),
    );
  return {
    what: Uint8Array.from(columns, ({ kind }) => WHAT[kind]),
    asText: Uint8Array.from(columns, (column) =>
      column.kind === 'id' && column.sheetText ? 1 : 0,
    ),
    numbers: columns.map((column) => (column.kind === 'text' ? NO_NUMBERS : column.values)),
    codes: columns.map((column) => (column.kind === 'text' ? codesOf(column.values) : NO_CODES)),
    texts,
    open: columns.map((_, c) => bytesOf(`<c r="${columnLetters(c)}`)),
    number: byGround((look, _, ground) => `" s="${styleOf(look, ground)}"><v>`),
    text: byGround(
      (look, c, ground) =>
        `" s="${styleOf(look === 'wrapped' ? look : 'text', ground)}" t="inlineStr"><is><t${texts[c]!.keepsBlanks ? ' xml:space="preserve"' : ''}>`,
    ),
    blank: byGround((look, _, ground) => `" s="${styleOf(look, ground)}"/>`),
    lines: linesOf(columns),
    most: texts.reduce((sum, of) => sum + MOST_MARKUP + longest(of), MOST_MARKUP),
  };
}

/** By row the lines that wrapped texts take; null where there are none. */
function linesOf(columns: readonly Column[]): Uint8Array | null {
  let most: Uint8Array | null = null;
  for (const column of columns) {
    if (column.kind !== 'text' || !column.wraps || column.width === undefined) continue;
    const { values } = column;
    const each = linesOfEach(column.texts, column.width);
    most ??= new Uint8Array(values.length);
    for (let row = 0; row < values.length; row++)
      if (values[row]! >= 0)
        most[row] = Math.min(MOST_LINES, Math.max(most[row]!, each[values[row]!]!));
  }
  return most;
}

/** What the numbers of a column look like on a sheet. */
export function lookOf(column: ColumnHead): SheetLook {
  if (column.kind === 'time') return column.shows ?? 'time';
  return column.kind === 'text' && column.wraps ? 'wrapped' : column.kind;
}

/** The letters of a column: A for 0. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}

/** Codes of one kind of array only: the loop over rows is compiled for what it has seen. */
function codesOf(values: Int32Array | Uint8Array): Int32Array {
  return values instanceof Int32Array ? values : Int32Array.from(values);
}

function longest({ start }: CellTexts): number {
  let most = 0;
  for (let i = 1; i < start.length; i++) most = Math.max(most, start[i]! - start[i - 1]!);
  return most;
}

/** How many cells of some rows hold a text that was mended. */
export function mendedCells({ numbers, codes, texts }: SheetCells, rows: number): Mended {
  const counts = [0, 0];
  texts.forEach(({ mendings }, c) => {
    if (mendings === null) return;
    const isText = codes[c]!.length > 0;
    for (let row = 0; row < rows; row++) {
      const code = isText ? codes[c]![row]! : -numbers[c]![row]! - 1;
      const mending = code >= 0 ? mendings[code]! : 0;
      if (mending > 0) counts.forEach((_, kind) => (counts[kind]! += (mending >> kind) & 1));
    }
  });
  const [escaped, cut] = counts as [number, number];
  return { escaped, cut };
}

const rowDigits = new Uint8Array(16);

/** Writes row `row` of the columns as row `number` of a sheet; returns the place after it. */
export function writeSheetRow(
  into: Uint8Array,
  from: number,
  { what, asText, numbers, codes, texts, open, number, text, blank, lines }: SheetCells,
  row: number,
  rowNumber: number,
  ground: number,
): number {
  const digits = writeWhole(rowDigits, 0, rowNumber);
  const numberOf = number[ground]!;
  const textOf = text[ground]!;
  const blankOf = blank[ground]!;
  let at = copied(into, from, ROW, ROW.length);
  at = copied(into, at, rowDigits, digits);
  const rowOpen = ROW_OPEN[lines === null ? 1 : lines[row]!]!;
  at = copied(into, at, rowOpen, rowOpen.length);
  for (let c = 0; c < what.length; c++) {
    const kind = what[c]!;
    let code = -1;
    let value = NaN;
    let isBlank: boolean;
    if (kind === TEXT) {
      code = codes[c]![row]!;
      const { start } = texts[c]!;
      isBlank = code < 0 || start[code] === start[code + 1];
    } else {
      value = numbers[c]![row]!;
      // Excel takes a sheet with NaN for damaged.
      isBlank = value !== value;
      if (kind === NUMBER && value < 0) code = -value - 1;
    }
    if (isBlank && ground === 0) continue;
    const head = open[c]!;
    at = copied(into, at, head, head.length);
    at = copied(into, at, rowDigits, digits);
    if (isBlank) {
      const bytes = blankOf[c]!;
      at = copied(into, at, bytes, bytes.length);
    } else if (code >= 0) {
      const middle = textOf[c]!;
      const { bytes, start } = texts[c]!;
      at = copied(into, at, middle, middle.length);
      for (let i = start[code]!, end = start[code + 1]!; i < end; i++) into[at++] = bytes[i]!;
      at = copied(into, at, TEXT_CLOSE, TEXT_CLOSE.length);
    } else if (asText[c] === 1) {
      const middle = textOf[c]!;
      at = writeWhole(into, copied(into, at, middle, middle.length), value);
      at = copied(into, at, TEXT_CLOSE, TEXT_CLOSE.length);
    } else {
      const middle = numberOf[c]!;
      at = copied(into, at, middle, middle.length);
      if (kind === MONEY) at = writeCents(into, at, value);
      else if (kind === TIME) at = writeSerial(into, at, value);
      else at = writeWhole(into, at, value);
      at = copied(into, at, NUMBER_CLOSE, NUMBER_CLOSE.length);
    }
  }
  return copied(into, at, ROW_CLOSE, ROW_CLOSE.length);
}

function copied(into: Uint8Array, at: number, bytes: Uint8Array, length: number): number {
  for (let i = 0; i < length; i++) into[at + i] = bytes[i]!;
  return at + length;
}

const POINT = 46;
const ZERO = 48;
/** Days from Excel's day 0 to 1970-01-01. */
const EPOCH_DAYS = 25_569;
const MILLION = 1_000_000;

/**
 * A wall-clock time as Excel counts it: days and their fraction, to twelve places, where a number of
 * Excel's ends.
 */
function writeSerial(into: Uint8Array, from: number, time: number): number {
  let day = Math.floor(time / DAY_MS);
  const ms = time - day * DAY_MS;
  // Six places at a time: more would not be exact.
  let high = Math.floor((ms * MILLION) / DAY_MS);
  let low = Math.round(((ms * MILLION - high * DAY_MS) * MILLION) / DAY_MS);
  if (low === MILLION) {
    low = 0;
    high++;
  }
  if (high === MILLION) {
    high = 0;
    day++;
  }
  let at = writeWhole(into, from, day + EPOCH_DAYS);
  if (high === 0 && low === 0) return at;
  into[at] = POINT;
  writeSix(into, at + 1, high);
  writeSix(into, at + 7, low);
  at += 13;
  while (into[at - 1] === ZERO) at--;
  return at;
}
