import type { Column } from '../columns/column.ts';
import type { TextBytes } from '../columns/text-bytes.ts';
import { writeWhole } from './digits.ts';
import { bitsOf, writeCodes, writeRun } from './packed-integers.ts';
import {
  PAGE_ROWS,
  pageCodes,
  pagePresent,
  PLAIN,
  presentOf,
  RLE,
  RLE_DICTIONARY,
  writePage,
} from './parquet-page.ts';
import type { ChunkFacts, Writer } from './parquet-page.ts';
import { i32, struct, thriftBytes } from './thrift.ts';

// parquet.thrift
const DICTIONARY_PAGE = 2;

/** A statistic that is longer than this helps nobody. */
const LONGEST_STATISTIC = 64;
/** Texts of a page, unless one alone is longer: a page's size has to fit 31 bits, and a reader's memory. */
const PAGE_BYTES = 2 ** 23;
const LARGEST_DICTIONARY = 2 ** 23;
/** The digits of 2^53 behind their length. */
const MOST_ID_BYTES = 20;

/** Texts by codes: by dictionary where they repeat, in full where they do not. */
export function textChunk(
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
export function plainTextChunk(
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
