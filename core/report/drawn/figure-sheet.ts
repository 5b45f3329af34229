import type { Workbook } from '../xlsx/sheet-style.ts';
import { count, money, text } from './cells.ts';
import type { Cell } from './cells.ts';
import { drawSheet } from './drawn-sheet.ts';
import type { DrawnRow } from './drawn-sheet.ts';

/** A heading and the labelled figures below it; one without figures is left out. */
export type Section = readonly [string, readonly Figure[]];
export interface Figure {
  readonly label: string;
  /** A text, a number of something, or an amount in cents. */
  readonly value: string | { readonly count: number } | { readonly cents: number };
}

/** Adds a sheet of labelled figures under headings, with a title. */
export function addFigureSheet(
  workbook: Workbook,
  name: string,
  title: string,
  sections: readonly Section[],
): void {
  const rows = sections
    .filter(([, figures]) => figures.length > 0)
    .flatMap(([heading, figures]): DrawnRow[] => [
      { look: 'plain', cells: [] },
      { look: 'header', cells: [text(heading), null], sides: ['left', 'left'] },
      ...figures.map(({ label, value }): DrawnRow => ({
        look: 'plain',
        cells: [text(label), cellOf(value)],
      })),
    ]);
  drawSheet(workbook, {
    title: name,
    rows: [{ look: 'title', cells: [text(title)] }, ...rows],
    frozen: 1,
    page: { titleRows: 1, orientation: 'portrait' },
  });
}

function cellOf(value: Figure['value']): Cell {
  if (typeof value === 'string') return text(value);
  return 'count' in value ? count(value.count) : money(value.cents);
}
