import { sourceProblem } from '../reading/source-problem.ts';
import { encryptedParquet } from './parquet-footer.ts';
import type { ColumnChunk, ParquetFooter, SchemaElement } from './parquet-footer.ts';

/** DuckDB reads longer decimals as doubles, and from the wrong bytes. */
const MOST_DIGITS = 38;

const FLOAT = 4;
const DOUBLE = 5;
const BYTE_STREAM_SPLIT = 9;

/** The codecs that are not read, and what they are called. */
const UNREAD_CODECS: Readonly<Record<number, string>> = {
  3: 'LZO',
  5: 'LZ4 in Hadoop framing',
};

/**
 * Throws where the file is written in a way that DuckDB does not read, or reads wrongly: `source.encrypted`,
 * or `source.unsupported` with the name of the column. `name` is the file's.
 */
export function assertSupported({ schema, chunks, encrypted }: ParquetFooter, name: string): void {
  if (encrypted) throw encryptedParquet(name);
  schema.forEach((element) => assertDecimal(element, name));
  chunks.forEach((chunk) => assertChunk(chunk, name));
}

function assertDecimal({ name: column, decimal }: SchemaElement, name: string): void {
  if (decimal === null) return;
  if (decimal.precision > MOST_DIGITS)
    throw sourceProblem(
      'source.unsupported',
      `The column ${column} of ${name} is a decimal of ${decimal.precision} digits; at most ${MOST_DIGITS} can be read.`,
      `Export it as DECIMAL(${MOST_DIGITS}, 2) or with fewer digits.`,
    );
  if (!decimal.toldTwice)
    throw sourceProblem(
      'source.unsupported',
      `The column ${column} of ${name} is marked as a decimal only in the newer format and would be read as a whole number.`,
      'Export it with another program, or as text.',
    );
}

function assertChunk({ column, type, codec, encodings }: ColumnChunk, name: string): void {
  const unread = UNREAD_CODECS[codec];
  if (unread !== undefined)
    throw sourceProblem(
      'source.unsupported',
      `The column ${column} of ${name} is compressed with ${unread}, which cannot be read.`,
      'Export the file with Snappy or Zstandard, or without compression.',
    );
  if (encodings.includes(BYTE_STREAM_SPLIT) && type !== FLOAT && type !== DOUBLE)
    throw sourceProblem(
      'source.unsupported',
      `The column ${column} of ${name} is written as BYTE_STREAM_SPLIT, which is supported for floating-point numbers only.`,
      'Export the file with the encoding PLAIN or DELTA_BINARY_PACKED for this column.',
    );
}
