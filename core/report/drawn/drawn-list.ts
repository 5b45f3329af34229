import { text } from './cells.ts';
import type { DrawnRow } from './drawn-sheet.ts';
import { listRows, ROWS_A_TOTAL, totalRows } from './list-rows.ts';
import type { DrawnColumn, Total } from './list-rows.ts';
import { columnLetters } from '../encode/sheet-rows.ts';
import { cellAt } from './ranges.ts';
import type { Ranges } from './ranges.ts';

/** A list with its totals below, to be drawn from a row on. */
export interface DrawnList<Item> {
  readonly columns: readonly DrawnColumn<Item>[];
  readonly items: readonly Item[];
  readonly totals?: (place: ListPlace) => readonly Total[];
  readonly groundOf?: (item: Item) => string | undefined;
}

/** Where the items of a list stand, for the formulas of its totals. */
export interface ListPlace {
  /** All cells of a column. */
  readonly range: (name: string) => Ranges;
  /** The cell of a column in the row of an item, counted from 0. */
  readonly item: (name: string, nth: number) => string;
  /** The cell of a column in a row of totals, counted from 0. */
  readonly total: (name: string, nth: number) => string;
}

/** The rows of a list from a row on. One without items has a blank row, so that formulas have what they refer to. */
export function drawnList<Item>(
  { columns, items, totals, groundOf }: DrawnList<Item>,
  headerRow: number,
): DrawnRow[] {
  const names = columns.map(({ name }) => name);
  const listed = listRows(columns, items, headerRow, groundOf);
  if (items.length === 0) listed.push({ look: 'plain', cells: columns.map(() => null) });
  const firstRow = headerRow + 1;
  const lastRow = headerRow + listed.length - 1;
  const place: ListPlace = {
    range: (name) => {
      const letter = columnLetters(names.indexOf(name));
      return [`${letter}$${firstRow}:${letter}$${lastRow}`];
    },
    item: (name, nth) => cellAt(names.indexOf(name), firstRow + nth),
    total: (name, nth) => cellAt(names.indexOf(name), lastRow + 1 + nth * ROWS_A_TOTAL),
  };
  return [...listed, ...totalRows(names, totals?.(place) ?? [], lastRow + 1)];
}

/** The rows above everything on a sheet: what it is, and what it shows. */
export function titleRows(title: string, ...notes: readonly string[]): DrawnRow[] {
  return [
    { look: 'title', cells: [text(title)] },
    ...notes.map((note): DrawnRow => ({ look: 'note', cells: [text(note)] })),
  ];
}

/** A blank row. */
export const BLANK_ROW: DrawnRow = { look: 'plain', cells: [] };

/** A heading with a blank row above it. */
export function headingRows(heading: string): DrawnRow[] {
  return [BLANK_ROW, { look: 'heading', cells: [text(heading)] }];
}
