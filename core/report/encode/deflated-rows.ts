import type { Table } from '../columns/column.ts';
import type { Mended } from './held-text.ts';
import { deflater } from './deflated.ts';
import type { Deflater, Stretch } from './deflated.ts';
import { mendedCells, sheetCells, writeSheetRow } from './sheet-rows.ts';
import type { SheetCells } from './sheet-rows.ts';

/** Rows that stand one below the other on one sheet. */
export interface SheetStretch extends Stretch {
  /** Which of the sheets that the rows go on over, from 0. */
  readonly sheet: number;
  readonly rows: number;
}

/** Where rows stand on the sheets that they go on over. */
export interface SheetPlace {
  /** Rows that come before. */
  readonly before: number;
  /** Rows that a sheet takes. */
  readonly perSheet: number;
}

/** The first row below the header. */
export const FIRST_ROW = 2;

/** The ground of a row: 0 for none, else its number among `count`. */
export interface Grounds {
  readonly count: number;
  readonly of: (row: number) => number;
}

export interface EncodedSheetRows {
  /** Those of the stretches, one behind the other. */
  readonly bytes: Uint8Array;
  readonly stretches: readonly SheetStretch[];
  readonly mended: Mended;
}

/** A table as rows of as many sheets as they need, deflated. */
export function deflatedRows(
  { columns, rows }: Table,
  { before, perSheet }: SheetPlace,
  grounds?: Grounds,
): EncodedSheetRows {
  const cells = sheetCells(columns, 1 + (grounds?.count ?? 0));
  const into = deflater();
  const stretches: SheetStretch[] = [];
  for (let row = 0; row < rows;) {
    const sheet = Math.floor((before + row) / perSheet);
    const end = Math.min(rows, (sheet + 1) * perSheet - before);
    const number = FIRST_ROW + before - sheet * perSheet;
    writeRows(into, cells, row, end, number, grounds);
    stretches.push({ sheet, rows: end - row, ...into.stretch() });
    row = end;
  }
  return { bytes: into.taken(), stretches, mended: mendedCells(cells, rows) };
}

/** Rows from one up to another; `number` is that of row 0 of the table. */
function writeRows(
  into: Deflater,
  cells: SheetCells,
  from: number,
  end: number,
  number: number,
  grounds: Grounds | undefined,
): void {
  let room = into.room(cells.most);
  let at = 0;
  for (let row = from; row < end; row++) {
    if (room.length - at < cells.most) {
      into.write(room.subarray(0, at));
      room = into.room(cells.most);
      at = 0;
    }
    at = writeSheetRow(room, at, cells, row, number + row, grounds?.of(row) ?? 0);
  }
  into.write(room.subarray(0, at));
}
