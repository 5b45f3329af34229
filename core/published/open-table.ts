import { access } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Tell } from '../contract/steps.ts';
import { literalPath } from '../duckdb/literal-path.ts';
import { sqlText } from '../duckdb/sql-text.ts';
import { cancelled } from './cancelled.ts';
import type { Cell } from './cells.ts';

export interface ReadBackOptions {
  readonly signal?: { readonly aborted: boolean };
  /** Rows read, and rows to be read. */
  readonly onProgress?: Tell;
}

const TELL_ROWS = 100_000;

/** A published table, opened to be read. */
export interface OpenTable {
  readonly sql: string;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** Opens a Parquet file of a run. Throws an error that says why it cannot be read. */
export async function openTable(connection: DuckDBConnection, path: string): Promise<OpenTable> {
  await access(path).catch((error: unknown) => {
    throw new Error('it is missing', { cause: error });
  });
  const sql = `read_parquet([${sqlText(literalPath(path))}])`;
  const rowsOf = async (query: string) => (await connection.runAndReadAll(query)).getRows();
  const [count] = await rowsOf(`SELECT count(*)::DOUBLE FROM ${sql}`);
  const described = await rowsOf(`DESCRIBE SELECT * FROM ${sql}`);
  const columns = described.map(([name, type]) => ({ name: String(name), type: String(type) }));
  return { sql, rows: Number(count![0]), columns };
}

/** Reads all rows of a table, each column into its place. Throws where the file ends early, or when cancelled. */
export async function readCells(
  connection: DuckDBConnection,
  table: OpenTable,
  cells: readonly Cell[],
  file: string,
  { signal, onProgress }: ReadBackOptions,
): Promise<void> {
  const result = await connection.stream(
    `SELECT ${cells.map(({ sql }) => sql).join(', ')} FROM ${table.sql}`,
  );
  let told = -TELL_ROWS;
  for (let done = 0; done < table.rows;) {
    if (signal?.aborted) throw cancelled();
    if (done - told >= TELL_ROWS)
      onProgress?.({ done: (told = done), of: table.rows, unit: null, words: `Reading ${file}` });
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) throw new Error(`it ends after ${done} rows`);
    cells.forEach((cell, c) => cell.take(chunk, c, done));
    done += chunk.rowCount;
  }
}
