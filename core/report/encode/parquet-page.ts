import { mostDeltaBytes, writeCodes, writeRun } from './packed-integers.ts';
import { i32, struct, thriftBytes } from './thrift.ts';

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
export const PLAIN = 0;
export const RLE = 3;
export const RLE_DICTIONARY = 8;
const DATA_PAGE = 0;

/** Rows of a page: a reader that looks for a few rows has to unpack no more than their page. */
export const PAGE_ROWS = 131_072;

/** Bytes that grow as they are written. */
export interface Writer {
  bytes: Uint8Array<ArrayBuffer>;
  at: number;
  /** Makes room for so many more bytes. */
  room(bytes: number): void;
  /** A copy of what was written. */
  taken(): Uint8Array;
}

let kept = new Uint8Array(2 ** 20);

/** An empty one. */
export function writer(): Writer {
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
export function writePage(
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
export const pagePresent = new Uint8Array(PAGE_ROWS);
export const pageCodes = new Int32Array(PAGE_ROWS);
export const pageBody = new Uint8Array(mostDeltaBytes(PAGE_ROWS));

/** The values that are no blanks, in {@link pageValues}; which these are, in {@link pagePresent}. */
export function presentOf(page: Float64Array): Float64Array {
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
