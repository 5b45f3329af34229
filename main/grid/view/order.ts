import type { GridView } from '../../../core/contract/api/grid.ts';
import { ROW_NUMBER } from './run-files.ts';
import type { RunColumn } from './run-files.ts';
import { sqlText } from '../../../core/duckdb/sql-text.ts';
import { columnOf } from './where.ts';

interface Key {
  readonly sql: string;
  readonly descending: boolean;
}

/** All values of columns that have few, in their order: known once the run's facts are. */
export type FewValues = ReadonlyMap<RunColumn, readonly string[]>;

/**
 * The total order of a view as SQL; null for the file's own. Blanks come last in both directions, as
 * spreadsheets have them; the file's order breaks all ties. Ids that are not all numbers are ordered
 * as RULES.md does: those of digits by number first, then the others by code point.
 */
export function orderOf(
  { sort }: Pick<GridView, 'sort'>,
  columns: readonly RunColumn[],
  few: FewValues,
  reversed = false,
): string | null {
  if (sort.length === 0 && !reversed) return null;
  const keys = [
    ...sort.flatMap(({ column, descending }) => keysOf(columnOf(column, columns), descending, few)),
    { sql: ROW_NUMBER, descending: false },
  ];
  return keys
    .map(({ sql, descending }) =>
      descending !== reversed
        ? `${sql} DESC NULLS ${reversed ? 'FIRST' : 'LAST'}`
        : `${sql} ASC NULLS ${reversed ? 'FIRST' : 'LAST'}`,
    )
    .join(', ');
}

function keysOf(column: RunColumn, descending: boolean, few: FewValues): Key[] {
  const { sql: c, kind, numeric } = column;
  const values = few.get(column);
  if (values && values.length > 0) return [{ sql: rankOf(c, values), descending }];
  if (kind !== 'id' || numeric) return [{ sql: c, descending }];
  const digits = `regexp_full_match(${c}, '[0-9]+')`;
  const significant = `ltrim(${c}, '0')`;
  return [
    { sql: `CASE WHEN ${c} IS NULL THEN NULL WHEN ${digits} THEN 0 ELSE 1 END`, descending },
    { sql: `CASE WHEN ${digits} THEN length(${significant}) END`, descending },
    { sql: `CASE WHEN ${digits} THEN ${significant} END`, descending },
    { sql: c, descending },
  ];
}

/** The place of a text among all that the column has: sorted four times as fast as the text itself. */
function rankOf(c: string, values: readonly string[]): string {
  const ranks = values.map((value, rank) => `WHEN ${sqlText(value)} THEN ${rank}::UTINYINT`);
  return `CASE ${c} ${ranks.join(' ')} END`;
}
