import type ExcelJS from 'exceljs';
import type { Mended } from '../encode/held-text.ts';
import type { SheetLook } from '../encode/sheet-rows.ts';
import type { SheetTable } from '../package/table-part.ts';
import type { About } from './about.ts';
import type { JoinedBody } from './joined-body.ts';

/** A workbook while its sheets are made. */
export interface Workbook {
  /** All but the rows of long sheets. */
  readonly excel: ExcelJS.Workbook;
  readonly about: About;
  /** Rows that are joined to sheets, by their names. */
  readonly bodies: Map<string, JoinedBody>;
  /** Of those of lists, piece by piece, the cells whose texts it cannot hold as they are. */
  readonly mended: Mended[];
  /** The tables that sheets are, by their names. */
  readonly tables: Map<string, SheetTable>;
  /** The colours (ARGB) of grounds that joined rows stand on. */
  readonly grounds: string[];
}

/** How sheets look: the font, the formats of numbers, colours. */
export const FONT = { name: 'Calibri', size: 11, family: 2 } as const;

/** Negative amounts in parentheses and red; the others leave room for the parenthesis, so that cents stand below cents. */
export const MONEY_FORMAT = '#,##0.00_);[Red](#,##0.00)';
export const COUNT_FORMAT = '#,##0_)';
export const SHARE_FORMAT = '0.00%_)';
export const TIME_FORMAT = 'yyyy-mm-dd hh:mm:ss';
export const DAY_FORMAT = 'yyyy-mm-dd';
export const MONTH_FORMAT = 'yyyy-mm';
/** Every digit of an id, where the general format would round from the twelfth on. */
export const ID_FORMAT = '0';

/** Width in characters, number format and side of the cells of a column by what they look like. */
export interface LookStyle {
  readonly width: number;
  readonly numFmt?: string;
  readonly horizontal: 'left' | 'right';
  readonly wraps?: true;
}

/** Numbers that are added up stand on the right, what only names something on the left. */
export const LOOKS: Readonly<Record<SheetLook, LookStyle>> = {
  id: { width: 18, numFmt: ID_FORMAT, horizontal: 'left' },
  text: { width: 22, horizontal: 'left' },
  wrapped: { width: 22, horizontal: 'left', wraps: true },
  money: { width: 18, numFmt: MONEY_FORMAT, horizontal: 'right' },
  time: { width: 20, numFmt: TIME_FORMAT, horizontal: 'left' },
  count: { width: 12, numFmt: COUNT_FORMAT, horizontal: 'right' },
  day: { width: 12, numFmt: DAY_FORMAT, horizontal: 'left' },
  month: { width: 10, numFmt: MONTH_FORMAT, horizontal: 'left' },
};

export const TITLE_COLOUR = 'FF1F3864';
export const QUIET_COLOUR = 'FF595959';
export const LINK_COLOUR = 'FF0563C1';
export const TOTAL_COLOUR = 'FFF2F2F2';

/** A header of a column, on the side of what it heads; `indented` from a number that may stand to the left of it. */
export function headerStyle(
  horizontal: 'left' | 'right',
  indented: boolean,
): Partial<ExcelJS.Style> {
  return {
    font: { ...FONT, bold: true, color: { argb: 'FFFFFFFF' } },
    fill: solid(TITLE_COLOUR),
    alignment: {
      vertical: 'middle',
      horizontal,
      wrapText: true,
      ...(indented && horizontal === 'left' && { indent: 1 }),
    },
  };
}

/** A cell's ground of one colour (ARGB). */
export function solid(argb: string): ExcelJS.Fill {
  return { type: 'pattern', pattern: 'solid', fgColor: { argb } };
}
