import type { DuckDBValue } from '@duckdb/node-api';
import type { GridView } from '../../../core/contract/api/grid.ts';
import type { TableFormat } from '../../../core/contract/api/shell.ts';
import { FLAG_BITS } from '../../../core/contract/exceptions.ts';
import { Problem } from '../../../core/contract/problem.ts';
import type { Column, Table } from '../../../core/report/tables.ts';
import { EXCEL_ROWS } from '../../../core/report/workbook-sheets.ts';
import { EXCEPTION_FILLS, writeTableWorkbook } from '../../../core/report/write-workbook.ts';
import { neutralSql, neutralText, prependBom } from '../../../core/report/write-tables.ts';
import { cellOf, cellSql } from './cells.ts';
import { viewTotal } from './pages.ts';
import { queryOver } from './query.ts';
import { ROW_NUMBER } from './run-files.ts';
import type { RunColumn } from './run-files.ts';
import { literal, quoted } from './sql.ts';
import type { OpenRun } from './store.ts';
import { viewSql } from './view-text.ts';
import { columnOf } from './where.ts';

/** Writes a view's rows with the named columns to `path` and returns how many they are. */
export async function exportView(
  run: OpenRun,
  view: GridView,
  names: readonly string[],
  path: string,
  format: TableFormat,
  { csvBom }: { readonly csvBom: boolean },
): Promise<number> {
  // No file has two columns of one name.
  const columns = [...new Set(names)].map((name) => columnOf(name, run.files.columns));
  if (format === 'xlsx') {
    await refuseMoreThanASheet(run, view);
    const { table, flags } = await tableOf(run, view, columns);
    await writeTableWorkbook(path, table, 'Matched rows', { fillOf: (row) => fillOf(flags[row]!) });
    return table.rows;
  }
  const select = columns.map(
    (column) =>
      `${fileSql(column, format)} AS ${quoted(format === 'csv' ? neutralText(column.name) : column.name)}`,
  );
  const options =
    format === 'csv' ? "FORMAT csv, HEADER, DELIMITER ','" : 'FORMAT parquet, COMPRESSION snappy';
  const rows = await viewSql(run, view, select);
  const [written] = await run.apart((connection) =>
    queryOver(connection)(`COPY (${rows}) TO ${literal(path)} (${options})`),
  );
  if (format === 'csv' && csvBom) await prependBom(path);
  return Number(written![0]);
}

/** The cell as the run's own files have it. */
function fileSql({ sql: column, kind, numeric }: RunColumn, format: 'csv' | 'parquet'): string {
  if (format === 'parquet') return column;
  if (kind === 'text' || (kind === 'id' && !numeric)) return neutralSql(column);
  return kind === 'time'
    ? `CASE WHEN epoch_ms(${column}) % 1000 = 0 THEN strftime(${column}, '%Y-%m-%d %H:%M:%S') ELSE strftime(${column}, '%Y-%m-%d %H:%M:%S.%g') END`
    : column;
}

/** A view is one table: what does not fit on a sheet belongs into a file that has no such end. */
async function refuseMoreThanASheet(run: OpenRun, view: GridView): Promise<void> {
  const rows = await viewTotal(run, view);
  const most = EXCEL_ROWS - 1;
  if (rows <= most) return;
  throw new Problem({
    kind: 'usage',
    code: 'export.too-many-rows',
    message: `The view has ${rows} rows, and a sheet of Excel ends after ${most}.`,
    hint: 'Filter the view, or export it as CSV or Parquet.',
    details: { rows, most },
  });
}

/** A column on its way out of DuckDB: numbers as they are, texts as places in a pool of their own. */
interface Collected {
  readonly kind: RunColumn['kind'];
  readonly numbers: Float64Array;
  readonly pool: string[];
  readonly places: Map<string, number>;
}

async function tableOf(
  run: OpenRun,
  view: GridView,
  columns: readonly RunColumn[],
): Promise<{ table: Table; flags: Uint8Array }> {
  const sql = await viewSql(run, view, [ROW_NUMBER, ...columns.map(cellSql)]);
  const rows = await viewTotal(run, view);
  const flags = new Uint8Array(rows);
  const collected = columns.map(({ kind }): Collected => ({
    kind,
    numbers: new Float64Array(rows),
    pool: [],
    places: new Map(),
  }));
  await run.apart(async (connection) => {
    const result = await connection.stream(sql);
    for (let from = 0; ;) {
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) break;
      const [numbers, ...values] = chunk.getColumns();
      numbers!.forEach((n, i) => (flags[from + i] = run.files.flags?.[Number(n)] ?? 0));
      values.forEach((column, c) => collect(collected[c]!, column, from));
      from += chunk.rowCount;
    }
  });
  const table: Table = {
    name: 'matched_rows',
    rows,
    columns: collected.map(({ kind, numbers, pool }, c): Column => {
      const text = kind === 'id' || kind === 'text';
      return {
        name: columns[c]!.name,
        kind: text ? 'text' : kind,
        at: (row) => numbers[row]!,
        pool,
      };
    }),
  };
  return { table, flags };
}

function collect(into: Collected, values: readonly DuckDBValue[], from: number): void {
  const { kind, numbers, pool, places } = into;
  values.forEach((value, i) => {
    const cell = cellOf(value, kind);
    if (typeof cell !== 'string') {
      numbers[from + i] = cell ?? (kind === 'id' || kind === 'text' ? -1 : NaN);
      return;
    }
    let place = places.get(cell);
    if (place === undefined) {
      place = pool.push(cell) - 1;
      places.set(cell, place);
    }
    numbers[from + i] = place;
  });
}

function fillOf(bits: number): string | undefined {
  const code = FLAG_BITS.find((_, bit) => bits & (1 << bit));
  return code && EXCEPTION_FILLS[code];
}
