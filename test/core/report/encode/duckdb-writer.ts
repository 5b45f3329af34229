import {
  DOUBLE,
  DuckDBDataChunk,
  DuckDBDoubleVector,
  DuckDBInstance,
  DuckDBVarCharVector,
  VARCHAR,
} from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { readFileSync, writeFileSync } from 'node:fs';
import { sqlName, sqlText } from '../../../../core/duckdb/sql-text.ts';
import { idText } from '../../../../core/ledger/ids.ts';
import { splitSafeSql, splitSafeText } from '../../../../core/contract/spreadsheet/neutral-text.ts';
import type { PlainColumn, PlainTable } from './plain-tables.ts';

/** DuckDB's vectors hold this many rows. */
const CHUNK_ROWS = 2048;

/** Writes a table to `path` as DuckDB does: what the encoders are held against. */
export async function writeWithDuckDb(
  table: PlainTable,
  format: 'csv' | 'parquet',
  path: string,
  csvBom = false,
): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { preserve_insertion_order: 'true' });
  const connection = await instance.connect();
  try {
    await fill(connection, table);
    const select = table.columns
      .map((column, c) => {
        const name = format === 'csv' ? splitSafeText(column.name) : column.name;
        return `${expression(column, `c${c}`, format)} AS ${sqlName(name)}`;
      })
      .join(', ');
    const options =
      format === 'csv' ? "FORMAT csv, HEADER, DELIMITER ','" : 'FORMAT parquet, COMPRESSION snappy';
    await connection.run(`COPY (SELECT ${select} FROM t) TO ${sqlText(path)} (${options})`);
    if (csvBom) writeFileSync(path, Buffer.concat([Buffer.from('\ufeff'), readFileSync(path)]));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Texts, and ids of which one is a text, travel as texts; all else as numbers. */
function isText({ kind, values }: PlainColumn): boolean {
  return kind === 'text' || (kind === 'id' && values.some((value) => value < 0));
}

async function fill(connection: DuckDBConnection, { rows, columns }: PlainTable): Promise<void> {
  const types = columns.map((column) => (isText(column) ? VARCHAR : DOUBLE));
  await connection.run(
    `CREATE TABLE t (${types.map((type, c) => `c${c} ${type.toString()}`).join(', ')})`,
  );
  const appender = await connection.createAppender('t');
  for (let from = 0; from < rows; from += CHUNK_ROWS) {
    const count = Math.min(CHUNK_ROWS, rows - from);
    const chunk = DuckDBDataChunk.create(types, count);
    columns.forEach((column, c) => {
      const vector = chunk.getColumnVector(c);
      for (let i = 0; i < count; i++) {
        if (vector instanceof DuckDBDoubleVector) vector.setItem(i, column.values[from + i]!);
        if (vector instanceof DuckDBVarCharVector) vector.setItem(i, textOf(column, from + i));
      }
      vector.flush();
    });
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

function textOf({ kind, values, pool }: PlainColumn, row: number): string | null {
  const value = values[row]!;
  if (kind === 'id') return Number.isNaN(value) ? null : idText(pool, value);
  return value < 0 || pool[value] === '' ? null : pool[value]!;
}

/** The SQL that turns what was appended into what is written. */
function expression(column: PlainColumn, c: string, format: 'csv' | 'parquet'): string {
  if (isText(column)) return format === 'csv' ? splitSafeSql(c) : c;
  const present = (sql: string): string => `CASE WHEN isnan(${c}) THEN NULL ELSE ${sql} END`;
  switch (column.kind) {
    case 'money':
      // Decimal arithmetic: no amount ever passes through a binary fraction.
      return `(${c}::BIGINT::DECIMAL(16,0) * 0.01::DECIMAL(2,2))::DECIMAL(18,2)`;
    case 'time': {
      const stamp = `make_timestamp(${c}::BIGINT * 1000)`;
      return present(
        format === 'parquet'
          ? stamp
          : `CASE WHEN ${c}::BIGINT % 1000 = 0 THEN ${stamp}::VARCHAR ELSE strftime(${stamp}, '%Y-%m-%d %H:%M:%S.%g') END`,
      );
    }
    case 'count':
      return `${c}::BIGINT`;
    default:
      return present(`${c}::BIGINT`);
  }
}
