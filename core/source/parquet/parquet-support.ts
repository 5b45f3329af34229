import { sourceProblem } from '../reading/source-problem.ts';
import { LZ4_HADOOP } from './page-codecs.ts';
import { encryptedParquet } from './parquet-footer.ts';
import { BYTE_STREAM_SPLIT } from './plain-page.ts';
import type { ColumnChunk, ParquetFooter, SchemaElement } from './parquet-footer.ts';

/** DuckDB reads longer decimals as doubles, and from the wrong bytes. */
const MOST_DIGITS = 38;

const FLOAT = 4;
const DOUBLE = 5;
const LZO = 3;

/**
 * Throws where the file is written in a way that cannot be read, or that DuckDB reads wrongly: `source.encrypted`,
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

function assertChunk({ column, codec }: ColumnChunk, name: string): void {
  if (codec !== LZO) return;
  throw sourceProblem(
    'source.unsupported',
    `The column ${column} of ${name} is compressed with LZO, which cannot be read.`,
    'Export the file with Snappy or Zstandard, or without compression.',
  );
}

/**
 * Whether a column is written in a way that DuckDB does not read and a plain copy can have: LZ4 in Hadoop's framing,
 * and splitting by byte of anything but floating-point numbers.
 */
export function needsPlainCopy({
  type,
  codec,
  encodings,
}: Pick<ColumnChunk, 'type' | 'codec' | 'encodings'>): boolean {
  if (codec === LZ4_HADOOP) return true;
  return encodings.includes(BYTE_STREAM_SPLIT) && type !== FLOAT && type !== DOUBLE;
}
