import type { DateOrder, DecimalMark } from '../../core/contract/settings.ts';

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
