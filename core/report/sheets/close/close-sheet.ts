import type { CloseView } from '../../../contract/close/close-view.ts';
import { money, text } from '../../drawn/cells.ts';
import { drawnList, headingRows, titleRows } from '../../drawn/drawn-list.ts';
import type { DrawnList, ListPlace } from '../../drawn/drawn-list.ts';
import type { DrawnRow, DrawnSheet } from '../../drawn/drawn-sheet.ts';
import { ROWS_A_TOTAL } from '../../drawn/list-rows.ts';
import type { DrawnColumn, Total } from '../../drawn/list-rows.ts';
import { sumOf } from '../../drawn/ranges.ts';
import { columnLetters } from '../../encode/sheet-rows.ts';
import type { ReportInput } from '../../figures/report-input.ts';
import type { Sheet } from '../long/sheet.ts';
import { shortSheet } from '../short-sheet.ts';

/** A list on a sheet of the close, under a heading. */
export interface CloseList<Item> extends DrawnList<Item> {
  readonly heading: string;
  /** How many totals stand below it; none where absent. */
  readonly totalCount?: number;
}

/** Declares a sheet of the close: only a workbook that is written again, of a period that is being closed, has it. */
export function closeSheet(declared: {
  readonly title: string;
  readonly shows: string;
  /** Whether there is something to show of it. */
  readonly when?: (close: CloseView) => boolean;
  readonly draw: (close: CloseView, title: readonly DrawnRow[]) => Omit<DrawnSheet, 'title'>;
}): Sheet {
  const { title, shows, when = () => true, draw } = declared;
  const closeOf = (report: ReportInput): CloseView | null => report.afterwards?.close ?? null;
  return shortSheet({
    title,
    shows,
    when: (report) => {
      const close = closeOf(report);
      return close !== null && when(close);
    },
    draw: (report) => draw(closeOf(report)!, titleRows(title, shows)),
  });
}

/** A list that is to be drawn below what stands on a sheet already, and where its items will stand. */
export interface PlacedList {
  readonly place: Pick<ListPlace, 'range'>;
  readonly draw: () => DrawnRow[];
  /** The row of its nth total, from 0. */
  readonly totalRow: (nth: number) => number;
  /** The first row below it. */
  readonly next: number;
}

/** The first row below a heading and its list from a row on, its totals included. */
export function rowBelow<Item>(
  { heading, items, totalCount = 0 }: Pick<CloseList<Item>, 'heading' | 'items' | 'totalCount'>,
  firstRow: number,
): number {
  const itemRows = Math.max(1, items.length);
  return firstRow + headingRows(heading).length + 1 + itemRows + totalCount * ROWS_A_TOTAL;
}

/** Heading and list from a row on; `place` is known before anything is drawn, for formulas above it. */
export function placedList<Item>(list: CloseList<Item>, firstRow: number): PlacedList {
  const headerRow = firstRow + headingRows(list.heading).length;
  const names = list.columns.map(({ name }) => name);
  const rows = Math.max(1, list.items.length);
  return {
    place: listPlace(names, headerRow, rows),
    draw: () => [...headingRows(list.heading), ...drawnList(list, headerRow)],
    totalRow: (nth) => headerRow + 1 + rows + nth * ROWS_A_TOTAL,
    next: rowBelow(list, firstRow),
  };
}

function listPlace(
  names: readonly string[],
  headerRow: number,
  rows: number,
): Pick<ListPlace, 'range'> {
  return {
    range: (name) => {
      const letter = columnLetters(names.indexOf(name));
      return [`$${letter}$${headerRow + 1}:$${letter}$${headerRow + rows}`];
    },
  };
}

/** A column of texts that a list has where one of its items says something there. */
export function optionalText<Item>(
  name: string,
  items: readonly Item[],
  of: (item: Item) => string,
): readonly DrawnColumn<Item>[] {
  return items.some((item) => of(item) !== '')
    ? [{ name, is: 'text', cell: (item) => text(of(item)) }]
    : [];
}

/** The currencies of some items, in the order of their codes. */
export function currenciesOf(items: readonly { readonly currency: string }[]): readonly string[] {
  return [...new Set(items.map(({ currency }) => currency))].sort();
}

/** What columns add up to, by currency. */
export function totalsByCurrency<Item extends { readonly currency: string }>(
  items: readonly Item[],
  place: ListPlace,
  sums: Readonly<Record<string, (item: Item) => number>>,
): readonly Total[] {
  const currencies = currenciesOf(items);
  return currencies.map((currency) => {
    const where = currencies.length > 1 ? [{ of: place.range('Currency'), is: currency }] : [];
    const own = items.filter((item) => item.currency === currency);
    return {
      label: `Total ${currency}`.trim(),
      sums: Object.fromEntries(
        Object.entries(sums).map(([name, centsOf]) => [
          name,
          {
            formula: sumOf(place.range(name), where),
            figure: money(own.reduce((sum, item) => sum + centsOf(item), 0)),
          },
        ]),
      ),
    };
  });
}
