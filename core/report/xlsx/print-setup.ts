import type ExcelJS from 'exceljs';
import type { About } from './about.ts';
import { FONT } from './sheet-style.ts';

/** How a sheet is printed. */
export interface PageLook {
  /** Its first rows that stand on every page; 0 for none. */
  readonly titleRows: number;
  readonly orientation?: 'portrait' | 'landscape';
  /** Where one page is too narrow: how many it takes side by side, and the first columns, which stand on each. */
  readonly wide?: { readonly pages: number; readonly titleColumns: string };
}

/** Of a part of a header: Excel takes 255 characters for its three parts, their fonts included. */
const MOST_LETTERS = 50;

/**
 * Sets a sheet up for print: A4, one page wide unless it says more, its titles repeated, whose figures and of which run above, the page and
 * of how many below.
 */
export function setUpPage(
  sheet: ExcelJS.Worksheet,
  about: About,
  { titleRows, orientation = 'landscape', wide }: PageLook,
): void {
  sheet.pageSetup = {
    ...sheet.pageSetup,
    // A4, by its number in Excel.
    paperSize: 9,
    orientation,
    fitToPage: true,
    fitToWidth: wide?.pages ?? 1,
    fitToHeight: 0,
    horizontalCentered: false,
    margins: { left: 0.4, right: 0.4, top: 0.75, bottom: 0.6, header: 0.3, footer: 0.3 },
    ...(titleRows > 0 && { printTitlesRow: `1:${titleRows}` }),
    ...(wide && { printTitlesColumn: wide.titleColumns }),
  };
  // The blank keeps the size from running into a text that begins with a digit.
  const font = `&"${FONT.name},Regular"&9 `;
  const words = ([left, centre, right]: readonly [string, string, string]): string =>
    `&L${font}${left}&C${font}${centre}&R${font}${right}`;
  sheet.headerFooter = {
    oddHeader: words([printed(about.entity), printed(about.period), printed(about.run)]),
    oddFooter: words([printed(about.title), '&A', 'Page &P of &N']),
  };
}

/** A text as headers and footers take it, where & begins a command. */
function printed(text: string): string {
  const line = text.replaceAll(/\p{Cc}+/gu, ' ');
  const short = line.length > MOST_LETTERS ? `${line.slice(0, MOST_LETTERS - 1)}…` : line;
  return short.replaceAll('&', '&&');
}
