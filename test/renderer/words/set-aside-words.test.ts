import { expect, it } from 'vitest';
import { DEFAULT_APP_SETTINGS } from '../../../core/contract/api/settings.ts';
import { formatOf } from '../../../renderer/format/format.ts';
import { setAsideWords } from '../../../renderer/words/set-aside-words.ts';

const sum = (currency: string, rows: number, cents: number, unreadable = 0) => ({
  currency,
  rows,
  cents,
  unreadable,
});

it.each([
  [[], undefined],
  [[sum('', 2, 1200)], 'worth 12.00'],
  [[sum('', 1, 0, 1)], '1 row of unknown amount'],
  [[sum('', 3, 0, 3)], '3 rows of unknown amount'],
  [
    [sum('EUR', 2, 500, 1), sum('USD', 1, 700)],
    'worth 5.00 EUR, 7.00 USD, and 1 row of unknown amount',
  ],
  [[sum('', 1, 800), sum('USD', 1, 700)], 'worth 8.00 of unknown currency, 7.00 USD'],
])('rows set aside %j are %s', (sums, words) => {
  expect(setAsideWords(sums, formatOf(DEFAULT_APP_SETTINGS))).toBe(words);
});
