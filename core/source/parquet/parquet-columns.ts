import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlName } from '../../duckdb/sql-text.ts';
import type { SchemaElement } from './parquet-footer.ts';

/** Whole numbers up to this are exact as doubles, and known to be. */
const MAX_EXACT = Number.MAX_SAFE_INTEGER;

// How a column is delivered.
export const AS_NUMBER = 0;
export const AS_TEXT = 1;
export const AS_DATE = 2;
export const AS_BOOLEAN = 3;
export const AS_CODE = 4;

/** From this many rows on it pays to ask first which text columns repeat a few values. */
export const DICTIONARY_FROM_ROWS = 50_000;
const MAX_DICTIONARY = 5000;

/** A column and the SQL that reads it: NaN, -1 or the empty text stand for null. */
export interface ParquetColumn {
  readonly name: string;
  readonly as: number;
  readonly sql: string;
  /** By code, the texts of a column read {@link AS_CODE}. */
  readonly texts: readonly string[];
}

/** The rows of a small answer. */
export async function rowsOf(connection: DuckDBConnection, sql: string): Promise<unknown[][]> {
  return (await connection.runAndReadAll(sql)).getRowsJS();
}

/**
 * The columns of a file in their order, of which `table` is the SQL that reads its rows; null where there are
 * more than `maxColumns`.
 */
export async function parquetColumns(
  connection: DuckDBConnection,
  table: string,
  schema: readonly SchemaElement[],
  maxColumns: number,
): Promise<ParquetColumn[] | null> {
  const described = (await rowsOf(connection, `DESCRIBE SELECT * FROM ${table}`)).map((row) => ({
    field: String(row[0]),
    type: String(row[1]),
  }));
  if (described.length > maxColumns) return null;
  const written = writtenNames(schema);
  const inexact = await inexactFields(connection, table, described);
  return described.map(({ field, type }, i) => ({
    name: (written.length === described.length ? written[i] : undefined) ?? field,
    ...reading(sqlName(field), type, inexact.has(field)),
  }));
}

/** The names as the file has them: DuckDB itself renames one of two equal names. */
function writtenNames(schema: readonly SchemaElement[]): string[] {
  const names: string[] = [];
  /** The index after the element at `index` and all below it. */
  const after = (index: number): number => {
    let next = index + 1;
    const { children } = schema[index]!;
    for (let child = 0; child < children && next < schema.length; child++) next = after(next);
    return next;
  };
  for (let index = 1; index < schema.length; index = after(index)) names.push(schema[index]!.name);
  return names;
}

/** Fields of whole or decimal numbers with a value that a double does not hold exactly. */
async function inexactFields(
  connection: DuckDBConnection,
  table: string,
  described: readonly { field: string; type: string }[],
): Promise<Set<string>> {
  const wide = described
    .map(({ field, type }) => ({ field, largest: largestExact(type) }))
    .filter((column) => column.largest !== null);
  if (wide.length === 0) return new Set();
  const tests = wide.map(({ field, largest }) => {
    const name = sqlName(field);
    return `coalesce(max(${name}) > ${largest} OR min(${name}) < -${largest}, false)`;
  });
  const [row] = await rowsOf(connection, `SELECT ${tests.join(', ')} FROM ${table}`);
  return new Set(wide.filter((_, i) => row![i] === true).map((column) => column.field));
}

/** The largest value of a type that is sure to be exact as a double; null where all are. */
function largestExact(type: string): string | null {
  if (/^U?(BIG|HUGE)INT$/.test(type)) return String(MAX_EXACT);
  const decimal = /^DECIMAL\((\d+),(\d+)\)$/.exec(type);
  if (!decimal || Number(decimal[1]) <= 15) return null;
  // 15 significant digits survive the way to a double and back.
  const whole = 15 - Number(decimal[2]);
  return whole <= 0 ? '0' : '9'.repeat(whole);
}

function reading(name: string, type: string, inexact: boolean): Omit<ParquetColumn, 'name'> {
  const text = { as: AS_TEXT, sql: `CAST(${name} AS VARCHAR)`, texts: [] };
  const number = (sql: string, as = AS_NUMBER): Omit<ParquetColumn, 'name'> => ({
    as,
    sql: `coalesce(CAST(${sql} AS DOUBLE), CAST('nan' AS DOUBLE))`,
    texts: [],
  });
  if (inexact) return text;
  if (/^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DOUBLE|DECIMAL\(.*)$/.test(type)) return number(name);
  // By way of its text, because 16.07 as a float is 16.0699996948 as a double.
  if (type === 'FLOAT') return number(`CAST(${name} AS VARCHAR)`);
  if (type === 'BOOLEAN') return number(name, AS_BOOLEAN);
  if (type === 'DATE' || type.startsWith('TIMESTAMP')) {
    const time = type === 'TIMESTAMP WITH TIME ZONE' ? name : `CAST(${name} AS TIMESTAMP)`;
    const known = `CASE WHEN isfinite(${time}) THEN CAST(epoch_ms(${time}) AS DOUBLE)`;
    return number(`${known} WHEN ${time} IS NOT NULL THEN CAST('inf' AS DOUBLE) END`, AS_DATE);
  }
  return text;
}

/**
 * The columns, with texts that repeat read as codes: making a string costs far more than anything
 * else in the way of a row, and so each distinct one is made once.
 */
export async function withDictionaries(
  connection: DuckDBConnection,
  table: string,
  columns: readonly ParquetColumn[],
): Promise<ParquetColumn[]> {
  const texts = columns.filter((column) => column.as === AS_TEXT);
  if (texts.length === 0) return [...columns];
  const counts = texts.map((column) => `CAST(approx_count_distinct(${column.sql}) AS DOUBLE)`);
  const [distinct] = await rowsOf(connection, `SELECT ${counts.join(', ')} FROM ${table}`);
  const coded = new Map<ParquetColumn, ParquetColumn>();
  for (const [i, column] of texts.entries()) {
    if (Number(distinct![i]) > MAX_DICTIONARY) continue;
    const type = sqlName(`texts of column ${i}`);
    const values = `SELECT DISTINCT ${column.sql} AS value FROM ${table}`;
    await connection.run(`CREATE TYPE ${type} AS ENUM (${values} WHERE value IS NOT NULL)`);
    const range = await rowsOf(connection, `SELECT unnest(enum_range(NULL::${type}))::VARCHAR`);
    coded.set(column, {
      name: column.name,
      as: AS_CODE,
      sql: `coalesce(CAST(enum_code(CAST(${column.sql} AS ${type})) AS INTEGER), -1)`,
      texts: range.map(([text]) => (String(text).trim() === '' ? '' : String(text))),
    });
  }
  return columns.map((column) => coded.get(column) ?? column);
}
