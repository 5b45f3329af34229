import {
  DOUBLE,
  DuckDBDataChunk,
  DuckDBDoubleVector,
  DuckDBIntegerVector,
  DuckDBVarCharVector,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { join } from 'node:path';
import { runCancelled } from '../contract/problem.ts';
import { idText } from '../ledger/ids.ts';
import { neutralText } from './columns/neutral-text.ts';
import { writeAtomically } from '../disk/publish.ts';
import type { OutputFile } from '../disk/publish.ts';
import type { Column, Table } from './tables.ts';
import { openDuckDb } from '../duckdb/open-duckdb.ts';
import { sqlName, sqlText } from '../duckdb/sql-text.ts';

export type TableFormat = 'csv' | 'parquet';

export interface TableWriting {
  readonly csvBom: boolean;
  readonly signal?: { readonly aborted: boolean } | undefined;
  readonly onProgress?: ((done: number, of: number, words: string) => void) | undefined;
}

/** DuckDB's vectors hold this many rows. */
const CHUNK_ROWS = 2048;
/** Up to here a dictionary travels inside the query and rows carry codes only. */
const INLINE_POOL = 500;

type Carrier = 'number' | 'code' | 'text';

/** A table that DuckDB holds, ready to be written. */
export interface PreparedTable {
  /** Writes the files, each atomically, and lets the table go. */
  write(): Promise<OutputFile[]>;
  /** Lets the table go without writing it. */
  discard(): void;
}

/**
 * Hands a table to DuckDB, to be written as CSV and/or Parquet. The bytes depend on the table alone.
 * Text that a spreadsheet would run as a formula is neutralised in CSV; Parquet keeps it as it is.
 * Preparing takes this thread and writing takes DuckDB's, so the two go on side by side.
 */
export async function prepareTable(
  table: Table,
  formats: readonly TableFormat[],
  folder: string,
  writing: TableWriting,
): Promise<PreparedTable> {
  const instance = await openDuckDb({ memory: '2GB', scratch: join(folder, '.duckdb') });
  const connection = await instance.connect();
  const discard = (): void => {
    connection.closeSync();
    instance.closeSync();
  };
  try {
    const carriers = table.columns.map((column) => carrierOf(column, table.rows));
    await fill(connection, table, carriers, writing);
    return {
      discard,
      write: () => copyOut(connection, table, carriers, formats, folder, writing).finally(discard),
    };
  } catch (error) {
    discard();
    throw error;
  }
}

async function copyOut(
  connection: DuckDBConnection,
  table: Table,
  carriers: readonly Carrier[],
  formats: readonly TableFormat[],
  folder: string,
  { csvBom, onProgress }: TableWriting,
): Promise<OutputFile[]> {
  const files: OutputFile[] = [];
  for (const format of formats) {
    const name = `${table.name}.${format}`;
    onProgress?.(0, table.rows, `Writing ${name}`);
    const select = table.columns
      .map(
        (column, c) =>
          `${expression(column, carriers[c]!, `c${c}`, format)} AS ${sqlName(format === 'csv' ? neutralText(column.name) : column.name)}`,
      )
      .join(', ');
    const options =
      format === 'csv' ? "FORMAT csv, HEADER, DELIMITER ','" : 'FORMAT parquet, COMPRESSION snappy';
    const facts = await writeAtomically(join(folder, name), async (path) => {
      await connection.run(`COPY (SELECT ${select} FROM t) TO ${sqlText(path)} (${options})`);
      if (format === 'csv' && csvBom) await prependBom(path);
    });
    onProgress?.(table.rows, table.rows, `Writing ${name}`);
    files.push({ name, rows: table.rows, ...facts });
  }
  return files;
}

function carrierOf({ kind, pool, at }: Column, rows: number): Carrier {
  if (kind === 'text') return pool!.length <= INLINE_POOL ? 'code' : 'text';
  if (kind !== 'id') return 'number';
  // Ids that are all plain integers stay numbers; one text among them makes the column text.
  if (pool!.length === 0) return 'number';
  for (let row = 0; row < rows; row++) if (at(row) < 0) return 'text';
  return 'number';
}

async function fill(
  connection: DuckDBConnection,
  table: Table,
  carriers: readonly Carrier[],
  { signal, onProgress }: TableWriting,
): Promise<void> {
  const kinds = { number: DOUBLE, code: INTEGER, text: VARCHAR };
  const types = carriers.map((carrier) => kinds[carrier]);
  await connection.run(
    `CREATE TABLE t (${types.map((type, c) => `c${c} ${type.toString()}`).join(', ')})`,
  );
  const appender = await connection.createAppender('t');
  for (let from = 0; from < table.rows; from += CHUNK_ROWS) {
    const count = Math.min(CHUNK_ROWS, table.rows - from);
    const chunk = DuckDBDataChunk.create(types, count);
    table.columns.forEach((column, c) => {
      const vector = chunk.getColumnVector(c);
      if (vector instanceof DuckDBDoubleVector || vector instanceof DuckDBIntegerVector) {
        for (let i = 0; i < count; i++) vector.setItem(i, column.at(from + i));
      } else if (vector instanceof DuckDBVarCharVector) {
        for (let i = 0; i < count; i++) {
          const value = column.at(from + i);
          if (column.kind === 'id')
            vector.setItem(i, Number.isNaN(value) ? null : idText(column.pool!, value));
          else
            vector.setItem(
              i,
              value < 0 || column.pool![value] === '' ? null : column.pool![value]!,
            );
        }
      }
      vector.flush();
    });
    appender.appendDataChunk(chunk);
    if (from % (CHUNK_ROWS * 64) === 0) {
      onProgress?.(from, table.rows, `Preparing ${table.name}`);
      // Lets a cancellation arrive between chunks.
      await new Promise(setImmediate);
      if (signal?.aborted) throw runCancelled();
    }
  }
  onProgress?.(table.rows, table.rows, `Preparing ${table.name}`);
  appender.closeSync();
}

/** The SQL that turns what was appended into what is written. */
function expression(
  { kind, pool }: Column,
  carrier: Carrier,
  c: string,
  format: TableFormat,
): string {
  const present = (sql: string): string => `CASE WHEN isnan(${c}) THEN NULL ELSE ${sql} END`;
  switch (kind) {
    case 'money':
      // Decimal arithmetic: no amount ever passes through a binary fraction.
      return `(${c}::BIGINT::DECIMAL(16,0) * 0.01::DECIMAL(2,2))::DECIMAL(18,2)`;
    case 'count':
      return `${c}::BIGINT`;
    case 'time': {
      const stamp = `make_timestamp(${c}::BIGINT * 1000)`;
      return present(
        format === 'parquet'
          ? stamp
          : `CASE WHEN ${c}::BIGINT % 1000 = 0 THEN ${stamp}::VARCHAR ELSE strftime(${stamp}, '%Y-%m-%d %H:%M:%S.%g') END`,
      );
    }
    case 'id':
      return carrier === 'number' ? present(`${c}::BIGINT`) : neutral(c, format);
    case 'text': {
      if (carrier === 'text') return neutral(c, format);
      const list = pool!.map((text) =>
        text === '' ? 'NULL' : sqlText(format === 'csv' ? neutralText(text) : text),
      );
      return list.length === 0 ? 'NULL::VARCHAR' : `([${list.join(', ')}]::VARCHAR[])[${c} + 1]`;
    }
  }
}

function neutral(c: string, format: TableFormat): string {
  return format === 'parquet' ? c : neutralSql(c);
}

/** {@link neutralText} as SQL over a column of texts. */
export function neutralSql(c: string): string {
  return `CASE WHEN regexp_matches(${c}, '^[=+\\-@\\t\\r]') AND NOT regexp_full_match(${c}, '[+-]?\\d+(\\.\\d+)?') THEN '''' || ${c} ELSE ${c} END`;
}

/** Puts a byte order mark before a text file. */
export async function prependBom(path: string): Promise<void> {
  const { createReadStream, createWriteStream } = await import('node:fs');
  const { rename } = await import('node:fs/promises');
  const { pipeline } = await import('node:stream/promises');
  const { PassThrough } = await import('node:stream');
  const body = createReadStream(path);
  const target = createWriteStream(`${path}.bom`);
  target.write('\ufeff');
  await pipeline(body, new PassThrough(), target);
  await rename(`${path}.bom`, path);
}
