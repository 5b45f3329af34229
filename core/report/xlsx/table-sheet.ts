import { runCancelled } from '../../contract/problem.ts';
import type { Tell } from '../../contract/steps.ts';
import type { Table } from '../columns/column.ts';
import { deflatedRows } from '../encode/deflated-rows.ts';
import type { Grounds } from '../encode/deflated-rows.ts';
import type { Deflated } from '../zip/zip-writer.ts';
import { longPlaces, rowsPerSheet } from './long-places.ts';
import type { LongList } from './long-places.ts';
import type { Workbook } from './sheet-style.ts';
import { addTemplateSheet } from './template-sheet.ts';
import type { Dress } from './template-sheet.ts';

/** Microseconds a row of a sheet. */
export const SHEET_WEIGHT = 3;

/** The colour (ARGB) of a row's ground; undefined for none. */
export type FillOf = (row: number) => string | undefined;

export interface TableSheetOptions extends Pick<LongList, 'foot' | 'sheetRows'> {
  readonly signal?: { readonly aborted: boolean } | undefined;
  readonly tell?: Tell | undefined;
  /** The id under which its rows are told, and how many there are. */
  readonly part: string;
  readonly rows: number;
  readonly fillOf?: FillOf | undefined;
  readonly dress?: Dress | undefined;
}

/** Rows that are encoded before the next look at what else there is to do. */
const ROWS_AT_ONCE = 20_000;

/**
 * Adds tables with the same columns, of which there is at least one, one below the other on as many sheets as
 * Excel's row limit asks for: `Name`, `Name 2`, … Throws the Problem `run.cancelled`.
 */
export async function addTableSheets(
  workbook: Workbook,
  title: string,
  tables: Iterable<Table>,
  { signal, tell, part, rows, fillOf, dress, foot, sheetRows }: TableSheetOptions,
): Promise<void> {
  const bodies: Deflated[][] = [];
  let list: LongList | null = null;
  let done = 0;
  const told = () =>
    ({ part, of: rows, done, unit: 'rows', words: `Writing sheet ${title}` }) as const;
  for (const table of tables) {
    list ??= { title, columns: table.columns, rows, foot, sheetRows };
    for (const piece of piecesOf(table)) {
      const grounds = fillOf && groundsOf(workbook, piece.rows, (row) => fillOf(done + row));
      const { bytes, stretches, mended } = deflatedRows(
        piece,
        { before: done, perSheet: rowsPerSheet(list) },
        grounds,
      );
      workbook.mended.push(mended);
      let at = 0;
      for (const stretch of stretches) {
        const own = bytes.subarray(at, (at += stretch.bytes));
        (bodies[stretch.sheet] ??= []).push({ stretch, read: () => [own] });
      }
      done += piece.rows;
      tell?.(told());
      // Lets a cancellation arrive.
      await new Promise(setImmediate);
      if (signal?.aborted) throw runCancelled();
    }
  }
  tell?.(told());
  for (const place of longPlaces(list!)) {
    addTemplateSheet(workbook, place, dress);
    workbook.bodies.set(place.sheet, { rows: place.rows, deflated: bodies[place.nth] ?? [] });
  }
}

/** A table in pieces of which each is soon encoded. */
function* piecesOf({ columns, rows }: Table): Generator<Table> {
  for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
    const end = Math.min(rows, from + ROWS_AT_ONCE);
    yield {
      rows: end - from,
      columns: columns.map((column) => ({
        ...column,
        values: column.values.subarray(from, end) as never,
      })),
    };
  }
}

/** The grounds of some rows, by their number among those of the workbook. */
function groundsOf({ grounds }: Workbook, rows: number, fillOf: FillOf): Grounds {
  const byRow = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const argb = fillOf(row);
    if (argb === undefined) continue;
    let ground = grounds.indexOf(argb);
    if (ground < 0) ground = grounds.push(argb) - 1;
    byRow[row] = ground + 1;
  }
  return { count: grounds.length, of: (row) => byRow[row]! };
}
