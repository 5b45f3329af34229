import { sheetText } from './sheet-text.ts';
import type { SheetText } from './sheet-text.ts';
import { COUNT_FORMAT, HEADER, MONEY_FORMAT, sheetOptions, TITLE_COLOUR } from './sheet-style.ts';
import type { Workbook } from './sheet-style.ts';

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
  const sheet = workbook.excel.addWorksheet(name, sheetOptions(2));
  sheet.columns = [{ width: 34 }, { width: 42 }];
  const head = sheet.addRow([sheetText(title)]);
  head.font = { bold: true, size: 16, color: { argb: TITLE_COLOUR } };
  sheet.addRow([]);
  for (const [heading, figures] of sections) {
    if (figures.length === 0) continue;
    const row = sheet.addRow([heading, '']);
    row.eachCell((cell) => Object.assign(cell, { style: HEADER }));
    for (const { label, value } of figures) {
      const line = sheet.addRow([label, cellOf(value)]);
      const cell = line.getCell(2);
      cell.alignment = { horizontal: 'right' };
      if (typeof value !== 'string') cell.numFmt = 'count' in value ? COUNT_FORMAT : MONEY_FORMAT;
    }
    sheet.addRow([]);
  }
}

function cellOf(value: Figure['value']): SheetText | number {
  if (typeof value === 'string') return sheetText(value);
  return 'count' in value ? value.count : value.cents / 100;
}
