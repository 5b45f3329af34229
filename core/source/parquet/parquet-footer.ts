import { basename } from 'node:path';
import { readInto, type SourceFile } from '../reading/source-file.ts';
import { damaged, sourceProblem } from '../reading/source-problem.ts';
import { readList, readStruct, readText, readWhole, type ThriftBytes } from './thrift-reading.ts';

/** An element of the schema: a column, or a group of the `children` elements that follow it. */
export interface SchemaElement {
  readonly name: string;
  readonly children: number;
  /** Of a decimal: how many digits it has, and whether older readers are told so as well. */
  readonly decimal: { readonly precision: number; readonly toldTwice: boolean } | null;
}

/** How the values of a column lie in a row group, by the numbers that the format gives to each. */
export interface ColumnChunk {
  readonly column: string;
  readonly type: number;
  readonly codec: number;
  readonly encodings: readonly number[];
}

/** What a Parquet file says of itself at its end (parquet.thrift of apache/parquet-format). */
export interface ParquetFooter {
  /** As it lies in the file. */
  readonly bytes: Uint8Array;
  readonly schema: readonly SchemaElement[];
  /** Each way once. */
  readonly chunks: readonly ColumnChunk[];
  /** Whether any of its columns is. */
  readonly encrypted: boolean;
}

const CONVERTED_DECIMAL = 5;
const LOGICAL_DECIMAL = 5;

/** A footer of many columns and row groups takes some MB. */
const MOST_FOOTER_BYTES = 512 * 2 ** 20;
/** The footer's length and the file's last letters. */
const END_BYTES = 8;

/** Reads the footer. Throws `source.damaged` where the file is cut off, `source.encrypted` where a key is needed. */
export async function readFooter(file: SourceFile): Promise<ParquetFooter> {
  const name = basename(file.path);
  const tail = Buffer.alloc(END_BYTES);
  const read = await readInto(file, tail, 0, END_BYTES, Math.max(0, file.bytes - END_BYTES));
  const magic = tail.toString('latin1', Math.max(0, read - 4), read);
  if (magic === 'PARE') throw encryptedParquet(name);
  const length = tail.readUInt32LE(0);
  const start = file.bytes - END_BYTES - length;
  if (magic !== 'PAR1' || start < 4 || length > MOST_FOOTER_BYTES)
    throw damaged(`${name} is an incomplete Parquet file.`);
  const bytes = Buffer.alloc(length);
  await readInto(file, bytes, 0, length, start);
  return footerOf(bytes);
}

/** The Problem for a Parquet file that needs a key. */
export function encryptedParquet(name: string): Error {
  return sourceProblem(
    'source.encrypted',
    `${name} is an encrypted Parquet file.`,
    'Export it again without encryption.',
  );
}

function footerOf(bytes: Uint8Array): ParquetFooter {
  const schema: SchemaElement[] = [];
  const chunks = new Map<string, ColumnChunk>();
  let encrypted = false;
  readStruct(
    { bytes, at: 0 },
    {
      2: (from) => readList(from, () => schema.push(schemaElement(from))),
      4: (from) =>
        readList(from, () =>
          readStruct(from, {
            1: () =>
              readList(from, () => {
                const chunk = columnChunk(from);
                if (chunk === 'encrypted') encrypted = true;
                else chunks.set(JSON.stringify(chunk), chunk);
              }),
          }),
        ),
      8: (from) => {
        encrypted = true;
        readStruct(from, {});
      },
    },
  );
  return { bytes, schema, chunks: [...chunks.values()], encrypted };
}

function schemaElement(from: ThriftBytes): SchemaElement {
  let name = '';
  let children = 0;
  let converted = -1;
  let precision = 0;
  let logical: number | null = null;
  readStruct(from, {
    4: () => (name = readText(from)),
    5: () => (children = readWhole(from)),
    6: () => (converted = readWhole(from)),
    8: () => (precision = readWhole(from)),
    10: () =>
      readStruct(from, {
        [LOGICAL_DECIMAL]: () => readStruct(from, { 2: () => (logical = readWhole(from)) }),
      }),
  });
  const toldTwice = converted === CONVERTED_DECIMAL;
  return {
    name,
    children,
    decimal:
      toldTwice || logical !== null
        ? { precision: Math.max(precision, logical ?? 0), toldTwice }
        : null,
  };
}

function columnChunk(from: ThriftBytes): ColumnChunk | 'encrypted' {
  const path: string[] = [];
  const encodings: number[] = [];
  let type = -1;
  let codec = 0;
  let encrypted = false;
  readStruct(from, {
    3: () =>
      readStruct(from, {
        1: () => (type = readWhole(from)),
        2: () => readList(from, () => encodings.push(readWhole(from))),
        3: () => readList(from, () => path.push(readText(from))),
        4: () => (codec = readWhole(from)),
      }),
    8: () => {
      encrypted = true;
      readStruct(from, {});
    },
  });
  return encrypted ? 'encrypted' : { column: path.join('.'), type, codec, encodings };
}
