import type { CallOutput } from '../../core/contract/api/api.ts';
import type { GridCell, GridView } from '../../core/contract/api/grid.ts';
import { decimalText } from '../../core/ledger/money.ts';
import { timeText } from '../../core/ledger/time.ts';
import { clipboardText } from '../../core/contract/spreadsheet/neutral-text.ts';
import { cellOf, cellSql } from './view/cells.ts';
import { orderOf } from './view/order.ts';
import { viewTotal } from './view/pages.ts';
import { queryOver } from './view/query.ts';
import { ROW_NUMBER } from './view/run-files.ts';
import type { RunColumn } from './view/run-files.ts';
import type { OpenRun } from './view/store.ts';
import { columnOf, whereOf } from './view/where.ts';

/** Rows of a view as tab-separated text with a header: what a spreadsheet takes from the clipboard. */
export async function viewAsText(
  run: OpenRun,
  view: GridView,
  names: readonly string[],
  offset: number,
  limit: number,
): Promise<CallOutput<'grid.tsv'>> {
  const columns = names.map((name) => columnOf(name, run.files.columns));
  const total = await viewTotal(run, view);
  const sql = await viewSql(run, view, columns.map(cellSql));
  const rows = await run.apart((connection) =>
    queryOver(connection)(`${sql} LIMIT ${limit} OFFSET ${offset}`),
  );
  const lines = rows.map((row) =>
    row.map((value, c) => cellText(cellOf(value, columns[c]!.kind), columns[c]!)).join('\t'),
  );
  const header = names.map(clipboardText).join('\t');
  return { text: [header, ...lines, ''].join('\n'), rows: rows.length, total };
}

/** The rows of a view, in its order, with these expressions as columns. */
export async function viewSql(
  { files, few, flagged }: OpenRun,
  view: GridView,
  select: readonly string[],
): Promise<string> {
  if (view.quick === 'exceptions') await flagged();
  const where = whereOf(view, files);
  return `SELECT ${select.join(', ')} FROM ${files.deliverable}
    ${where === null ? '' : `WHERE ${where}`}
    ORDER BY ${orderOf(view, files.columns, few) ?? ROW_NUMBER}`;
}

function cellText(cell: GridCell, { kind }: RunColumn): string {
  if (cell === null) return '';
  if (kind === 'money') return decimalText(cell as number);
  if (kind === 'time') return timeText(cell as number);
  return clipboardText(String(cell));
}
