import { text } from '../drawn/cells.ts';
import { BLANK_ROW, drawnList, titleRows } from '../drawn/drawn-list.ts';
import type { DrawnList, ListPlace } from '../drawn/drawn-list.ts';
import { drawSheet } from '../drawn/drawn-sheet.ts';
import type { DrawnSheet } from '../drawn/drawn-sheet.ts';
import type { DrawnColumn, Total } from '../drawn/list-rows.ts';
import type { ReportInput } from '../figures/report-input.ts';
import type { Report } from '../outputs/output.ts';
import type { Workbook } from '../xlsx/sheet-style.ts';
import type { Sheet } from './long/sheet.ts';

/** Declares a sheet of some rows, which nobody has to wait for. */
export function shortSheet(declared: {
  readonly title: string;
  readonly shows: string;
  readonly when?: Sheet['when'];
  readonly draw: (report: Report, workbook: Workbook) => Omit<DrawnSheet, 'title'>;
}): Sheet {
  const { title, shows, when, draw } = declared;
  return {
    title,
    shows,
    when,
    parts: () => [],
    add: (workbook, report) => {
      drawSheet(workbook, { title, ...draw(report, workbook) });
      return Promise.resolve();
    },
  };
}

/** The title, what is to be known of it, and a blank row stand above the header of a list. */
const HEADER_ROW = 4;

/** Declares a sheet of one list. */
export function listSheet<Item>(declared: {
  readonly title: string;
  /** What it shows, in a line: for the contents, and below its title. */
  readonly shows: string;
  readonly when?: Sheet['when'];
  readonly items: (report: Report) => readonly Item[];
  readonly columns: (report: Report) => DrawnList<Item>['columns'];
  readonly totals?: (report: Report, place: ListPlace, items: readonly Item[]) => readonly Total[];
}): Sheet {
  const { title, shows, when, totals } = declared;
  return shortSheet({
    title,
    shows,
    when,
    draw: (report) => {
      const items = declared.items(report);
      const columns = declared.columns(report);
      const list = {
        columns,
        items,
        ...(totals && { totals: (place: ListPlace) => totals(report, place, items) }),
      };
      return {
        rows: [...titleRows(title, shows), BLANK_ROW, ...drawnList(list, HEADER_ROW)],
        frozen: HEADER_ROW,
        page: { titleRows: HEADER_ROW },
        filter: {
          header: HEADER_ROW,
          last: HEADER_ROW + Math.max(1, items.length),
          columns: columns.length,
        },
      };
    },
  });
}

/** The column that lists have where the source has one; `none` stands where a row names no currency. */
export function currencyColumn<Item extends { readonly currency: string }>(
  { source }: ReportInput,
  none = '',
): readonly DrawnColumn<Item>[] {
  return source.ledger.currency
    ? [{ name: 'Currency', is: 'text', cell: ({ currency }) => text(currency || none) }]
    : [];
}
