import type ExcelJS from 'exceljs';
import type { ColumnHead } from '../columns/column.ts';
import { lookOf } from '../encode/sheet-rows.ts';
import type { LongPlace } from './long-places.ts';
import { sheetText } from './sheet-text.ts';
import { setUpPage } from './print-setup.ts';
import { headerStyle, LOOKS } from './sheet-style.ts';
import type { Workbook } from './sheet-style.ts';

/** The widest column of Excel, in characters. */
const MOST_WIDTH = 255;

/** How a sheet of a long list looks besides its rows: called when its header is there. */
export type Dress = (sheet: ExcelJS.Worksheet, place: LongPlace) => void;

/** Adds a sheet of a long list, to which its rows are joined: the header, frozen, with a filter. */
export function addTemplateSheet(workbook: Workbook, place: LongPlace, dress?: Dress): void {
  const sheet = workbook.excel.addWorksheet(place.sheet, {
    views: [{ state: 'frozen', ySplit: 1 }],
  });
  sheet.columns = place.columns.map((column) => ({ width: widthOf(column) }));
  const header = sheet.getRow(1);
  place.columns.forEach((column, c) => {
    const cell = header.getCell(c + 1);
    cell.value = sheetText(column.name) as ExcelJS.CellValue;
    cell.style = headerStyle(LOOKS[lookOf(column)].horizontal, true);
  });
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: place.columns.length } };
  setUpPage(sheet, workbook.about, { titleRows: 1 });
  dress?.(sheet, place);
}

function widthOf(column: ColumnHead): number {
  const { name, width } = column;
  return Math.min(MOST_WIDTH, width ?? Math.max(LOOKS[lookOf(column)].width, name.length + 4));
}
