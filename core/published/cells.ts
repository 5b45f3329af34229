import type { DuckDBDataChunk, DuckDBVarCharVector } from '@duckdb/node-api';
import { sqlName, sqlText } from '../duckdb/sql-text.ts';
import type { Coding } from './coding.ts';

/** Stands for a TCTYPE or a MATCH_STATUS that there is none of. */
const UNKNOWN = 255;
const MOST_MS = 8.64e15;

/** A column to be read: the SQL for it, and where its values go. */
export interface Cell {
  readonly sql: string;
  take(chunk: DuckDBDataChunk, column: number, at: number): void;
}

/** A column as the file describes it; undefined where it is missing. */
export type Described = { readonly name: string; readonly type: string } | undefined;

export function numberCell(
  column: Described,
  type: string,
  sql: (name: string) => string,
  target: Float64Array | Uint8Array,
): Cell {
  const name = named(column, type);
  return {
    sql: `coalesce((${sql(name)})::DOUBLE, 'nan'::DOUBLE)`,
    take: (chunk, c, at) => target.set(numbersOf(chunk, c), at),
  };
}

export function moneyCell(column: Described, target: Float64Array): Cell {
  return numberCell(column, 'DECIMAL(18,2)', (name) => `(${name} * 100)::BIGINT`, target);
}

export function timeCell(column: Described, target: Float64Array): Cell {
  // What is finer than a millisecond is no time of the ledger, and must not be lost sight of.
  const ms = (name: string): string =>
    `CASE WHEN isfinite(${name}) AND abs(epoch_ms(${name})) < ${MOST_MS} THEN epoch_ms(${name})::DOUBLE + (epoch_us(${name}) - epoch_ms(${name}) * 1000)::DOUBLE / 1000 END`;
  return numberCell(column, 'TIMESTAMP', ms, target);
}

export function oneOfCell(column: Described, texts: readonly string[], target: Uint8Array): Cell {
  const cases = texts.map((entry, code) => `WHEN ${sqlText(entry)} THEN ${code}`).join(' ');
  return numberCell(
    column,
    'VARCHAR',
    (name) => `CASE ${name} ${cases} ELSE ${UNKNOWN} END`,
    target,
  );
}

export function textCell(
  column: Described,
  coding: Coding,
  target: Float64Array | Int32Array,
): Cell {
  return {
    sql: named(column, 'VARCHAR'),
    take(chunk, c, at) {
      const vector = chunk.getColumnVector(c) as DuckDBVarCharVector;
      for (let r = 0; r < chunk.rowCount; r++) target[at + r] = coding.ofText(vector.getItem(r));
    },
  };
}

/** Ids are numbers in the file where all of them are whole numbers, else text. */
export function idCell(column: Described, coding: Coding, target: Float64Array): Cell {
  if (column?.type !== 'BIGINT') return textCell(column, coding, target);
  return {
    sql: `coalesce(${sqlName(column.name)}::DOUBLE, 'nan'::DOUBLE)`,
    take(chunk, c, at) {
      const values = numbersOf(chunk, c);
      for (let r = 0; r < values.length; r++) target[at + r] = coding.ofNumber(values[r]!);
    },
  };
}

function named(column: Described, type: string): string {
  if (!column) throw new Error('a column is missing');
  if (column.type !== type)
    throw new Error(`${column.name} is written as ${column.type} instead of ${type}`);
  return sqlName(column.name);
}

function numbersOf(chunk: DuckDBDataChunk, column: number): Float64Array {
  const { items } = chunk.getColumnVector(column) as unknown as { items: Float64Array };
  return items.subarray(0, chunk.rowCount);
}
