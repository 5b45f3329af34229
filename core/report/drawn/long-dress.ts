import type ExcelJS from 'exceljs';
import type { LongPlace } from '../xlsx/long-places.ts';
import { drawRows } from './drawn-sheet.ts';
import { totalRows } from './list-rows.ts';
import type { Total } from './list-rows.ts';
import { columnLetters } from '../encode/sheet-rows.ts';

/** Draws totals below the last row of a long list; nothing on those of its sheets that another one goes on from. */
export function drawTotalsBelow(
  sheet: ExcelJS.Worksheet,
  place: LongPlace,
  totals: readonly Total[],
): void {
  if (place.nth < place.of - 1) return;
  const names = place.columns.map(({ name }) => name);
  const rows = totalRows(names, totals, place.lastRow + 1);
  drawRows(
    sheet,
    place.lastRow + 1,
    rows.map((row) => ({ ...row, indented: true })),
  );
}

/**
 * Colours the rows whose text in a column is one of these: by a rule of the sheet, so that they stay what they are when
 * somebody sorts, filters or changes them. Colours are ARGB.
 */
export function colourRows(
  sheet: ExcelJS.Worksheet,
  { columns, firstRow, lastRow }: LongPlace,
  column: string,
  colours: Readonly<Record<string, string>>,
): void {
  const letter = columnLetters(columns.findIndex(({ name }) => name === column));
  const last = columnLetters(columns.length - 1);
  sheet.addConditionalFormatting({
    ref: `A${firstRow}:${last}${lastRow}`,
    rules: Object.entries(colours).map(([text, argb], priority) => ({
      type: 'expression',
      priority: priority + 1,
      formulae: [`$${letter}${firstRow}="${text}"`],
      style: { fill: { type: 'pattern', pattern: 'solid', bgColor: { argb } } },
    })),
  });
}
