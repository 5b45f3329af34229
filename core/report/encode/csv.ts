import { DAY_MS } from '../../ledger/time.ts';
import { writeCents, writePair, writeWhole } from './digits.ts';
import type { ShareColumn } from './share-column.ts';
import { csvText } from './text-bytes.ts';
import type { TextBytes } from './text-bytes.ts';

const COMMA = 44;
const NEWLINE = 10;
const DASH = 45;
const SPACE = 32;
const COLON = 58;
const POINT = 46;
const ZERO = 48;

/** The first line of a CSV file. */
export function csvHeader(names: readonly string[], bom: boolean): Uint8Array {
  return Buffer.from(`${bom ? '\ufeff' : ''}${names.map(csvText).join(',')}\n`);
}

// What a cell holds, as a small number: a switch over these costs less than a call a cell.
const NUMBER = 0;
const TEXT = 1;
const MONEY = 2;
const TIME = 3;

interface Cells {
  readonly what: number;
  readonly numbers: Float64Array;
  readonly codes: Int32Array;
  readonly texts: TextBytes;
}
const NO_NUMBERS = new Float64Array(0);
const NO_CODES = new Int32Array(0);
const NO_TEXTS: TextBytes = { bytes: new Uint8Array(0), start: new Float64Array(1) };

/** Longer than any number or time with its comma. */
const MOST_DIGITS = 32;

/** The lines of some rows, in bytes. */
export function csvRows(columns: readonly ShareColumn[], rows: number): Uint8Array {
  const cells = columns.map(cellsOf);
  const most = cells.reduce((sum, { texts }) => sum + MOST_DIGITS + longest(texts), 1);
  let into = scratch;
  let at = 0;
  for (let row = 0; row < rows; row++) {
    if (into.length - at < most) into = grown(into, at, most);
    for (let c = 0; c < cells.length; c++) {
      const { what, numbers, codes, texts } = cells[c]!;
      if (what === TEXT) {
        const code = codes[row]!;
        if (code >= 0) at = writeText(into, at, texts, code);
      } else {
        const value = numbers[row]!;
        // NaN, a blank, is neither.
        if (what === MONEY) {
          if (value === value) at = writeCents(into, at, value);
        } else if (what === TIME) {
          if (value === value) at = writeTime(into, at, value);
        } else if (value >= 0) at = writeWhole(into, at, value);
        else if (value < 0) at = writeText(into, at, texts, -value - 1);
      }
      into[at++] = COMMA;
    }
    into[at - 1] = NEWLINE;
  }
  return into.slice(0, at);
}

/** Kept from call to call: making room anew for each partition costs as much as filling it. */
let scratch = new Uint8Array(2 ** 20);

function grown(
  from: Uint8Array<ArrayBuffer>,
  used: number,
  wanted: number,
): Uint8Array<ArrayBuffer> {
  scratch = new Uint8Array(Math.max(from.length * 2, used + wanted));
  scratch.set(from.subarray(0, used));
  return scratch;
}

function cellsOf(column: ShareColumn): Cells {
  switch (column.kind) {
    case 'text':
      return {
        what: TEXT,
        numbers: NO_NUMBERS,
        codes: column.values instanceof Int32Array ? column.values : Int32Array.from(column.values),
        texts: column.csvTexts,
      };
    case 'id':
      return { what: NUMBER, numbers: column.values, codes: NO_CODES, texts: column.csvTexts };
    case 'money':
      return { what: MONEY, numbers: column.values, codes: NO_CODES, texts: NO_TEXTS };
    case 'time':
      return { what: TIME, numbers: column.values, codes: NO_CODES, texts: NO_TEXTS };
    case 'count':
      return { what: NUMBER, numbers: column.values, codes: NO_CODES, texts: NO_TEXTS };
  }
}

const LONGEST = new WeakMap<TextBytes, number>();

function longest(texts: TextBytes): number {
  let most = LONGEST.get(texts);
  if (most === undefined) {
    most = 0;
    const { start } = texts;
    for (let i = 1; i < start.length; i++) most = Math.max(most, start[i]! - start[i - 1]!);
    LONGEST.set(texts, most);
  }
  return most;
}

function writeText(
  into: Uint8Array,
  at: number,
  { bytes, start }: TextBytes,
  code: number,
): number {
  const from = start[code]!;
  const to = start[code + 1]!;
  for (let i = from; i < to; i++) into[at++] = bytes[i]!;
  return at;
}

/** Dates that were written lately, ten bytes each: most rows of a ledger are of a few hundred days. */
const CACHED_DAYS = 4096;
const cachedDay = new Float64Array(CACHED_DAYS).fill(NaN);
const cachedDate = new Uint8Array(CACHED_DAYS * 10);

/** `YYYY-MM-DD HH:MM:SS`, and `.mmm` where there is a fraction of a second. */
function writeTime(into: Uint8Array, at: number, time: number): number {
  const day = Math.floor(time / DAY_MS);
  const slot = day & (CACHED_DAYS - 1);
  if (cachedDay[slot] !== day) {
    writeDate(cachedDate, slot * 10, day);
    cachedDay[slot] = day;
  }
  const from = slot * 10;
  for (let i = 0; i < 10; i++) into[at + i] = cachedDate[from + i]!;
  into[at + 10] = SPACE;
  const ms = (time - day * DAY_MS) | 0;
  const seconds = (ms / 1000) | 0;
  const minutes = (seconds / 60) | 0;
  const hours = (minutes / 60) | 0;
  writePair(into, at + 11, hours);
  into[at + 13] = COLON;
  writePair(into, at + 14, minutes - hours * 60);
  into[at + 16] = COLON;
  writePair(into, at + 17, seconds - minutes * 60);
  const fraction = ms - seconds * 1000;
  if (fraction === 0) return at + 19;
  const hundreds = (fraction / 100) | 0;
  into[at + 19] = POINT;
  into[at + 20] = ZERO + hundreds;
  return writePair(into, at + 21, fraction - hundreds * 100);
}

function writeDate(into: Uint8Array, at: number, day: number): void {
  const date = new Date(day * DAY_MS);
  const year = date.getUTCFullYear();
  writePair(into, at, Math.floor(year / 100));
  writePair(into, at + 2, year % 100);
  into[at + 4] = DASH;
  writePair(into, at + 5, date.getUTCMonth() + 1);
  into[at + 7] = DASH;
  writePair(into, at + 8, date.getUTCDate());
}
