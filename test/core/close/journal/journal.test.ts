import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activityOf } from '../../../../core/close/activity/activity.ts';
import { chartOn, liabilityAccounts, lineFinder } from '../../../../core/close/journal/charts.ts';
import { imbalance, reversalOf } from '../../../../core/close/journal/entry.ts';
import { EXAMPLE_CHART } from '../../../../core/contract/close/charts/example-chart.ts';
import { journalOf, liabilityChange } from '../../../../core/close/journal/journal.ts';
import type { Journal } from '../../../../core/close/journal/journal.ts';
import { mappedBalances } from '../../../../core/close/journal/mapped-balances.ts';
import { closingBalances } from '../../../../core/close/tie-out/sub-ledger.ts';
import { chartSchema } from '../../../../core/contract/close/chart.ts';
import type { Chart } from '../../../../core/contract/close/chart.ts';
import type { ActivityLine, JournalEntry } from '../../../../core/contract/close/journal.ts';
import type { Ledger } from '../../../../core/ledger/ledger.ts';
import { PLAIN_CALENDAR } from '../../../../core/periods/periods.ts';
import { dailySums, rollForward } from '../../../../core/report/figures/roll-forward.ts';
import { drawn } from '../../../amount.ts';
import { closeLedgerOf, closeLedgers, customerGroupsOf } from '../close-fixture.ts';
import type { CloseMovement } from '../close-fixture.ts';

const LIABILITY = '2150';
const line = (given: object): object => ({
  name: 'Line',
  types: ['earned'],
  reasons: { is: 'any' },
  groups: {},
  debit: '6000',
  credit: LIABILITY,
  memo: 'Store credit {PERIOD}',
  dimensions: {},
  ...given,
});
const redeemed = [
  line({ types: ['spent'], debit: LIABILITY, credit: '4000', dimensions: { REGION: '{REGION}' } }),
  line({ types: ['expired'], debit: LIABILITY, credit: '4900' }),
];
const chart = (lines: readonly object[], given: object = {}): Chart =>
  chartSchema.parse({ version: 1, from: '2025-01-01', note: 'First.', lines, ...given });

const WHOLE = chart([
  line({ reasons: { is: 'one', reason: 'refund' }, debit: '4100' }),
  line({ reasons: { is: 'pattern', pattern: 'good*' }, groups: { COMPANY: ['North'] } }),
  line({ reasons: { is: 'list', reasons: ['Reward', ''] }, debit: '4200' }),
  line({ debit: '6400' }),
  ...redeemed,
]);

function journal(
  movements: readonly CloseMovement[],
  period: string,
  booked: readonly JournalEntry[],
  charts: readonly Chart[] = [WHOLE],
): Journal {
  const ledger = closeLedgerOf(movements);
  const rolled = rollForward(dailySums(ledger), 'month', PLAIN_CALENDAR);
  return journalOf({
    activity: activityOf(ledger, customerGroupsOf(ledger), 'month', PLAIN_CALENDAR),
    charts,
    calendar: PLAIN_CALENDAR,
    period,
    booked,
    isPostedHere: () => true,
    movementOf: (of) =>
      rolled
        .filter((one) => one.period === of)
        .map(({ currency, opening, closing }) => ({ currency, cents: closing - opening })),
  });
}

function posted(journalOfPeriod: Journal): readonly JournalEntry[] {
  if (!journalOfPeriod.isComplete) throw new Error('There are amounts without an account.');
  for (const proof of journalOfPeriod.proofs) expect(proof).toMatchObject({ agrees: true });
  return journalOfPeriod.entries;
}

const month = fc
  .integer({ min: 0, max: 13 })
  .map((m) => new Date(Date.UTC(2025, m, 1)).toISOString().slice(0, 7));
const closing = (ledger: Ledger) => closingBalances(ledger, customerGroupsOf(ledger), LIABILITY);

describe('the entries of a period', () => {
  it('balance by entry, company and currency, and change the liability as the roll-forward does', () => {
    fc.assert(
      fc.property(closeLedgers, month, (movements, period) => {
        const entries = posted(journal(movements, period, []));
        for (const entry of entries) {
          expect(imbalance(entry)).toBe(0);
          expect(entry).toMatchObject({ kind: 'period', of: period, period });
          for (const { debit, credit } of entry.lines) {
            expect(Math.min(debit, credit)).toBe(0);
            expect(debit + credit).toBeGreaterThan(0);
          }
        }
        const places = entries.map(({ company, currency }) => `${currency} ${company}`);
        expect(new Set(places).size).toBe(places.length);
        expect(journal([...movements].reverse(), period, [])).toEqual(
          journal(movements, period, []),
        );
      }),
      drawn(1000),
    );
  });

  it('are none while an amount has no account, which is listed with its sum', () => {
    const movement = { day: 0, customer: '1', currency: 'USD', expires: null } as const;
    const at = Date.UTC(2025, 0, 5);
    const rows: CloseMovement[] = [
      { ...movement, id: '1', type: 'earned', at, cents: 500, reason: 'Refund' },
      { ...movement, id: '2', type: 'earned', at, cents: 300, reason: 'Contest' },
      { ...movement, id: '3', type: 'earned', at, cents: 20, reason: 'Contest' },
    ];
    const charts = [chart([line({ reasons: { is: 'one', reason: 'Refund' } }), ...redeemed])];
    expect(journal(rows, '2025-01', [], charts)).toMatchObject({
      isComplete: false,
      unmapped: [{ reason: 'Contest', currency: 'USD', type: 'earned', cents: 320, movements: 2 }],
    });
    expect(journal(rows, '2025-01', [], [])).toMatchObject({ isComplete: false });
    expect(journal(rows, '2025-02', [], charts)).toMatchObject({ isComplete: true, entries: [] });
  });

  it('are booked once: what changes later is a difference, in the open period', () => {
    const half = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(closeLedgers, half, month, (movements, known, period) => {
        const first = posted(journal(movements.slice(0, known), period, []));
        // Where nothing moved, nothing was booked, and there is nothing to correct.
        fc.pre(first.length > 0);
        const open = '2026-04';
        const late = posted(journal(movements, open, first));
        for (const entry of late) {
          expect(entry).toMatchObject({ kind: 'correction', of: period, period: open });
          expect(entry.date).toBe('2026-04-30');
          expect(imbalance(entry)).toBe(0);
        }
        const anew = posted(journal(movements, period, []));
        const accounts = [LIABILITY, '6000', '4100', '4200', '6400', '4000', '4900'];
        for (const account of accounts)
          for (const currency of ['USD', 'EUR']) {
            const net = (entries: readonly JournalEntry[]): number =>
              liabilityChange(
                entries.filter((entry) => entry.currency === currency),
                new Set([account]),
              );
            expect(net([...first, ...late])).toBe(net(anew));
          }
        const ids = [...first, ...late].map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(posted(journal(movements, open, [...first, ...late]))).toEqual([]);
      }),
      drawn(1000),
    );
  });

  it('are taken back by a reversal, line by line', () => {
    fc.assert(
      fc.property(closeLedgers, month, (movements, period) => {
        for (const entry of posted(journal(movements, period, []))) {
          const back = reversalOf(entry, { period: '2026-04', date: '2026-04-01' });
          expect(back).toMatchObject({ reverses: entry.id, period: '2026-04', of: period });
          expect(imbalance(back)).toBe(0);
          for (const { account } of entry.lines)
            expect(liabilityChange([entry, back], new Set([account]))).toBe(0);
        }
      }),
      drawn(200),
    );
  });
});

describe('a chart of accounts', () => {
  const activity: ActivityLine = {
    period: '2025-03',
    currency: 'USD',
    type: 'earned',
    reason: ' GOODWILL ',
    groups: { COMPANY: 'North', REGION: '' },
    cents: 1,
    movements: 1,
  };
  const found = (reasons: object, groups: object = {}): boolean =>
    lineFinder(chart([line({ reasons, groups })]))(activity) !== null;

  it('tells reasons exactly, by a list or by a pattern, whatever their letter case', () => {
    expect(found({ is: 'one', reason: 'Goodwill' })).toBe(true);
    expect(found({ is: 'one', reason: 'Good' })).toBe(false);
    expect(found({ is: 'list', reasons: ['Refund', 'goodwill'] })).toBe(true);
    expect(found({ is: 'pattern', pattern: 'g??d*' })).toBe(true);
    expect(found({ is: 'pattern', pattern: 'good' })).toBe(false);
    expect(found({ is: 'pattern', pattern: 'g.*' })).toBe(false);
    expect(found({ is: 'any' }, { COMPANY: ['North'], REGION: [''] })).toBe(true);
    expect(found({ is: 'any' }, { COMPANY: ['South'] })).toBe(false);
    expect(found({ is: 'any' }, { COST_CENTER: ['7'] })).toBe(false);
  });

  it('is in force from its day on, and the latest version of a day counts', () => {
    const charts = [
      chart([line({})]),
      chart([line({})], { version: 2, from: '2025-06-01' }),
      chart([line({})], { version: 3, from: '2025-06-01' }),
    ];
    const version = (day: string) => chartOn(charts, day)?.version ?? null;
    expect(['2024-12-31', '2025-05-31', '2025-06-01'].map(version)).toEqual([null, 1, 3]);
  });

  it('that changes for a booked period moves the amount by a correction', () => {
    const at = Date.UTC(2025, 0, 5);
    const rows: CloseMovement[] = [
      {
        id: '1',
        type: 'earned',
        at,
        customer: '1',
        currency: 'USD',
        cents: 500,
        reason: 'Refund',
        expires: null,
      },
    ];
    const booked = posted(journal(rows, '2025-01', []));
    const moved = chart([line({ debit: '7000' }), ...redeemed], { version: 2 });
    expect(posted(journal(rows, '2025-02', booked, [WHOLE, moved]))).toMatchObject([
      {
        id: 'SC-2025-01-USD-North-C1',
        lines: [
          { account: '4100', debit: 0, credit: 500 },
          { account: '7000', debit: 500, credit: 0 },
        ],
      },
    ]);
  });

  it('splits what is owed by account as its entries do, and all of it is the closing balance', () => {
    const two = chart([
      line({ reasons: { is: 'one', reason: 'Reward' }, credit: '2160' }),
      line({}),
      ...redeemed,
    ]);
    fc.assert(
      fc.property(closeLedgers, (movements) => {
        const ledger = closeLedgerOf(movements);
        const lines = activityOf(ledger, customerGroupsOf(ledger), 'month', PLAIN_CALENDAR);
        const mapped = mappedBalances(lines, [two], PLAIN_CALENDAR);
        if (!mapped.isComplete) throw new Error('There are amounts without an account.');
        for (const { currency, company, cents } of closing(ledger)) {
          const here = mapped.balances.filter(
            (balance) => balance.currency === currency && balance.company === company,
          );
          expect(here.reduce((sum, balance) => sum + balance.cents, 0)).toBe(cents);
        }
      }),
      drawn(500),
    );
    const none = mappedBalances(
      { groupColumns: [], lines: [activity] },
      [chart([...redeemed])],
      PLAIN_CALENDAR,
    );
    expect(none).toEqual({ isComplete: false, unmapped: [activity] });
  });

  it('to begin with has the liability in one account, and no account for a reason that nobody knows', () => {
    expect([...liabilityAccounts([EXAMPLE_CHART])]).toEqual(['2150 Store credit liability']);
    const find = lineFinder(EXAMPLE_CHART);
    expect(find({ ...activity, reason: 'Refund' })?.debit).toBe('4100 Sales returns');
    expect(find(activity)?.debit).toBe('6400 Customer goodwill');
    expect(find({ ...activity, reason: 'Loyalty Reward' })?.debit).toBe('4200 Sales discounts');
    expect(find({ ...activity, reason: 'Contest' })).toBeNull();
  });
});
