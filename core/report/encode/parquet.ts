import { writeWhole } from './digits.ts';
import { bitsOf, mostDeltaBytes, writeCodes, writeDeltas, writeRun } from './packed-integers.ts';
import type { Column, ColumnHead } from '../columns/column.ts';
import type { TextBytes } from '../columns/text-bytes.ts';
import { binary, bool, i32, i64, list, struct, text, thriftBytes } from './thrift.ts';
import type { ThriftValue } from './thrift.ts';

/**
 * Parquet, written from columns of numbers (apache/parquet-format): a row group a partition, whole numbers
 * by their differences, texts by dictionary. Nothing is compressed, because what repeats is gone already.
 */

/** What a file begins with. */
export const PARQUET_MAGIC: Uint8Array = Buffer.from('PAR1');

/** What a footer has to know of a row group that was written. Plain data. */
export interface RowGroup {
  readonly rows: number;
  readonly bytes: number;
  readonly chunks: readonly ChunkFacts[];
}
export interface ChunkFacts {
  /** From the row group's first byte. */
  readonly dictionaryAt: number | null;
  readonly dataAt: number;
  readonly bytes: number;
  readonly encodings: readonly number[];
  readonly nulls: number;
  /** The least and the greatest value in the format's own bytes, as hexadecimal digits. */
  readonly least: string | null;
  readonly greatest: string | null;
}

// parquet.thrift
const INT64 = 2;
const BYTE_ARRAY = 6;
const OPTIONAL = 1;
const UTF8 = 0;
const DECIMAL = 5;
const TIMESTAMP_MILLIS = 9;
const PLAIN = 0;
const RLE = 3;
const DELTA_BINARY_PACKED = 5;
const RLE_DICTIONARY = 8;
const DATA_PAGE = 0;
const DICTIONARY_PAGE = 2;
const UNCOMPRESSED = 0;
const CREATED_BY = 'Thrive Cash Reconciler';

/** Rows of a page: a reader that looks for a few rows has to unpack no more than their page. */
const PAGE_ROWS = 131_072;
/** A statistic that is longer than this helps nobody. */
const LONGEST_STATISTIC = 64;
/** Texts of a page, unless one alone is longer: a page's size has to fit 31 bits, and a reader's memory. */
const PAGE_BYTES = 2 ** 23;
const LARGEST_DICTIONARY = 2 ** 23;
/** The digits of 2^53 behind their length. */
const MOST_ID_BYTES = 20;

/** The bytes of a row group of at least one row, and what the footer has to know of it. */
export function parquetRowGroup(
  columns: readonly Column[],
  rows: number,
): { readonly bytes: Uint8Array; readonly group: RowGroup } {
  const into = writer();
  const chunks = columns.map((column) =>
    column.kind === 'text'
      ? textChunk(into, column, rows)
      : column.kind === 'id' && column.asText
        ? plainTextChunk(into, column.values, column.texts, rows)
        : numberChunk(into, column, rows),
  );
  return { bytes: into.taken(), group: { rows, bytes: into.at, chunks } };
}

/** What ends a file whose row groups stand one after the other behind its first four bytes. */
export function parquetFooter(
  columns: readonly ColumnHead[],
  groups: readonly RowGroup[],
): Uint8Array {
  let at = PARQUET_MAGIC.length;
  const rowGroups = groups.map((group) => {
    const value = rowGroupValue(columns, group, at);
    at += group.bytes;
    return value;
  });
  const footer = thriftBytes(
    struct({
      1: i32(1),
      2: list('struct', [
        struct({ 4: text('schema'), 5: i32(columns.length) }),
        ...columns.map(schemaElement),
      ]),
      3: i64(groups.reduce((rows, group) => rows + group.rows, 0)),
      4: list('struct', rowGroups),
      6: text(CREATED_BY),
      // The order of statistics is the type's own.
      7: list(
        'struct',
        columns.map(() => struct({ 1: struct({}) })),
      ),
    }),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([footer, length, PARQUET_MAGIC]);
}

function isText(column: ColumnHead): boolean {
  return column.kind === 'text' || (column.kind === 'id' && column.asText === true);
}

function schemaElement(column: ColumnHead): ThriftValue {
  const logical = ((): Record<number, ThriftValue | undefined> => {
    if (isText(column)) return { 6: i32(UTF8), 10: struct({ 1: struct({}) }) };
    switch (column.kind) {
      case 'money':
        return {
          6: i32(DECIMAL),
          7: i32(2),
          8: i32(18),
          10: struct({ 5: struct({ 1: i32(2), 2: i32(18) }) }),
        };
      case 'time':
        // A wall clock, which is the same in every zone: not adjusted to UTC, in milliseconds.
        return {
          6: i32(TIMESTAMP_MILLIS),
          10: struct({ 8: struct({ 1: bool(false), 2: struct({ 1: struct({}) }) }) }),
        };
      default:
        return {};
    }
  })();
  return struct({
    1: i32(isText(column) ? BYTE_ARRAY : INT64),
    3: i32(OPTIONAL),
    4: text(column.name),
    ...logical,
  });
}

function rowGroupValue(
  columns: readonly ColumnHead[],
  { rows, bytes, chunks }: RowGroup,
  at: number,
): ThriftValue {
  return struct({
    1: list(
      'struct',
      chunks.map((chunk, c) =>
        struct({
          2: i64(at + (chunk.dictionaryAt ?? chunk.dataAt)),
          3: struct({
            1: i32(isText(columns[c]!) ? BYTE_ARRAY : INT64),
            2: list('i32', chunk.encodings.map(i32)),
            3: list('binary', [text(columns[c]!.name)]),
            4: i32(UNCOMPRESSED),
            5: i64(rows),
            6: i64(chunk.bytes),
            7: i64(chunk.bytes),
            9: i64(at + chunk.dataAt),
            11: chunk.dictionaryAt === null ? undefined : i64(at + chunk.dictionaryAt),
            12: struct({
              3: i64(chunk.nulls),
              5: chunk.greatest === null ? undefined : binary(Buffer.from(chunk.greatest, 'hex')),
              6: chunk.least === null ? undefined : binary(Buffer.from(chunk.least, 'hex')),
            }),
          }),
        }),
      ),
    ),
    2: i64(bytes),
    3: i64(rows),
  });
}

/** Bytes that grow as they are written. */
interface Writer {
  bytes: Uint8Array<ArrayBuffer>;
  at: number;
  /** Makes room for so many more bytes. */
  room(bytes: number): void;
  /** A copy of what was written. */
  taken(): Uint8Array;
}

let kept = new Uint8Array(2 ** 20);

function writer(): Writer {
  const into: Writer = {
    bytes: kept,
    at: 0,
    room(wanted) {
      if (into.bytes.length - into.at >= wanted) return;
      const larger = new Uint8Array(Math.max(into.bytes.length * 2, into.at + wanted));
      larger.set(into.bytes.subarray(0, into.at));
      // Kept for the next row group: making room anew each time costs as much as filling it.
      into.bytes = kept = larger;
    },
    taken: () => into.bytes.slice(0, into.at),
  };
  return into;
}

/** Writes a data page of `rows` rows, of which `present` says which hold a value (null: all of them). */
function writePage(
  into: Writer,
  encoding: number,
  rows: number,
  present: Uint8Array | null,
  body: { readonly bytes: Uint8Array; readonly length: number },
): void {
  const levels = new Uint8Array(16 + Math.ceil(rows / 8));
  const levelsEnd =
    present === null ? writeRun(levels, 4, 1, rows) : writeCodes(levels, 4, present, rows, 1);
  new DataView(levels.buffer).setUint32(0, levelsEnd - 4, true);
  const size = levelsEnd + body.length;
  const header = thriftBytes(
    struct({
      1: i32(DATA_PAGE),
      2: i32(size),
      3: i32(size),
      5: struct({ 1: i32(rows), 2: i32(encoding), 3: i32(RLE), 4: i32(RLE) }),
    }),
  );
  into.room(header.length + size);
  into.bytes.set(header, into.at);
  into.bytes.set(levels.subarray(0, levelsEnd), into.at + header.length);
  into.bytes.set(body.bytes.subarray(0, body.length), into.at + header.length + levelsEnd);
  into.at += header.length + size;
}

/** What a page is made in, kept because making room anew for each costs as much as filling it. */
const pageValues = new Float64Array(PAGE_ROWS);
const pagePresent = new Uint8Array(PAGE_ROWS);
const pageCodes = new Int32Array(PAGE_ROWS);
const pageBody = new Uint8Array(mostDeltaBytes(PAGE_ROWS));

function numberChunk(
  into: Writer,
  column: Exclude<Column, { kind: 'text' }>,
  rows: number,
): ChunkFacts {
  const begun = into.at;
  const encodings = new Set<number>([RLE]);
  let nulls = 0;
  let least = Infinity;
  let greatest = -Infinity;
  for (let from = 0; from < rows; from += PAGE_ROWS) {
    const count = Math.min(PAGE_ROWS, rows - from);
    const page = column.values.subarray(from, from + count);
    let filled = 0;
    for (let i = 0; i < count; i++) {
      const value = page[i]!;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
      if (value === value) filled++;
    }
    nulls += count - filled;
    const values = filled === count ? page : presentOf(page);
    const present = filled === count ? null : pagePresent;
    const packed = writeDeltas(pageBody, 0, values, filled);
    if (packed >= 0)
      writePage(into, DELTA_BINARY_PACKED, count, present, { bytes: pageBody, length: packed });
    else {
      const plain = plainIntegers(values.subarray(0, filled));
      writePage(into, PLAIN, count, present, { bytes: plain, length: plain.length });
    }
    encodings.add(packed >= 0 ? DELTA_BINARY_PACKED : PLAIN);
  }
  const some = nulls < rows;
  return {
    dictionaryAt: null,
    dataAt: begun,
    bytes: into.at - begun,
    encodings: [...encodings],
    nulls,
    least: some ? integerHex(least) : null,
    greatest: some ? integerHex(greatest) : null,
  };
}

/** The values that are no blanks, in {@link pageValues}; which these are, in {@link pagePresent}. */
function presentOf(page: Float64Array): Float64Array {
  let filled = 0;
  for (let i = 0; i < page.length; i++) {
    const value = page[i]!;
    const there = value === value ? 1 : 0;
    pagePresent[i] = there;
    pageValues[filled] = value;
    filled += there;
  }
  return pageValues;
}

/** Eight bytes a value, for values too far apart for their differences. */
function plainIntegers(values: Float64Array): Uint8Array {
  return new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
}

function integerHex(value: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(value));
  return bytes.toString('hex');
}

/** Texts by codes: by dictionary where they repeat, in full where they do not. */
function textChunk(
  into: Writer,
  { values, texts }: Column & { kind: 'text' },
  rows: number,
): ChunkFacts {
  const { own, codes } = ownCodes(values, texts.start, rows);
  if (codes.length * 2 <= rows && bytesOf(texts, codes) <= LARGEST_DICTIONARY)
    return dictionaryChunk(into, own, codes, texts, rows);
  // As ids that are all texts.
  const ids = new Float64Array(rows);
  for (let i = 0; i < rows; i++) ids[i] = own[i]! < 0 ? NaN : -codes[own[i]!]! - 1;
  return plainTextChunk(into, ids, texts, rows);
}

/** `own`: a number of `codes` a row, −1 for a blank. */
function dictionaryChunk(
  into: Writer,
  own: Int32Array,
  codes: Int32Array,
  texts: TextBytes,
  rows: number,
): ChunkFacts {
  const begun = into.at;
  const entries = dictionaryOf(texts, codes);
  const header = thriftBytes(
    struct({
      1: i32(DICTIONARY_PAGE),
      2: i32(entries.length),
      3: i32(entries.length),
      7: struct({ 1: i32(codes.length), 2: i32(PLAIN) }),
    }),
  );
  into.room(header.length + entries.length);
  into.bytes.set(header, into.at);
  into.bytes.set(entries, into.at + header.length);
  into.at += header.length + entries.length;
  const dataAt = into.at;
  const bounds: TextBounds = { least: null, greatest: null };
  for (const code of codes) widen(bounds, texts.bytes, texts.start[code]!, texts.start[code + 1]!);
  const width = Math.max(1, bitsOf(codes.length - 1));
  let nulls = 0;
  for (let from = 0; from < rows; from += PAGE_ROWS) {
    const count = Math.min(PAGE_ROWS, rows - from);
    let filled = 0;
    for (let i = 0; i < count; i++) {
      const number = own[from + i]!;
      const there = number < 0 ? 0 : 1;
      pagePresent[i] = there;
      pageCodes[filled] = number;
      filled += there;
    }
    nulls += count - filled;
    const body = new Uint8Array(16 + Math.ceil(count / 8) * width);
    body[0] = width;
    const length =
      codes.length === 1
        ? writeRun(body, 1, 0, filled)
        : writeCodes(body, 1, pageCodes, filled, width);
    const present = filled === count ? null : pagePresent;
    writePage(into, RLE_DICTIONARY, count, present, { bytes: body, length });
  }
  return {
    dictionaryAt: begun,
    dataAt,
    bytes: into.at - begun,
    encodings: [PLAIN, RLE, RLE_DICTIONARY],
    nulls,
    ...statisticsOf(bounds),
  };
}

/**
 * The codes of some rows by their first appearance among these rows, −1 for blanks, and which code of the
 * run's dictionary each of them is.
 */
function ownCodes(
  values: Int32Array | Uint8Array,
  start: Float64Array,
  rows: number,
): { readonly own: Int32Array; readonly codes: Int32Array } {
  const own = new Int32Array(rows);
  const most = Math.min(rows, start.length - 1);
  const codes = new Int32Array(most);
  let known = 0;
  // Open addressing in a table that is at most half full: a Map would take most of a chunk's time.
  const bits = bitsOf(most * 2);
  const slots = new Int32Array(2 ** bits).fill(-1);
  const mask = slots.length - 1;
  for (let i = 0; i < rows; i++) {
    const code = values[i]!;
    if (code < 0 || start[code + 1] === start[code]) {
      own[i] = -1;
      continue;
    }
    let slot = Math.imul(code, 0x9e3779b1) >>> (32 - bits);
    while (slots[slot]! >= 0 && codes[slots[slot]!] !== code) slot = (slot + 1) & mask;
    if (slots[slot]! < 0) {
      slots[slot] = known;
      codes[known++] = code;
    }
    own[i] = slots[slot]!;
  }
  return { own, codes: codes.subarray(0, known) };
}

/** Bytes that the texts of these codes take, each behind its length. */
function bytesOf({ start }: TextBytes, codes: Int32Array): number {
  let bytes = 0;
  for (const code of codes) bytes += 4 + start[code + 1]! - start[code]!;
  return bytes;
}

function dictionaryOf(texts: TextBytes, codes: Int32Array): Uint8Array {
  const into = new Uint8Array(bytesOf(texts, codes));
  let at = 0;
  for (const code of codes)
    at = writeText(into, at + 4, texts.bytes, texts.start[code]!, texts.start[code + 1]!);
  return into;
}

/** Bytes up to here are copied one by one, which is faster than a call. */
const SHORT = 48;

/** A text, and its length into the four bytes before it. Returns the place after it. */
function writeText(
  into: Uint8Array,
  at: number,
  bytes: Uint8Array,
  from: number,
  to: number,
): number {
  const length = to - from;
  writeLength(into, at - 4, length);
  if (length > SHORT) into.set(bytes.subarray(from, to), at);
  else for (let i = 0; i < length; i++) into[at + i] = bytes[from + i]!;
  return at + length;
}

function writeLength(into: Uint8Array, at: number, length: number): void {
  into[at] = length;
  into[at + 1] = length >> 8;
  into[at + 2] = length >> 16;
  into[at + 3] = length >> 24;
}

/** Ids as texts, all of them in full: v ≥ 0 its digits, v < 0 the text −v − 1, NaN a blank. */
function plainTextChunk(
  into: Writer,
  ids: Float64Array,
  { bytes, start }: TextBytes,
  rows: number,
): ChunkFacts {
  const begun = into.at;
  const bounds: TextBounds = { least: null, greatest: null };
  let nulls = 0;
  let from = 0;
  while (from < rows) {
    let most = 0;
    let to = from;
    while (to < rows && to < from + PAGE_ROWS) {
      const value = ids[to]!;
      const own = value < 0 ? 4 + start[-value]! - start[-value - 1]! : MOST_ID_BYTES;
      if (to > from && most + own > PAGE_BYTES) break;
      most += own;
      to++;
    }
    // Digits are written up to three places too far.
    const body = new Uint8Array(most + 3);
    let at = 0;
    let filled = 0;
    for (let i = from; i < to; i++) {
      const value = ids[i]!;
      if (value !== value) continue;
      filled++;
      const begin = at + 4;
      if (value < 0) at = writeText(body, begin, bytes, start[-value - 1]!, start[-value]!);
      else {
        at = writeWhole(body, begin, value);
        writeLength(body, begin - 4, at - begin);
      }
      widen(bounds, body, begin, at);
    }
    const count = to - from;
    nulls += count - filled;
    if (filled < count) presentOf(ids.subarray(from, to));
    const present = filled === count ? null : pagePresent;
    writePage(into, PLAIN, count, present, { bytes: body, length: at });
    from = to;
  }
  return {
    dictionaryAt: null,
    dataAt: begun,
    bytes: into.at - begun,
    encodings: [PLAIN, RLE],
    nulls,
    ...statisticsOf(bounds),
  };
}

/** The least and the greatest text by bytes, which is the order that Parquet has for texts. */
interface TextBounds {
  least: Uint8Array | null;
  greatest: Uint8Array | null;
}

function widen(bounds: TextBounds, bytes: Uint8Array, from: number, to: number): void {
  if (bounds.least === null || comparedTo(bytes, from, to, bounds.least) < 0)
    bounds.least = bytes.slice(from, to);
  if (bounds.greatest === null || comparedTo(bytes, from, to, bounds.greatest) > 0)
    bounds.greatest = bytes.slice(from, to);
}

/** Below 0 where the text is before the other one, above 0 where it is after it. */
function comparedTo(bytes: Uint8Array, from: number, to: number, other: Uint8Array): number {
  const length = to - from;
  const both = Math.min(length, other.length);
  for (let i = 0; i < both; i++) {
    const difference = bytes[from + i]! - other[i]!;
    if (difference !== 0) return difference;
  }
  return length - other.length;
}

function statisticsOf({ least, greatest }: TextBounds): Pick<ChunkFacts, 'least' | 'greatest'> {
  if (least === null || greatest === null) return { least: null, greatest: null };
  if (Math.max(least.length, greatest.length) > LONGEST_STATISTIC)
    return { least: null, greatest: null };
  return {
    least: Buffer.from(least).toString('hex'),
    greatest: Buffer.from(greatest).toString('hex'),
  };
}
