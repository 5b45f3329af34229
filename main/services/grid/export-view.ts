import type { GridView } from '../../../core/contract/api/grid.ts';
import type { TableFormat } from '../../../core/contract/api/shell.ts';
import { FLAG_BITS } from '../../../core/contract/exceptions.ts';
import type { Column, Table } from '../../../core/report/tables.ts';
import { EXCEPTION_FILLS, writeTableWorkbook } from '../../../core/report/write-workbook.ts';
import { neutralSql, neutralText, prependBom } from '../../../core/report/write-tables.ts';
import { cellOf, cellSql } from './cells.ts';
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
  if (view.quick === 'exceptions') await run.flagged();
  if (format === 'xlsx') {
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
  const [written] = await run.query(
    `COPY (${viewSql(run, view, select)}) TO ${literal(path)} (${options})`,
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

async function tableOf(
  run: OpenRun,
  view: GridView,
  columns: readonly RunColumn[],
): Promise<{ table: Table; flags: Uint8Array }> {
  const rows = await run.query(viewSql(run, view, [ROW_NUMBER, ...columns.map(cellSql)]));
  const flags = Uint8Array.from(rows, ([n]) => run.files.flags?.[Number(n)] ?? 0);
  const table: Table = {
    name: 'matched_rows',
    rows: rows.length,
    columns: columns.map(({ name, kind }, c): Column => {
      const cell = (row: number) => cellOf(rows[row]![c + 1]!, kind);
      if (kind === 'id' || kind === 'text')
        return {
          name,
          kind: 'text',
          at: (row) => row,
          pool: rows.map((_, row) => textOf(cell(row))),
        };
      return { name, kind, at: (row) => (cell(row) as number | null) ?? NaN };
    }),
  };
  return { table, flags };
}

function textOf(cell: string | number | null): string {
  return cell === null ? '' : String(cell);
}

function fillOf(bits: number): string | undefined {
  const code = FLAG_BITS.find((_, bit) => bits & (1 << bit));
  return code && EXCEPTION_FILLS[code];
}
