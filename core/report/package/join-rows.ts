import { columnLetters } from '../encode/sheet-rows.ts';

/** The part of a sheet around the rows that are joined to it. */
export interface SheetAround {
  readonly before: string;
  readonly after: string;
}

const DIMENSION = /<dimension ref="[^"]*"\/>/;
const ROW = /<row r="(\d+)"/g;

/**
 * A sheet as exceljs writes it, parted where the rows from 2 up to `lastRow` are to be joined: what it has there
 * itself goes, the header stays before, and what stands below stays behind.
 */
export function around(sheet: string, columns: number, lastRow: number): SheetAround {
  const rows = [...sheet.matchAll(ROW)].map((found) => ({
    at: found.index,
    row: Number(found[1]),
  }));
  const data = sheet.indexOf('</sheetData>');
  const begin = rows.find(({ row }) => row > 1)?.at ?? data;
  const end = rows.find(({ row }) => row > lastRow)?.at ?? data;
  const last = Math.max(lastRow, rows.at(-1)?.row ?? 0);
  const dimension = `<dimension ref="A1:${columnLetters(columns - 1)}${last}"/>`;
  return {
    before: sheet.slice(0, begin).replace(DIMENSION, dimension),
    after: sheet.slice(end),
  };
}
