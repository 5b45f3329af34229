import type { ColumnHead } from '../columns/column.ts';
import { FIRST_ROW } from '../encode/deflated-rows.ts';

/** Rows of a sheet, its header included. */
export const EXCEL_ROWS = 1_048_576;

/** A long list: as many rows below a header as there are, on as many sheets as Excel's row limit asks for. */
export interface LongList {
  readonly title: string;
  readonly columns: readonly ColumnHead[];
  readonly rows: number;
  /** Rows that are kept free below, for totals. */
  readonly foot?: number | undefined;
  /** Rows of a sheet below its header, the free ones included; only tests give others than Excel's. */
  readonly sheetRows?: number | undefined;
}

/** One of the sheets of a long list. */
export interface LongPlace {
  /** Its name: `Name`, `Name 2`, … */
  readonly sheet: string;
  /** Which one it is, from 0, of how many. */
  readonly nth: number;
  readonly of: number;
  readonly columns: readonly ColumnHead[];
  /** Rows of the list on it, the first and the last one; one that is blank where there are none. */
  readonly rows: number;
  readonly firstRow: number;
  readonly lastRow: number;
}

/** Rows of a long list that a sheet takes. */
export function rowsPerSheet({ foot = 0, sheetRows = EXCEL_ROWS - 1 }: LongList): number {
  return sheetRows - foot;
}

/** The sheets of a long list, in their order; there is at least one. */
export function longPlaces(list: LongList): readonly LongPlace[] {
  const perSheet = rowsPerSheet(list);
  const of = Math.max(1, Math.ceil(list.rows / perSheet));
  return Array.from({ length: of }, (_, nth) => {
    const rows = Math.min(perSheet, list.rows - nth * perSheet);
    return {
      sheet: nth === 0 ? list.title : `${list.title} ${nth + 1}`,
      nth,
      of,
      columns: list.columns,
      rows,
      firstRow: FIRST_ROW,
      lastRow: FIRST_ROW + Math.max(1, rows) - 1,
    };
  });
}
