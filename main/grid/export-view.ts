import type { GridView } from '../../core/contract/api/grid.ts';
import type { TableFormat } from '../../core/contract/calls/written-file.ts';
import { FLAG_BITS } from '../../core/contract/exceptions.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { Table } from '../../core/report/columns/column.ts';
import { splitSafeSql, splitSafeText } from '../../core/contract/spreadsheet/neutral-text.ts';
import { EXCEPTION_FILLS } from '../../core/report/xlsx/fills.ts';
import { EXCEL_ROWS } from '../../core/report/xlsx/long-places.ts';
import type { About } from '../../core/report/xlsx/about.ts';
import { writeTableWorkbook } from '../../core/report/xlsx/workbook.ts';
import { prependBom } from './byte-order-mark.ts';
import { collectedTable } from './collected-table.ts';
import { cellSql } from './view/cells.ts';
import { viewTotal } from './view/pages.ts';
import { queryOver } from './view/query.ts';
import { ROW_NUMBER } from './view/run-files.ts';
import type { RunColumn } from './view/run-files.ts';
import { sqlName, sqlText } from '../../core/duckdb/sql-text.ts';
import type { OpenRun } from './view/store.ts';
import { viewSql } from './view-text.ts';
import { columnOf } from './view/where.ts';

export interface ViewExport {
  readonly csvBom: boolean;
  /** What a workbook says of itself. */
  readonly about: About;
  /** Rows of a sheet, its header included; Excel's own limit unless a test lowers it. */
  readonly sheetRows?: number;
}

/**
 * Writes a view's rows with the named columns to `path` and returns how many they are. Throws Problem
 * `export.too-many-rows` where they do not fit on a sheet.
 */
export async function exportView(
  run: OpenRun,
  view: GridView,
  names: readonly string[],
  path: string,
  format: TableFormat,
  { csvBom, about, sheetRows = EXCEL_ROWS }: ViewExport,
): Promise<number> {
  // No file has two columns of one name.
  const columns = [...new Set(names)].map((name) => columnOf(name, run.files.columns));
  if (format === 'xlsx') {
    await refuseMoreThanASheet(run, view, sheetRows - 1);
    const { table, flags } = await tableOf(run, view, columns);
    await writeTableWorkbook(path, about, table, 'Matched rows', {
      fillOf: (row) => fillOf(flags[row]!),
    });
    return table.rows;
  }
  const nameOf = ({ name }: RunColumn): string =>
    sqlName(format === 'csv' ? splitSafeText(name) : name);
  const select = columns.map((column) => `${fileSql(column, format)} AS ${nameOf(column)}`);
  const options =
    format === 'csv'
      ? csvOptions(columns.filter(isText).map(nameOf))
      : 'FORMAT parquet, COMPRESSION snappy';
  const rows = await viewSql(run, view, select);
  const [written] = await run.apart((connection) =>
    queryOver(connection)(`COPY (${rows}) TO ${sqlText(path)} (${options})`),
  );
  if (format === 'csv' && csvBom) await prependBom(path);
  return Number(written![0]);
}

/** The cell as the run's own files have it. */
function fileSql({ sql: column, kind, numeric }: RunColumn, format: 'csv' | 'parquet'): string {
  if (format === 'parquet') return column;
  if (isText({ kind, numeric })) return splitSafeSql(column);
  return kind === 'time'
    ? `CASE WHEN epoch_ms(${column}) % 1000 = 0 THEN strftime(${column}, '%Y-%m-%d %H:%M:%S') ELSE strftime(${column}, '%Y-%m-%d %H:%M:%S.%g') END`
    : column;
}

function isText({ kind, numeric }: Pick<RunColumn, 'kind' | 'numeric'>): boolean {
  return kind === 'text' || (kind === 'id' && !numeric);
}

/** Texts all stand in quotation marks: DuckDB puts them around commas, and others split at semicolons and tabs. */
function csvOptions(texts: readonly string[]): string {
  const quoted = texts.length === 0 ? '' : `, FORCE_QUOTE (${texts.join(', ')})`;
  return `FORMAT csv, HEADER, DELIMITER ','${quoted}`;
}

/** A view is one table: what does not fit on a sheet belongs into a file that has no such end. */
async function refuseMoreThanASheet(run: OpenRun, view: GridView, most: number): Promise<void> {
  const rows = await viewTotal(run, view);
  if (rows <= most) return;
  throw new Problem({
    kind: 'usage',
    code: 'export.too-many-rows',
    message: `The view has ${rows} rows; an Excel sheet can hold ${most}.`,
    hint: 'Filter the view, or export it as CSV or Parquet.',
    details: { rows, most },
  });
}

async function tableOf(
  run: OpenRun,
  view: GridView,
  columns: readonly RunColumn[],
): Promise<{ table: Table; flags: Uint8Array }> {
  const sql = await viewSql(run, view, [ROW_NUMBER, ...columns.map(cellSql)]);
  const rows = await viewTotal(run, view);
  const flags = new Uint8Array(rows);
  const table = await run.apart((connection) =>
    collectedTable(connection, sql, rows, columns, (numbers, from) =>
      numbers.forEach((n, i) => (flags[from + i] = run.files.flags?.[Number(n)] ?? 0)),
    ),
  );
  return { table, flags };
}

function fillOf(bits: number): string | undefined {
  const code = FLAG_BITS.find((_, bit) => bits & (1 << bit));
  return code && EXCEPTION_FILLS[code];
}
