import { DuckDBDecimalValue, DuckDBInstance, DuckDBTimestampValue } from '@duckdb/node-api';
import type { GridCell } from '../../../core/contract/api/grid.ts';

/** A table file as it stands on the disk: cells as the grid has them, ids and texts as text. */
export interface ReadTable {
  readonly names: readonly string[];
  /** As DuckDB calls them. */
  readonly types: readonly string[];
  readonly rows: readonly (readonly GridCell[])[];
}

/** Reads a Parquet or CSV file in its own order; a CSV's cells are all texts. */
export async function readTable(path: string): Promise<ReadTable> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const file = `'${path.replace(/[*?[]/g, '[$&]').replaceAll("'", "''")}'`;
  const table = path.endsWith('.csv')
    ? `read_csv([${file}], all_varchar = true, header = true, delim = ',', quote = '"', escape = '"')`
    : `read_parquet([${file}])`;
  const result = await connection.runAndReadAll(`SELECT * FROM ${table}`);
  const names = result.columnNames();
  const types = result.columnTypes().map(String);
  const rows = result.getRows().map((row) =>
    row.map((value, c): GridCell => {
      if (value === null) return null;
      if (value instanceof DuckDBDecimalValue) return Number(value.value);
      if (value instanceof DuckDBTimestampValue) return Number(value.micros / 1000n);
      return types[c] === 'BIGINT' && names[c] === 'SEQ' ? Number(value) : String(value);
    }),
  );
  connection.closeSync();
  instance.closeSync();
  return { names, types, rows };
}

/** The rows of a table as objects by column. */
export function byName({ names, rows }: ReadTable): Record<string, GridCell>[] {
  return rows.map((row) => Object.fromEntries(names.map((name, c) => [name, row[c]!])));
}
