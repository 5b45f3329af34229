import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, dayText } from '../../../core/ledger/time.ts';
import type { Calendar } from '../../../core/periods/period-kind.ts';
import {
  kindOf,
  PERIOD_EXAMPLES,
  PLAIN_CALENDAR,
  ROLL_FORWARD_KINDS,
  spanOfPeriod,
} from '../../../core/periods/periods.ts';
import { dailySums, rolledPeriod, rollForward } from '../../../core/report/figures/roll-forward.ts';
import { drawn } from '../../amount.ts';
import { ledgerOf, ledgers } from '../match/ledger-fixture.ts';

const spanText = (name: string, calendar: Partial<Calendar> = {}): string | null => {
  const span = spanOfPeriod(name, { ...PLAIN_CALENDAR, ...calendar });
  return span && `${dayText(span.start)} ${dayText(span.end)}`;
};

const calendars = fc.record({
  fiscalStart: fc.integer({ min: 1, max: 12 }),
  fiscalPeriods: fc.constantFrom('months' as const, '4-4-5' as const),
  twoWeeksFrom: fc.integer({ min: 0, max: 20_000 }).map((day) => dayText(day * DAY_MS)),
});

describe('a period', () => {
  it.each([
    ['2026-06', '2026-06-01 2026-06-30'],
    ['2024-02', '2024-02-01 2024-02-29'],
    ['2026-Q2', '2026-04-01 2026-06-30'],
    ['2026-Q4', '2026-10-01 2026-12-31'],
    ['2026-W23', '2026-06-01 2026-06-07'],
    ['2026-W01', '2025-12-29 2026-01-04'],
    ['2020-W53', '2020-12-28 2021-01-03'],
    ['FY26-P05', '2026-05-01 2026-05-31'],
    ['2026-06-01..2026-06-14', '2026-06-01 2026-06-14'],
  ])('%s is %s', (name, span) => {
    expect(spanText(name)).toBe(span);
  });

  it.each([
    '2026-13',
    '2026-Q5',
    '2026-W54',
    '2025-W53',
    'FY26-P13',
    '2026-06-14..2026-06-01',
    '2026-02-30..2026-03-01',
    'June',
    '0026-06',
    '0026-Q2',
    'FY0026-P01',
    '',
  ])('is not %s', (name) => expect(spanText(name)).toBeNull());

  it('of a fiscal year follows its first month, and bears the year of its last month', () => {
    expect(spanText('FY26-P01', { fiscalStart: 2 })).toBe('2025-02-01 2025-02-28');
    expect(spanText('FY26-P12', { fiscalStart: 2 })).toBe('2026-01-01 2026-01-31');
  });

  it('of 4-4-5 has whole weeks, and the last takes a 53rd', () => {
    const weeks = { fiscalStart: 2, fiscalPeriods: '4-4-5' as const };
    expect(spanText('FY26-P01', weeks)).toBe('2025-02-03 2025-03-02');
    expect(spanText('FY26-P03', weeks)).toBe('2025-03-31 2025-05-04');
    expect(spanText('FY26-P12', weeks)).toBe('2025-12-29 2026-02-01');
    expect(spanText('FY25-P12', weeks)).toBe('2024-12-23 2025-02-02');
  });

  it('is written as the examples are', () => {
    for (const example of PERIOD_EXAMPLES) expect(spanText(example)).not.toBeNull();
  });

  it.each(ROLL_FORWARD_KINDS)('%s: each moment is in one, and one follows the other', (id) => {
    const kind = kindOf(id);
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 60_000 }), calendars, (day, calendar) => {
        const time = day * DAY_MS + 1;
        const name = kind.at(time, calendar);
        const span = kind.spanOf(name, calendar)!;
        expect(span.start <= time && time <= span.end).toBe(true);
        expect(kind.at(span.start, calendar)).toBe(name);
        expect(kind.at(span.end, calendar)).toBe(name);
        const next = kind.spanOf(kind.at(span.end + 1, calendar), calendar)!;
        expect(next.start).toBe(span.end + 1);
      }),
      drawn(4000),
    );
  });
});

describe('the roll-forward', () => {
  it('closes alike by every kind of period, whatever the ledger and the calendar', () => {
    fc.assert(
      fc.property(
        ledgers,
        calendars,
        fc.constantFrom(...ROLL_FORWARD_KINDS),
        (rows, calendar, id) => {
          const movements = rows.map((row) => ({
            ...row,
            at: Date.UTC(2024, 0, 20) + ((row.at - 1_700_000_000_000) / 1000) * 19 * DAY_MS,
          }));
          const days = dailySums(ledgerOf(movements));
          const periods = rollForward(days, id, calendar);
          const months = rollForward(days, 'month', calendar);
          for (const currency of new Set(rows.map((row) => row.currency))) {
            const own = periods.filter((one) => one.currency === currency);
            let balance = 0;
            for (const { opening, earned, spent, expired, closing } of own) {
              expect([opening, opening + earned - spent - expired]).toEqual([balance, closing]);
              balance = closing;
            }
            expect(balance).toBe(months.filter((one) => one.currency === currency).at(-1)!.closing);
            // Each of them is what it is when it is asked for alone.
            for (const one of own)
              expect(
                rolledPeriod(days, one.period, spanOfPeriod(one.period, calendar)!),
              ).toContainEqual(one);
          }
        },
      ),
      drawn(2000),
    );
  });

  it('has a quiet period where nothing moves, and zero before the first movement', () => {
    const days = dailySums(
      ledgerOf([
        {
          id: '1',
          type: 'earned',
          at: Date.UTC(2024, 10, 5),
          customer: '1',
          currency: 'USD',
          cents: 100,
        },
        {
          id: '2',
          type: 'spent',
          at: Date.UTC(2025, 0, 5),
          customer: '1',
          currency: 'USD',
          cents: 40,
        },
      ]),
    );
    const closing = (name: string): number[] =>
      rolledPeriod(days, name, spanOfPeriod(name, PLAIN_CALENDAR)!).map((one) => one.closing);
    expect(rollForward(days, 'month', PLAIN_CALENDAR).map((one) => one.period)).toEqual([
      '2024-11',
      '2024-12',
      '2025-01',
    ]);
    expect([closing('2024-10'), closing('2024-Q4'), closing('2026-W01')]).toEqual([
      [0],
      [100],
      [60],
    ]);
  });
});
