import { FLAG_BITS } from '../../../core/contract/exceptions.ts';
import type { GridPage, GridRow, GridView } from '../../../core/contract/api/grid.ts';
import { cellOf, cellSql } from './cells.ts';
import { orderOf } from './order.ts';
import { ROW_NUMBER } from './run-files.ts';
import type { OpenRun } from './store.ts';
import { isFlaggedOnly } from './view-index.ts';
import { whereOf } from './where.ts';

/** Up to here from either end, the first rows of an order are found faster than all of it is made. */
const NEAR_AN_END = 2000;

/** A page of a view: its rows, and how many the view has in all. */
export async function gridPage(
  run: OpenRun,
  view: GridView,
  offset: number,
  limit: number,
): Promise<GridPage> {
  const total = await viewTotal(run, view);
  const count = Math.max(0, Math.min(limit, total - offset));
  if (count === 0) return { rows: [], total };
  const numbers = await rowNumbers(run, view, offset, count, total);
  const rows = await rowsOf(run, numbers);
  // The next page will want it, and it takes as long as a person looks at this one.
  if (!isWholeFile(run, view)) run.indexes.ahead(view);
  return { rows, total };
}

/** How many rows a view has. */
export async function viewTotal(run: OpenRun, view: GridView): Promise<number> {
  const { files } = run;
  const where = whereOf(view, files);
  if (where === null) return files.rows;
  const index = run.indexes.ready(view) ?? (await fewRows(run, view));
  if (index) return index.length;
  if (view.quick === 'exceptions') await run.flagged();
  return run.remember(`count ${where}`, async () => {
    run.indexes.giveWay();
    const [row] = await run.query(
      `SELECT count(*)::BIGINT FROM ${files.deliverable} WHERE ${where}`,
    );
    return Number(row![0]);
  });
}

/** The rows of a view whose rows are few or known: finding them is as fast as counting. Else null. */
async function fewRows(run: OpenRun, view: GridView): Promise<Int32Array | null> {
  const few = view.customer !== null || view.search !== null || view.ids !== null;
  return few || isFlaggedOnly(view) ? run.indexes.whole(view) : null;
}

/** Where a row with this TRANS_ID stands in a view; null where it is not in it. */
export async function positionOf(run: OpenRun, view: GridView, id: string): Promise<number | null> {
  const { files } = run;
  if (view.quick === 'exceptions') await run.flagged();
  const conditions = [
    whereOf({ ...view, ids: [id] }, files)!,
    ...(view.ids !== null && !view.ids.includes(id) ? ['false'] : []),
  ];
  const [found] = await run.query(
    `SELECT ${ROW_NUMBER} FROM ${files.deliverable} WHERE ${conditions.join(' AND ')}
     ORDER BY 1 LIMIT 1`,
  );
  if (!found) return null;
  const n = Number(found[0]);
  if (isWholeFile(run, view)) return n;
  const position = (await run.indexes.whole(view)).indexOf(n);
  return position < 0 ? null : position;
}

function isWholeFile({ files }: OpenRun, view: GridView): boolean {
  return view.sort.length === 0 && whereOf(view, files) === null;
}

async function rowNumbers(
  run: OpenRun,
  view: GridView,
  offset: number,
  count: number,
  total: number,
): Promise<ArrayLike<number>> {
  if (isWholeFile(run, view)) return Array.from({ length: count }, (_, i) => offset + i);
  const ready = run.indexes.ready(view);
  if (ready) return ready.subarray(offset, offset + count);
  const fromEnd = total - offset - count;
  const reversed = fromEnd < offset;
  if (Math.min(offset, fromEnd) + count > NEAR_AN_END)
    return (await run.indexes.whole(view)).subarray(offset, offset + count);
  const rows = await edge(run, view, reversed ? fromEnd : offset, count, reversed);
  return reversed ? rows.reverse() : rows;
}

async function edge(
  { files, few, query, flagged, indexes }: OpenRun,
  view: GridView,
  offset: number,
  count: number,
  reversed: boolean,
): Promise<number[]> {
  if (view.quick === 'exceptions') await flagged();
  indexes.giveWay();
  const where = whereOf(view, files);
  const order = orderOf(view, files.columns, few, reversed) ?? ROW_NUMBER;
  const rows = await query(
    `SELECT ${ROW_NUMBER} FROM ${files.deliverable} ${where === null ? '' : `WHERE ${where}`}
     ORDER BY ${order} LIMIT ${count} OFFSET ${offset}`,
  );
  return rows.map(([n]) => Number(n));
}

/** Rows by their numbers, in the order given. */
async function rowsOf({ files, query }: OpenRun, numbers: ArrayLike<number>): Promise<GridRow[]> {
  const wanted = Array.from(numbers);
  if (wanted.length === 0) return [];
  const first = wanted[0]!;
  const inARow = wanted.every((n, i) => n === first + i);
  const condition = inARow
    ? `BETWEEN ${first} AND ${first + wanted.length - 1}`
    : `IN (${wanted.join(', ')})`;
  const { columns, flags } = files;
  const found = await query(
    `SELECT ${ROW_NUMBER}, ${columns.map(cellSql).join(', ')} FROM ${files.deliverable}
     WHERE ${ROW_NUMBER} ${condition}`,
  );
  const byNumber = new Map(
    found.map(([n, ...cells]) => [
      Number(n),
      cells.map((cell, c) => cellOf(cell, columns[c]!.kind)),
    ]),
  );
  return wanted.map((n) => ({ n, cells: byNumber.get(n)!, flags: flagsOf(flags?.[n] ?? 0) }));
}

/** The codes behind the bits of a row. */
export function flagsOf(bits: number): readonly string[] {
  return bits === 0 ? [] : FLAG_BITS.filter((_, bit) => bits & (1 << bit));
}
