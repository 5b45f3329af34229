import { DAY_MS } from '../../ledger/time.ts';
import { fourDigits, writeCents, writePair, writeWhole } from './digits.ts';
import type { Column } from '../columns/column.ts';
import { csvText } from '../columns/text-bytes.ts';
import type { TextBytes } from '../columns/text-bytes.ts';

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

/** What the cells of each column are, and where their values lie; what a column has not is empty. */
interface Cells {
  readonly what: Uint8Array;
  readonly numbers: readonly Float64Array[];
  readonly codes: readonly Int32Array[];
  readonly texts: readonly TextBytes[];
}
const NO_NUMBERS = new Float64Array(0);
const NO_CODES = new Int32Array(0);
const NO_TEXTS: TextBytes = { bytes: new Uint8Array(0), start: new Float64Array(1) };

/** Longer than any number or time with its comma. */
const MOST_DIGITS = 32;

/** The lines of some rows, in bytes. */
export function csvRows(columns: readonly Column[], rows: number): Uint8Array {
  const cells = cellsOf(columns);
  const most = cells.texts.reduce((sum, texts) => sum + MOST_DIGITS + longest(texts), 1);
  let into = scratch;
  let at = 0;
  for (let row = 0; row < rows; row++) {
    if (into.length - at < most) into = grown(into, at, most);
    at = writeRow(into, at, cells, row);
  }
  return into.slice(0, at);
}

function writeRow(
  into: Uint8Array,
  from: number,
  { what, numbers, codes, texts }: Cells,
  row: number,
): number {
  let at = from;
  for (let c = 0; c < what.length; c++) {
    const kind = what[c]!;
    if (kind === TEXT) {
      const code = codes[c]![row]!;
      if (code >= 0) at = writeText(into, at, texts[c]!, code);
    } else {
      const value = numbers[c]![row]!;
      // NaN, a blank, is neither.
      if (kind === MONEY) {
        if (value === value) at = writeCents(into, at, value);
      } else if (kind === TIME) {
        if (value === value) at = writeTime(into, at, value);
      } else if (value >= 0) at = writeWhole(into, at, value);
      else if (value < 0) at = writeText(into, at, texts[c]!, -value - 1);
    }
    into[at++] = COMMA;
  }
  into[at - 1] = NEWLINE;
  return at;
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

function cellsOf(columns: readonly Column[]): Cells {
  const kinds = { id: NUMBER, count: NUMBER, text: TEXT, money: MONEY, time: TIME };
  return {
    what: Uint8Array.from(columns, ({ kind }) => kinds[kind]),
    numbers: columns.map((column) => (column.kind === 'text' ? NO_NUMBERS : column.values)),
    codes: columns.map((column) => (column.kind === 'text' ? codesOf(column.values) : NO_CODES)),
    texts: columns.map((column) => ('csvTexts' in column ? column.csvTexts : NO_TEXTS)),
  };
}

/** Codes of one kind of array only: the loop over rows is compiled for what it has seen. */
function codesOf(values: Int32Array | Uint8Array): Int32Array {
  if (values instanceof Int32Array) return values;
  const codes = new Int32Array(values.length);
  codes.set(values);
  return codes;
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

/** Dates that were written lately, in digits: most rows of a ledger are of a few hundred days. */
const CACHED_DAYS = 4096;
const cachedDay = new Float64Array(CACHED_DAYS).fill(NaN);
const cachedYear = new Int32Array(CACHED_DAYS);
/** Month and day. */
const cachedDate = new Int32Array(CACHED_DAYS);
/** Hour and minute, in digits, of each minute of a day. */
const CLOCK = Int32Array.from({ length: 1440 }, (_, minute) =>
  fourDigits(Math.floor(minute / 60) * 100 + (minute % 60)),
);

/** `YYYY-MM-DD HH:MM:SS`, and `.mmm` where there is a fraction of a second. */
function writeTime(into: Uint8Array, at: number, time: number): number {
  const day = Math.floor(time / DAY_MS);
  const slot = day & (CACHED_DAYS - 1);
  if (cachedDay[slot] !== day) cacheDay(slot, day);
  const year = cachedYear[slot]!;
  const date = cachedDate[slot]!;
  const ms = (time - day * DAY_MS) | 0;
  const minute = (ms / 60_000) | 0;
  const clock = CLOCK[minute]!;
  const rest = ms - minute * 60_000;
  const second = (rest / 1000) | 0;
  into[at] = year;
  into[at + 1] = year >> 8;
  into[at + 2] = year >> 16;
  into[at + 3] = year >> 24;
  into[at + 4] = DASH;
  into[at + 5] = date;
  into[at + 6] = date >> 8;
  into[at + 7] = DASH;
  into[at + 8] = date >> 16;
  into[at + 9] = date >> 24;
  into[at + 10] = SPACE;
  into[at + 11] = clock;
  into[at + 12] = clock >> 8;
  into[at + 13] = COLON;
  into[at + 14] = clock >> 16;
  into[at + 15] = clock >> 24;
  into[at + 16] = COLON;
  writePair(into, at + 17, second);
  const fraction = rest - second * 1000;
  if (fraction === 0) return at + 19;
  const hundreds = (fraction / 100) | 0;
  into[at + 19] = POINT;
  into[at + 20] = ZERO + hundreds;
  return writePair(into, at + 21, fraction - hundreds * 100);
}

function cacheDay(slot: number, day: number): void {
  const date = new Date(day * DAY_MS);
  cachedDay[slot] = day;
  cachedYear[slot] = fourDigits(date.getUTCFullYear());
  cachedDate[slot] = fourDigits((date.getUTCMonth() + 1) * 100 + date.getUTCDate());
}
