import type ExcelJS from 'exceljs';
import type { ColumnHead } from '../columns/column.ts';
import { neutralText } from '../../contract/spreadsheet/neutral-text.ts';
import { lookOf } from '../encode/sheet-rows.ts';
import { tableHeaders, tableName } from '../package/table-part.ts';
import type { LongPlace } from './long-places.ts';
import { sheetText } from './sheet-text.ts';
import { setUpPage } from './print-setup.ts';
import { headerStyle, LOOKS } from './sheet-style.ts';
import type { Workbook } from './sheet-style.ts';

/** The widest column of Excel, in characters. */
const MOST_WIDTH = 255;

const FIRST_TABLE = 1001;

/** How a sheet of a long list looks besides its rows: called when its header is there. */
export type Dress = (sheet: ExcelJS.Worksheet, place: LongPlace) => void;

/** Adds a sheet of a long list, to which its rows are joined: the header, frozen, of a table of its own. */
export function addTemplateSheet(workbook: Workbook, place: LongPlace, dress?: Dress): void {
  const sheet = workbook.excel.addWorksheet(place.sheet, {
    views: [{ state: 'frozen', ySplit: 1 }],
  });
  sheet.columns = place.columns.map((column) => ({ width: widthOf(column) }));
  const header = sheet.getRow(1);
  const headers = tableHeaders(place.columns.map(({ name }) => name));
  place.columns.forEach((column, c) => {
    const cell = header.getCell(c + 1);
    cell.value = sheetText(headers[c]!) as ExcelJS.CellValue;
    cell.style = headerStyle(LOOKS[lookOf(column)].horizontal, true);
  });
  workbook.tables.set(place.sheet, {
    // Behind those that exceljs numbers itself.
    id: FIRST_TABLE + workbook.tables.size,
    name: tableName(place.sheet),
    columns: headers.map(neutralText),
    lastRow: place.lastRow,
  });
  setUpPage(sheet, workbook.about, { titleRows: 1 });
  dress?.(sheet, place);
}

function widthOf(column: ColumnHead): number {
  const { name, width } = column;
  return Math.min(MOST_WIDTH, width ?? Math.max(LOOKS[lookOf(column)].width, name.length + 4));
}
