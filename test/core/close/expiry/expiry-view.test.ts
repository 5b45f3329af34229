import { expect, it } from 'vitest';
import { expiryView } from '../../../../core/close/expiry/expiry-view.ts';
import type { ExpiryException } from '../../../../core/contract/close/expiry.ts';

const exception = (
  place: number,
  cents: number,
  code: ExpiryException['code'] = 'lot.past-expiry',
  currency = 'EUR',
): ExpiryException => ({
  ...{ code, currency, cents },
  ...{ key: String(place), customer: '7', ids: [], rows: [], createdAt: 0, message: '' },
});

it('sums are those of all exceptions, by kind and currency; the largest are listed in the order of the ledger', () => {
  const many = Array.from({ length: 1500 }, (_, place) => exception(place, (place % 500) + 1));
  const { sums, listed } = expiryView(
    [
      ...many,
      exception(1500, 7, 'lot.spent-after-expiry'),
      exception(1501, 9, 'lot.past-expiry', 'USD'),
    ],
    [],
  );
  expect(sums).toEqual([
    { code: 'lot.past-expiry', currency: 'EUR', count: 1500, cents: 3 * 125_250 },
    { code: 'lot.past-expiry', currency: 'USD', count: 1, cents: 9 },
    { code: 'lot.spent-after-expiry', currency: 'EUR', count: 1, cents: 7 },
  ]);
  expect(listed).toHaveLength(1000);
  expect(Math.min(...listed.map(({ cents }) => cents!))).toBe(167);
  const places = listed.map(({ key }) => Number(key));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

it('what the rows would book is told by currency, unsigned', () => {
  const row = { id: 'EXP-1', customer: '7', reason: '', createdAt: 0 };
  const rows = [
    { ...row, currency: 'USD', cents: -250 },
    { ...row, currency: 'EUR', cents: -100 },
    { ...row, currency: 'EUR', cents: -50 },
  ];
  expect(expiryView([], rows).rows).toEqual([
    { currency: 'EUR', count: 2, cents: 150 },
    { currency: 'USD', count: 1, cents: 250 },
  ]);
});
