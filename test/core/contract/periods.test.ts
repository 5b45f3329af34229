import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PLAIN_CALENDAR, periodsHeld, ROLL_FORWARD_WORDS } from '../../../core/contract/periods.ts';
import { dayText, endOfDay } from '../../../core/ledger/time.ts';
import { spanOfPeriod } from '../../../core/periods/periods.ts';
import { drawn } from '../../amount.ts';

const DAYS = { first: '2025-11-28', last: '2026-02-03' };
const WHOLE = { isWhole: true, today: '2026-11-30', calendar: PLAIN_CALENDAR };

it.each([
  ['month', ['2026-02', '2026-01', '2025-12', '2025-11']],
  ['quarter', ['2026-Q1', '2025-Q4']],
  ['fiscal', ['FY26-P02', 'FY26-P01', 'FY25-P12', 'FY25-P11']],
  [
    'two-weeks',
    [
      '2026-01-26..2026-02-08',
      '2026-01-12..2026-01-25',
      '2025-12-29..2026-01-11',
      '2025-12-15..2025-12-28',
      '2025-12-01..2025-12-14',
      '2025-11-17..2025-11-30',
    ],
  ],
] as const)('the periods that a file holds, by %s, come the latest first', (kind, names) => {
  expect(periodsHeld(kind, DAYS, WHOLE)).toEqual(names);
});

it('none begins after today, and all up to today are there where not all rows were looked at', () => {
  expect(periodsHeld('month', DAYS, { ...WHOLE, today: '2026-01-15' })[0]).toBe('2026-01');
  expect(periodsHeld('month', DAYS, { ...WHOLE, isWhole: false })[0]).toBe('2026-11');
  const future = { first: '2030-01-01', last: '2031-01-01' };
  expect(periodsHeld('month', future, WHOLE)).toEqual(['2026-11']);
});

it('periods of a kind lie one before the other, and together they hold the days', () => {
  const day = fc.integer({ min: 0, max: 4000 }).map((n) => dayText(Date.UTC(2016, 0, 1 + n)));
  const calendars = fc.record({
    fiscalStart: fc.integer({ min: 1, max: 12 }),
    fiscalPeriods: fc.constantFrom('months' as const, '4-4-5' as const),
    twoWeeksFrom: day,
  });
  const kinds = fc.constantFrom(...ROLL_FORWARD_WORDS.map(({ kind }) => kind));
  fc.assert(
    fc.property(kinds, day, day, calendars, (kind, one, other, calendar) => {
      const [first, last] = [one, other].sort() as [string, string];
      const names = periodsHeld(kind, { first, last }, { ...WHOLE, today: '2030-01-01', calendar });
      const spans = names.map((name) => spanOfPeriod(name, calendar)!);
      expect(spans[0]!.end).toBeGreaterThanOrEqual(endOfDay(last)!);
      expect(spans[0]!.start).toBeLessThanOrEqual(endOfDay(last)!);
      spans.slice(1).forEach(({ end }, i) => expect(end).toBe(spans[i]!.start - 1));
      if (names.length < 120) expect(spans.at(-1)!.start).toBeLessThanOrEqual(endOfDay(first)!);
    }),
    drawn(2000),
  );
});
