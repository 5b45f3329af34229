import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';

/** Runs a statement and returns its rows. */
export type Query = (sql: string) => Promise<DuckDBValue[][]>;

export function queryOver(connection: DuckDBConnection): Query {
  return async (sql) => (await connection.runAndReadAll(sql)).getRows();
}
