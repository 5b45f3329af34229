import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareCustomers } from '../../../../core/close/tie-out/customers.ts';
import { closingBalances, customerBalances } from '../../../../core/close/tie-out/sub-ledger.ts';
import { isTiedOut, tieOut } from '../../../../core/close/tie-out/tie-out.ts';
import { reconcilingItemSchema } from '../../../../core/contract/close/tie-out.ts';
import type { ReconcilingItem } from '../../../../core/contract/close/tie-out.ts';
import { drawn } from '../../../amount.ts';
import { closeLedgerOf, closeLedgers, customerGroupsOf, LAST_DAY } from '../close-fixture.ts';

const ACCOUNT = '2150';
const PERIOD = { asOf: LAST_DAY, periodStart: '2026-03-01' };
const accounts = [{ account: ACCOUNT, thresholdCents: 0 }];

function item(given: Partial<ReconcilingItem>): ReconcilingItem {
  return reconcilingItemSchema.parse({
    id: '1',
    kind: 'timing',
    account: ACCOUNT,
    currency: 'USD',
    company: '',
    cents: 1250,
    reference: '',
    explanation: 'Posted on 1 April.',
    openedOn: LAST_DAY,
    expectedBy: null,
    clearedOn: null,
    exception: null,
    attachment: null,
    ...given,
  });
}

describe('a tie-out', () => {
  const usd = { account: ACCOUNT, currency: 'USD', company: '' };
  const balances = { gl: [{ ...usd, cents: 11_250 }], subLedger: [{ ...usd, cents: 10_000 }] };

  it('is off by what no item explains, to the cent', () => {
    const [open] = tieOut({ ...PERIOD, accounts, ...balances, items: [] });
    expect(open).toMatchObject({ difference: 1250, unexplained: 1250, isTied: false });
    const [cent] = tieOut({ ...PERIOD, accounts, ...balances, items: [item({ cents: 1249 })] });
    expect(cent).toMatchObject({ explained: 1249, unexplained: 1, isTied: false });
    const lines = tieOut({ ...PERIOD, accounts, ...balances, items: [item({})] });
    expect(lines).toMatchObject([{ unexplained: 0, isTied: true }]);
    expect(isTiedOut(lines)).toBe(true);
  });

  it('takes what stays below the threshold of the account', () => {
    const within = [{ account: ACCOUNT, thresholdCents: 1250 }];
    const below = [{ account: ACCOUNT, thresholdCents: 1249 }];
    expect(isTiedOut(tieOut({ ...PERIOD, accounts: within, ...balances, items: [] }))).toBe(true);
    expect(isTiedOut(tieOut({ ...PERIOD, accounts: below, ...balances, items: [] }))).toBe(false);
  });

  it('is none without a balance of the general ledger', () => {
    const lines = tieOut({ ...PERIOD, accounts, ...balances, gl: [], items: [item({})] });
    expect(lines).toMatchObject([{ gl: null, difference: null, unexplained: null, isTied: false }]);
    expect(isTiedOut([])).toBe(false);
  });

  it('carries open items forward with their age, and leaves cleared ones out', () => {
    const [line] = tieOut({
      ...PERIOD,
      accounts,
      ...balances,
      items: [
        item({ id: 'b', openedOn: '2026-02-28', expectedBy: '2026-03-30' }),
        item({ id: 'a', openedOn: '2026-03-31' }),
        item({ id: 'cleared', openedOn: '2026-02-28', clearedOn: LAST_DAY }),
        item({ id: 'cleared later', openedOn: '2026-02-28', clearedOn: '2026-04-01' }),
        item({ id: 'of a later period', openedOn: '2026-04-30' }),
      ],
    });
    expect(line!.items).toMatchObject([
      { id: 'b', ageDays: 31, isCarriedForward: true, isOverdue: true },
      { id: 'cleared later', ageDays: 31, isCarriedForward: true, isOverdue: false },
      { id: 'a', ageDays: 0, isCarriedForward: false, isOverdue: false },
    ]);
  });

  it('is by company only where the general ledger tells companies', () => {
    const subLedger = [
      { ...usd, company: 'North', cents: 7000 },
      { ...usd, company: 'South', cents: 3000 },
    ];
    const whole = tieOut({ ...PERIOD, accounts, gl: balances.gl, subLedger, items: [] });
    expect(whole).toMatchObject([{ company: '', subLedger: 10_000, difference: 1250 }]);
    const gl = [
      { ...usd, company: 'North', cents: 7000 },
      { ...usd, company: 'South', cents: 3001 },
    ];
    const lines = tieOut({ ...PERIOD, accounts, gl, subLedger, items: [] });
    expect(lines.map(({ company, difference }) => [company, difference])).toEqual([
      ['North', 0],
      ['South', 1],
    ]);
  });

  it('takes a balance in the only currency that there is for one in the ledger without a currency', () => {
    const subLedger = [{ ...usd, currency: '', cents: 10_000 }];
    const lines = tieOut({ ...PERIOD, accounts, gl: balances.gl, subLedger, items: [item({})] });
    expect(lines).toMatchObject([{ currency: '', unexplained: 0, isTied: true }]);
    const two = [...balances.gl, { ...usd, currency: 'EUR', cents: 1 }];
    const apart = tieOut({ ...PERIOD, accounts, gl: two, subLedger, items: [] });
    expect(apart.map(({ currency }) => currency)).toEqual(['', 'EUR', 'USD']);
  });

  it('adds up to both ledgers and to the items, whatever they are', () => {
    const currency = fc.constantFrom('USD', 'EUR');
    const company = fc.constantFrom('', 'North', 'South');
    const cents = fc.integer({ min: -5000, max: 5000 });
    const account = fc.constantFrom(ACCOUNT, '2160');
    const places = fc.array(fc.record({ account, currency, company, cents }), { maxLength: 8 });
    const items = places.map((all) =>
      all
        .filter((one) => one.cents !== 0)
        .map((one, i) => item({ ...one, id: String(i), openedOn: '2026-03-02' })),
    );
    const sum = (all: readonly { currency: string; cents: number }[], of: string): number =>
      all.reduce((total, one) => total + (one.currency === of ? one.cents : 0), 0);
    fc.assert(
      fc.property(places, closeLedgers, items, (gl, movements, listed) => {
        const ledger = closeLedgerOf(movements);
        const subLedger = closingBalances(ledger, customerGroupsOf(ledger), ACCOUNT);
        for (const code of ['USD', 'EUR'])
          expect(sum(subLedger, code)).toBe(
            movements.reduce(
              (total, { currency: of, type, cents: amount }) =>
                total + (of === code ? (type === 'earned' ? amount : -amount) : 0),
              0,
            ),
          );
        const both = [...accounts, { account: '2160', thresholdCents: 10 }];
        const lines = tieOut({ ...PERIOD, accounts: both, gl, subLedger, items: listed });
        for (const code of ['USD', 'EUR']) {
          const of = lines.filter((line) => line.currency === code);
          const total = (value: (line: (typeof of)[number]) => number | null): number =>
            of.reduce((all, line) => all + (value(line) ?? 0), 0);
          expect(total((line) => line.gl)).toBe(sum(gl, code));
          expect(total((line) => line.subLedger)).toBe(sum(subLedger, code));
          expect(total((line) => line.explained)).toBe(sum(listed, code));
        }
        for (const line of lines)
          if (line.gl !== null)
            expect(line.unexplained).toBe(line.gl - line.subLedger - line.explained);
      }),
      drawn(1000),
    );
  });
});

describe('customers side by side', () => {
  it('differ by what the platform has more, or less, to the cent', () => {
    const ledger = [
      { customer: '10', currency: 'USD', cents: 500 },
      { customer: '9', currency: 'USD', cents: 300 },
      { customer: '8', currency: 'USD', cents: 0 },
    ];
    const platform = [
      { customer: '10', currency: 'USD', cents: 200 },
      { customer: '10', currency: 'USD', cents: 300 },
      { customer: '9', currency: 'USD', cents: 250 },
      { customer: 'new', currency: 'USD', cents: 40 },
    ];
    const { customers, ...compared } = compareCustomers(platform, ledger);
    expect(customers.map(({ customer }) => customer)).toEqual(['8', '9', '10', 'new']);
    expect(compared).toEqual({
      differences: [
        { customer: '9', currency: 'USD', platform: 250, ledger: 300, cents: -50 },
        { customer: 'new', currency: 'USD', platform: 40, ledger: null, cents: 40 },
      ],
      byCurrency: [{ currency: 'USD', platform: 790, ledger: 800, equal: 2, different: 2 }],
    });
  });

  it('differ by as much as the sums of the two lists, in each currency', () => {
    fc.assert(
      fc.property(closeLedgers, closeLedgers, (one, other) => {
        const [platform, ledger] = [one, other].map((rows) =>
          customerBalances(closeLedgerOf(rows)),
        );
        const { differences, byCurrency } = compareCustomers(platform!, ledger!);
        for (const sums of byCurrency) {
          const of = differences.filter(({ currency }) => currency === sums.currency);
          expect(of.reduce((total, { cents }) => total + cents, 0)).toBe(
            sums.platform - sums.ledger,
          );
          expect(of).toHaveLength(sums.different);
        }
        expect(compareCustomers(ledger!, ledger!).differences).toEqual([]);
      }),
      drawn(500),
    );
  });
});
