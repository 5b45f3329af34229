import type { Column } from '../columns/column.ts';
import { writeDeltas } from './packed-integers.ts';
import {
  PAGE_ROWS,
  pageBody,
  pagePresent,
  PLAIN,
  presentOf,
  RLE,
  writePage,
  writer,
} from './parquet-page.ts';
import type { ChunkFacts, RowGroup, Writer } from './parquet-page.ts';
import { plainTextChunk, textChunk } from './parquet-texts.ts';

/**
 * Parquet, written from columns of numbers (apache/parquet-format): a row group a partition, whole numbers
 * by their differences, texts by dictionary. Nothing is compressed, because what repeats is gone already.
 */

// parquet.thrift
const DELTA_BINARY_PACKED = 5;

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

/** Eight bytes a value, for values too far apart for their differences. */
function plainIntegers(values: Float64Array): Uint8Array {
  return new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
}

function integerHex(value: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(value));
  return bytes.toString('hex');
}
