import type ExcelJS from 'exceljs';
import type { SheetLook } from '../encode/sheet-rows.ts';
import type { JoinedBody } from './joined-body.ts';

/** A workbook while its sheets are made. */
export interface Workbook {
  /** All but the rows of long sheets. */
  readonly excel: ExcelJS.Workbook;
  /** Rows that are joined to sheets, by their names. */
  readonly bodies: Map<string, JoinedBody>;
  /** The colours (ARGB) of grounds that joined rows stand on. */
  readonly grounds: string[];
}

/** How sheets look: the format of numbers by kind, the header's colours, the page. */
export const MONEY_FORMAT = '#,##0.00;[Red](#,##0.00)';
export const COUNT_FORMAT = '#,##0';
const TIME_FORMAT = 'yyyy-mm-dd hh:mm:ss';

/** Width in characters, and number format, of a column by what its cells look like. */
export const LOOKS: Readonly<Record<SheetLook, { width: number; numFmt?: string }>> = {
  id: { width: 16 },
  text: { width: 22 },
  money: { width: 16, numFmt: MONEY_FORMAT },
  time: { width: 20, numFmt: TIME_FORMAT },
  count: { width: 10 },
  day: { width: 12, numFmt: 'yyyy-mm-dd' },
  month: { width: 10, numFmt: 'yyyy-mm' },
};

export const TITLE_COLOUR = 'FF1F3864';
export const HEADER: Partial<ExcelJS.Style> = {
  font: { bold: true, color: { argb: 'FFFFFFFF' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: TITLE_COLOUR } },
  alignment: { vertical: 'middle' },
};

/** A sheet whose first rows stay, and which is printed one page wide. */
export function sheetOptions(frozenRows = 1): Partial<ExcelJS.AddWorksheetOptions> {
  return {
    views: [{ state: 'frozen', ySplit: frozenRows }],
    pageSetup: {
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:1',
    },
  };
}
