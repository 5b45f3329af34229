import { basename } from 'node:path';
import {
  DuckDBInstance,
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBResult,
  type DuckDBVarCharVector,
} from '@duckdb/node-api';
import { timeText } from '../ledger/time.ts';
import type { OpenSource, RawRow, ReadOptions, SheetRead, SourceLimits } from './raw-rows.ts';
import { createReadWatch } from './read-watch.ts';
import { createRowBuffer, type RowBuffer } from './row-buffer.ts';
import { readInto, type SourceFile } from './source-file.ts';
import { damaged, readFailure, sourceProblem, tooWide } from './source-problem.ts';
import { sqlName, sqlText } from '../sql-text.ts';

const SHEET = 'TC_Data';
const NO_NUMBERS = new Float64Array(0);
/** Whole numbers up to this are exact as doubles. */
const MAX_EXACT = 2 ** 53;
const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(10_000, 0, 1) - 1;

// How a column is delivered.
const AS_NUMBER = 0;
const AS_TEXT = 1;
const AS_DATE = 2;
const AS_BOOLEAN = 3;
const AS_CODE = 4;

/** From here on it pays to ask first which text columns repeat a few values. */
const DICTIONARY_FROM_ROWS = 50_000;
const MAX_DICTIONARY = 5000;

/** A column and the SQL that reads it: NaN, -1 or the empty text stand for null. */
interface Column {
  readonly name: string;
  readonly as: number;
  readonly sql: string;
  /** By code, the texts of a column read {@link AS_CODE}. */
  readonly texts: readonly string[];
}

/**
 * The memory of a vector of numbers. Declared private, but nothing public reaches it without a call
 * and a test for null for each value. Valid as long as its chunk.
 */
interface NumberVector {
  readonly items: Float64Array | Int32Array;
}

/** Opens a Parquet file through DuckDB. The file is closed by the source's `close`. */
export async function openParquet(file: SourceFile, limits: SourceLimits): Promise<OpenSource> {
  await checkEnd(file);
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: '1GB',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    preserve_insertion_order: 'true',
  });
  try {
    const connection = await instance.connect();
    const close = async (): Promise<void> => {
      connection.closeSync();
      instance.closeSync();
      await file.close();
    };
    await confine(connection, file.path);
    const table = `read_parquet(${sqlText(literalPath(file.path))})`;
    const plain = await columnsOf(connection, file, table, limits);
    const [counted] = await rowsOf(connection, `SELECT count(*)::DOUBLE FROM ${table}`);
    const rowCount = Number(counted![0]);
    const columns =
      rowCount < DICTIONARY_FROM_ROWS ? plain : await withDictionaries(connection, table, plain);
    return {
      format: 'parquet',
      sheetNames: [SHEET],
      notes: { timestamps: 'wall-clock time; zoned ones in UTC' },
      rowHint: rowCount + 1,
      async readSheet(name, onRow, options) {
        try {
          if (name !== SHEET) throw damaged(`${basename(file.path)} has no sheet ${name}.`);
          return await readRows(connection, table, columns, rowCount, limits, onRow, options);
        } catch (thrown) {
          throw readFailure(thrown, file.path);
        }
      },
      close,
    };
  } catch (thrown) {
    instance.closeSync();
    throw thrown;
  }
}

/** A complete file ends as it begins. */
async function checkEnd(file: SourceFile): Promise<void> {
  const tail = Buffer.alloc(4);
  await readInto(file, tail, 0, 4, Math.max(0, file.bytes - 4));
  const magic = tail.toString('latin1');
  if (magic === 'PARE') {
    throw sourceProblem(
      'source.encrypted',
      `${basename(file.path)} is an encrypted Parquet file.`,
      'Export it again without encryption.',
    );
  }
  if (magic !== 'PAR1' || file.bytes < 12) {
    throw damaged(`${basename(file.path)} is a Parquet file that is cut off.`);
  }
}

/** Lets the database see this one file and nothing else. */
async function confine(connection: DuckDBConnection, path: string): Promise<void> {
  // As a pattern and as the file that the pattern is resolved to.
  const paths = [...new Set([literalPath(path), path])].map(sqlText);
  await connection.run(`SET allowed_paths = [${paths.join(', ')}]`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
}

/** A path in which no character is a wildcard: `y[1].parquet` would read the file `y1.parquet`. */
export function literalPath(path: string): string {
  return path.replace(/[[*?]/g, '[$&]');
}

async function rowsOf(connection: DuckDBConnection, sql: string): Promise<unknown[][]> {
  return (await connection.runAndReadAll(sql)).getRowsJS();
}

async function columnsOf(
  connection: DuckDBConnection,
  file: SourceFile,
  table: string,
  limits: SourceLimits,
): Promise<Column[]> {
  const described = (await rowsOf(connection, `DESCRIBE SELECT * FROM ${table}`)).map((row) => ({
    field: String(row[0]),
    type: String(row[1]),
  }));
  if (described.length > limits.maxColumns) throw tooWide(SHEET, limits.maxColumns);
  const written = await writtenNames(connection, file.path);
  const inexact = await inexactFields(connection, table, described);
  return described.map(({ field, type }, i) => ({
    name: (written.length === described.length ? written[i] : undefined) ?? field,
    ...reading(sqlName(field), type, inexact.has(field)),
  }));
}

/** The names as the file has them: DuckDB itself renames one of two equal names. */
async function writtenNames(connection: DuckDBConnection, path: string): Promise<string[]> {
  const schema = await rowsOf(
    connection,
    `SELECT name, coalesce(num_children, 0)::DOUBLE FROM parquet_schema(${sqlText(literalPath(path))})`,
  );
  const names: string[] = [];
  /** The index after the element at `index` and all below it. */
  const after = (index: number): number => {
    let next = index + 1;
    for (let child = Number(schema[index]?.[1] ?? 0); child > 0; child--) next = after(next);
    return next;
  };
  for (let index = 1; index < schema.length; index = after(index)) {
    names.push(String(schema[index]![0]));
  }
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

function reading(name: string, type: string, inexact: boolean): Omit<Column, 'name'> {
  const text = { as: AS_TEXT, sql: `CAST(${name} AS VARCHAR)`, texts: [] };
  const number = (sql: string, as = AS_NUMBER): Omit<Column, 'name'> => ({
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
async function withDictionaries(
  connection: DuckDBConnection,
  table: string,
  columns: readonly Column[],
): Promise<Column[]> {
  const texts = columns.filter((column) => column.as === AS_TEXT);
  if (texts.length === 0) return [...columns];
  const counts = texts.map((column) => `CAST(approx_count_distinct(${column.sql}) AS DOUBLE)`);
  const [distinct] = await rowsOf(connection, `SELECT ${counts.join(', ')} FROM ${table}`);
  const coded = new Map<Column, Column>();
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

async function readRows(
  connection: DuckDBConnection,
  table: string,
  columns: readonly Column[],
  rowCount: number,
  limits: SourceLimits,
  onRow: (row: RawRow) => void,
  options: ReadOptions | undefined,
): Promise<SheetRead> {
  const rows = createRowBuffer(SHEET, limits.maxColumns, onRow);
  const watch = createReadWatch(options, rowCount, 'rows');
  rows.begin(1);
  columns.forEach((column, c) => {
    if (column.name.trim() !== '') rows.setText(c, column.name);
  });
  rows.end();
  const result = await connection.stream(
    `SELECT ${columns.map((column) => column.sql).join(', ')} FROM ${table}`,
  );
  let done = 0;
  try {
    for (;;) {
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) break;
      deliverChunk(chunk, columns, rows, done + 2);
      done += chunk.rowCount;
      watch.tick(done);
    }
  } catch (thrown) {
    await breakOff(connection, result);
    throw thrown;
  }
  watch.finish(done);
  return { rows: rows.delivered(), mergedHeader: [] };
}

/** Ends a result that is not read to its end: until then it holds the file open. */
async function breakOff(connection: DuckDBConnection, result: DuckDBResult): Promise<void> {
  connection.interrupt();
  try {
    for (;;) {
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) return;
    }
  } catch {
    // It says that it was interrupted.
  }
}

/** Delivers the rows of a chunk; `first` is the number of its first row. */
function deliverChunk(
  chunk: DuckDBDataChunk,
  columns: readonly Column[],
  rows: RowBuffer,
  first: number,
): void {
  const vectors = columns.map((_, c) => chunk.getColumnVector(c));
  const numbers = vectors.map((vector, c) =>
    columns[c]!.as === AS_TEXT ? NO_NUMBERS : (vector as unknown as NumberVector).items,
  );
  const count = chunk.rowCount;
  for (let r = 0; r < count; r++) {
    rows.begin(first + r);
    for (let c = 0; c < vectors.length; c++) {
      const column = columns[c]!;
      if (column.as === AS_TEXT) {
        const text = (vectors[c] as DuckDBVarCharVector).getItem(r);
        if (text !== null && text.trim() !== '') rows.setText(c, text);
        continue;
      }
      const value = numbers[c]![r]!;
      switch (column.as) {
        case AS_CODE:
          if (value >= 0 && column.texts[value] !== '') rows.setText(c, column.texts[value]!);
          break;
        case AS_DATE:
          setDate(rows, c, value);
          break;
        case AS_BOOLEAN:
          if (!Number.isNaN(value)) rows.setBoolean(c, value !== 0);
          break;
        default:
          // NaN is null, and what data frames write for a missing number.
          if (Number.isFinite(value)) rows.setNumber(c, value);
          else if (!Number.isNaN(value)) rows.setText(c, String(value));
      }
    }
    rows.end();
  }
}

function setDate(rows: RowBuffer, column: number, time: number): void {
  if (Number.isNaN(time)) return;
  if (time >= EARLIEST && time <= LATEST) rows.setDate(column, time, '');
  else rows.setDate(column, NaN, Math.abs(time) <= 8.64e15 ? timeText(time) : 'infinity');
}
