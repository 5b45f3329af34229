import { computed, money, text, textOver } from './cells.ts';
import type { Cell } from './cells.ts';
import { sideOf } from './drawn-sheet.ts';
import type { DrawnRow } from './drawn-sheet.ts';
import { cellAt } from './ranges.ts';

/** A column of a list that is drawn, a cell for each item. */
export interface DrawnColumn<Item> {
  readonly name: string;
  readonly is: NonNullable<Cell>['is'];
  /** So many columns of the sheet to the right belong to its cells; only of texts, in a list's last column. */
  readonly over?: number;
  readonly cell: (item: Item, at: RowPlace) => Cell;
}

/** Where a row stands, for the formulas in it. */
export interface RowPlace {
  readonly row: number;
  /** The cell of the row in a column, by the column's name. */
  readonly cell: (name: string) => string;
  /** The cell above it. */
  readonly above: (name: string) => string;
}

/** Below a list: what a column adds up to, beside the program's own figure. */
export interface Total {
  /** `Total`, `Total EUR`. */
  readonly label: string;
  /** By the column's name. */
  readonly sums: Readonly<Record<string, { readonly formula: string; readonly figure: Cell }>>;
}

/** Rows that each total takes: by formula, as computed, and their difference. */
export const ROWS_A_TOTAL = 3;

/** A list from a row on: its header, its items, and what is told of them below. */
export function listRows<Item>(
  columns: readonly DrawnColumn<Item>[],
  items: readonly Item[],
  headerRow: number,
  groundOf: (item: Item) => string | undefined = () => undefined,
): DrawnRow[] {
  const names = columns.map(({ name }) => name);
  return [
    header(columns),
    ...items.map((item, i): DrawnRow => {
      const row = headerRow + 1 + i;
      const at: RowPlace = {
        row,
        cell: (name) => cellAt(names.indexOf(name), row),
        above: (name) => cellAt(names.indexOf(name), row - 1),
      };
      return {
        look: 'plain',
        cells: columns.map(({ cell }) => cell(item, at)),
        ground: groundOf(item),
      };
    }),
  ];
}

function header<Item>(columns: readonly DrawnColumn<Item>[]): DrawnRow {
  return {
    look: 'header',
    cells: columns.map(({ name, over = 0 }) => textOver(name, over)),
    sides: columns.map(({ is }) => sideOf(is)),
  };
}

/**
 * The rows of totals from a row on, below columns of these names: each by formula, as the program has computed it,
 * and what the two differ by.
 */
export function totalRows(
  names: readonly string[],
  totals: readonly Total[],
  firstRow: number,
): DrawnRow[] {
  return totals.flatMap(({ label, sums }, t) => {
    const row = firstRow + t * ROWS_A_TOTAL;
    const line = (words: string, cellOf: (sum: Total['sums'][string], column: number) => Cell) =>
      names.map((name, c) =>
        c === 0 ? text(words) : (sums[name] && cellOf(sums[name], c)) || null,
      );
    return [
      { look: 'total', cells: line(label, ({ formula, figure }) => computed(formula, figure)) },
      { look: 'check', cells: line('Program’s figure', ({ figure }) => figure) },
      {
        look: 'check',
        cells: line('Difference', ({ figure }, c) =>
          computed(difference(cellAt(c, row), cellAt(c, row + 1)), nothing(figure)),
        ),
      },
    ] satisfies DrawnRow[];
  });
}

/** What two cells differ by, to the cent: sums of decimals in a spreadsheet are off by less. */
export function difference(a: string, b: string): string {
  return `ROUND(${a}-${b},2)`;
}

/** Zero, told as a cell is. */
export function nothing(cell: Cell): Cell {
  return cell?.is === 'text' || cell === null ? money(0) : { is: cell.is, value: 0 };
}
