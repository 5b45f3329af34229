import type { DuckDBValue } from '@duckdb/node-api';
import type { GridCell, GridColumnKind } from '../../../core/contract/api/grid.ts';
import type { RunColumn } from './run-files.ts';

/** The SQL of a column as the contract has its cells: cents, wall-clock ms, text. */
export function cellSql({ sql: column, kind }: Pick<RunColumn, 'sql' | 'kind'>): string {
  switch (kind) {
    case 'money':
      // Decimal arithmetic: no amount passes through a binary fraction.
      return `(${column} * 100)::BIGINT`;
    case 'time':
      return `epoch_ms(${column})`;
    case 'count':
      return `${column}::BIGINT`;
    case 'id':
    case 'text':
      return `${column}::VARCHAR`;
  }
}

/** What DuckDB gives for {@link cellSql}, as a cell. */
export function cellOf(value: DuckDBValue, kind: GridColumnKind): GridCell {
  if (value === null) return null;
  return kind === 'id' || kind === 'text' ? String(value) : Number(value);
}
