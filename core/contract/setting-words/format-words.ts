import type { DateOrder, DecimalMark, SheetChoice, ThousandsMark } from '../settings.ts';

// For the sides that reach the program through the contract alone.
export { DATE_ORDER_WORDS } from '../../formats/date-order.ts';
export { DECIMAL_MARK_WORDS } from '../../formats/decimal-mark.ts';

/** How dates in the file are written, to be chosen; blank: as its columns show. */
export const DATES_WORDS: Readonly<Record<DateOrder | '', string>> = {
  '': 'Detect from the column',
  dmy: 'Day first (31/12/2026)',
  mdy: 'Month first (12/31/2026)',
  ymd: 'Year first (2026-12-31)',
};

/** How amounts in the file are written, to be chosen; blank: as the column shows. */
export const DECIMALS_WORDS: Readonly<Record<DecimalMark | '', string>> = {
  '': 'Detect from the column',
  comma: 'Decimal comma (1.234,50)',
  point: 'Decimal point (1,234.50)',
};

/** How dates are written, in a few words. */
export const DATE_ORDER_SHORT: Readonly<Record<DateOrder, string>> = {
  dmy: 'Day first',
  mdy: 'Month first',
  ymd: 'Year first',
};

export const DECIMAL_MARK_SHORT: Readonly<Record<DecimalMark, string>> = {
  comma: 'Decimal comma',
  point: 'Decimal point',
};

/** Which sheet of a workbook is which, in a line; empty where nothing was said. */
export function sheetsText(sheets: SheetChoice = {}): string {
  return Object.entries(ROLE_WORDS)
    .flatMap(([role, words]) => {
      const name = sheets[role as keyof SheetChoice];
      return name === undefined ? [] : [`${words}: ${name ?? 'none'}`];
    })
    .join(', ');
}

const ROLE_WORDS: Readonly<Record<keyof SheetChoice, string>> = {
  ledger: 'ledger',
  sales: 'Sales',
  customers: 'Customers',
};

/** What groups thousands, behind the mark before the cents. */
export const THOUSANDS_WORDS: Readonly<Record<ThousandsMark, string>> = {
  comma: 'commas between thousands',
  point: 'points between thousands',
  space: 'spaces between thousands',
  apostrophe: 'apostrophes between thousands',
};
