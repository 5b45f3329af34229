import type ExcelJS from 'exceljs';
import type { ColumnHead } from '../columns/column.ts';
import { neutralText } from '../../contract/spreadsheet/neutral-text.ts';
import { linesIn } from '../columns/lines.ts';
import { LINE_POINTS, lookOf } from '../encode/sheet-rows.ts';
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
  const lines = place.columns.map((column) => linesIn(column.name, widthOf(column)));
  if (Math.max(...lines) > 1) header.height = Math.max(...lines) * LINE_POINTS;
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

/** A longer text is cut by the next one; a whole sheet would be too small to be read, printed one page wide. */
const MOST_FITTED = 60;
/** Air on both sides. */
const AIR = 3;
/** … and the arrow of the filter. */
const HEADER_AIR = 4;

/** As wide as what stands in it. */
function widthOf(column: ColumnHead): number {
  const { name, width, widest } = column;
  if (width !== undefined) return width;
  const values = widest ? Math.min(MOST_FITTED, widest() + AIR) : LOOKS[lookOf(column)].width;
  return Math.min(MOST_WIDTH, Math.max(values, name.length + HEADER_AIR));
}
