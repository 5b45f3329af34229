import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountsOf } from '../../../core/ledger/accounts.ts';
import { compareIdTexts, createIdPool, idText } from '../../../core/ledger/ids.ts';
import { drawn } from '../../amount.ts';

/** The accounts as the rule has them, by texts and sorting. */
function naiveAccounts(rows: readonly { id: string; currency: string }[]): string[] {
  const distinct = new Map(rows.map((row) => [`${row.id} ${row.currency}`, row]));
  return [...distinct.values()]
    .sort((a, b) => compareIdTexts(a.id, b.id) || (a.currency < b.currency ? -1 : 1))
    .map(({ id, currency }) => `${id} ${currency}`);
}

const CURRENCIES = ['USD', 'EUR', 'GBP', 'CHF'];
const close = fc.integer({ min: 20_000_000, max: 20_000_100 }).map(String);
const ids = {
  'close together': close,
  'far apart': fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }).map(String),
  'texts of all kinds': fc.oneof(
    close,
    fc.constantFrom('007', '07', '020000007', 'a', 'B', 'a1', '9007199254740993', 'Ω'),
    fc.string({ minLength: 1, maxLength: 3 }).map((text) => `x${text.trim()}`),
  ),
  'texts among numbers far apart': fc.constantFrom('007', '7', '0', '20000000', '07', 'a', 'B'),
};

describe.each(Object.keys(ids) as (keyof typeof ids)[])('accounts of ids %s', (kind) => {
  it.each([true, false])('are numbered by customer, then currency (currencies: %s)', (many) => {
    const row = fc.record({ id: ids[kind], currency: fc.constantFrom(...CURRENCIES) });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
        const pool = createIdPool();
        const codes = Int32Array.from(rows, ({ currency }) => CURRENCIES.indexOf(currency));
        const customer = {
          values: Float64Array.from(rows, ({ id }) => pool.ofText(id)),
          pool: pool.texts,
        };
        const { account, accounts } = accountsOf(
          customer,
          many ? { codes, pool: CURRENCIES } : null,
          rows.length,
        );
        const named = Array.from(
          accounts.customer,
          (id, a) =>
            `${idText(pool.texts, id)} ${many ? CURRENCIES[accounts.currency[a]!] : accounts.currency[a]}`,
        );
        const expected = rows.map(({ id, currency }) => ({ id, currency: many ? currency : '-1' }));
        expect(named).toEqual(naiveAccounts(expected));
        expect(accounts.count).toBe(named.length);
        expect(Array.from(account, (a) => named[a])).toEqual(
          expected.map(({ id, currency }) => `${id} ${currency}`),
        );
      }),
      drawn(500),
    );
  });
});
