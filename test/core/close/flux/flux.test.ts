import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activityOf } from '../../../../core/close/activity/activity.ts';
import type { Series } from '../../../../core/close/flux/comparisons/comparison.ts';
import { COMPARISONS } from '../../../../core/close/flux/comparisons/comparisons.ts';
import { flux, unexplainedFlux } from '../../../../core/close/flux/flux.ts';
import { fluxSeries } from '../../../../core/close/flux/series.ts';
import { FLUX_COMPARISONS, fluxTermsSchema } from '../../../../core/contract/close/flux.ts';
import type { FluxTerms } from '../../../../core/contract/close/flux.ts';
import type { Calendar, RollForwardKind } from '../../../../core/contract/periods.ts';
import { endOfDay } from '../../../../core/ledger/time.ts';
import { kindOf, PLAIN_CALENDAR, ROLL_FORWARD_KINDS } from '../../../../core/periods/periods.ts';
import { dailySums, rollForward } from '../../../../core/report/figures/roll-forward.ts';
import { drawn } from '../../../amount.ts';
import { closeLedgerOf, closeLedgers, customerGroupsOf, LAST_DAY } from '../close-fixture.ts';

const terms = (given: object = {}): FluxTerms => fluxTermsSchema.parse(given);
const months = (cents: readonly number[]): Series => ({
  kind: 'month',
  calendar: PLAIN_CALENDAR,
  periods: cents.map((_, m) => new Date(Date.UTC(2025, m, 1)).toISOString().slice(0, 7)),
  cents,
});

describe('a period is compared', () => {
  it('by every comparison that the contract tells, in its order', () => {
    expect(Object.keys(COMPARISONS)).toEqual(Object.keys(FLUX_COMPARISONS));
  });

  it('with the one before, if there is one', () => {
    expect(COMPARISONS.before.base(months([5, 7, 9]), terms())).toEqual({ cents: 7, spread: 0 });
    expect(COMPARISONS.before.base(months([5]), terms())).toBeNull();
  });

  it('with the one a year ago, by any calendar', () => {
    const year = COMPARISONS['year-ago'];
    const amounts = Array.from({ length: 15 }, (_, m) => m);
    expect(year.base(months(amounts), terms())).toEqual({ cents: 2, spread: 0 });
    expect(year.base(months(amounts.slice(0, 12)), terms())).toBeNull();
    const calendar: Calendar = { ...PLAIN_CALENDAR, fiscalStart: 2, fiscalPeriods: '4-4-5' };
    const pairs: [RollForwardKind, string, string][] = [
      ['quarter', '2026-Q1', '2025-Q1'],
      ['week', '2026-W23', '2025-W23'],
      ['fiscal', 'FY26-P05', 'FY25-P05'],
      ['two-weeks', '2026-06-01..2026-06-14', '2025-06-02..2025-06-15'],
      ['month', '2024-02', '2023-02'],
    ];
    for (const [kind, period, wanted] of pairs) {
      const periods = [wanted, 'another', period];
      const series = { kind, calendar, periods, cents: [11, 12, 13] };
      expect([period, year.base(series, terms())]).toEqual([period, { cents: 11, spread: 0 }]);
    }
  });

  it('with the median of those before and their median absolute deviation', () => {
    const amounts = [100, 1, 2, 3, 4, 1000, 9];
    const asked = terms({ expectedFrom: 5, deviations: 2 });
    // Of 1, 2, 3, 4 and 1000 the median is 3, and they are 2, 1, 0, 1 and 997 from it.
    expect(COMPARISONS.expected.base(months(amounts), asked)).toEqual({ cents: 3, spread: 2 });
    expect(COMPARISONS.expected.base(months([1, 2, 9]), terms())).toBeNull();
    const even = terms({ expectedFrom: 2, fewest: 2 });
    expect(COMPARISONS.expected.base(months([1, 2, 9]), even)).toEqual({ cents: 2, spread: 3 });
  });
});

describe('a line wants an explanation', () => {
  const at = endOfDay('2026-02-10')!;
  const movement = { customer: '1', currency: 'USD', reason: 'Refund', expires: null } as const;
  const lines = (before: number, now: number, given: object) => {
    const ledger = closeLedgerOf([
      { ...movement, id: '1', type: 'earned', at, cents: before },
      { ...movement, id: '2', type: 'earned', at: endOfDay('2026-03-10')!, cents: now },
    ]);
    const activity = activityOf(ledger, customerGroupsOf(ledger), 'month', PLAIN_CALENDAR);
    return flux(activity, 'month', PLAIN_CALENDAR, '2026-03', terms(given));
  };
  const wanting = (before: number, now: number, given: object) =>
    lines(before, now, given).filter(
      ({ column, measure, wantsExplanation }) =>
        column === null && measure === 'earned' && wantsExplanation,
    ).length === 1;

  it('if it is over both thresholds, up or down', () => {
    const both = { thresholdCents: 100, thresholdBasisPoints: 1000 };
    expect(wanting(1000, 1101, both)).toBe(true);
    expect(wanting(1000, 899, both)).toBe(true);
    expect(wanting(1000, 1100, both)).toBe(false);
    expect(wanting(2000, 2150, both)).toBe(false);
    expect(wanting(500, 590, both)).toBe(false);
    expect(wanting(1000, 1101, { ...both, against: ['year-ago'] })).toBe(false);
  });

  it('and no longer once it has one', () => {
    const found = lines(1000, 9000, { thresholdCents: 100 });
    const open = unexplainedFlux(found, new Set());
    expect(open.length).toBeGreaterThan(0);
    const [first, ...others] = open;
    expect(unexplainedFlux(found, new Set([first!.key]))).toEqual(others);
    expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
  });
});

it('series add up to the roll-forward, in total and over the values of each column, by any calendar', () => {
  fc.assert(
    fc.property(closeLedgers, fc.constantFrom(...ROLL_FORWARD_KINDS), (movements, kind) => {
      const ledger = closeLedgerOf(movements);
      const activity = activityOf(ledger, customerGroupsOf(ledger), kind, PLAIN_CALENDAR);
      const last = kindOf(kind).at(endOfDay(LAST_DAY)!, PLAIN_CALENDAR);
      const series = fluxSeries(activity, kind, PLAIN_CALENDAR, last);
      const rolled = rollForward(dailySums(ledger), kind, PLAIN_CALENDAR);
      for (const { period, currency, ...sums } of rolled)
        for (const measure of ['earned', 'spent', 'expired', 'closing'] as const)
          for (const column of [null, 'COMPANY', 'REGION', 'REASON'] as const) {
            if (column === 'REASON' && measure === 'closing') continue;
            const of = series.filter(
              (one) =>
                one.currency === currency && one.column === column && one.measure === measure,
            );
            const sum = of.reduce(
              (total, one) => total + one.cents[one.periods.indexOf(period)]!,
              0,
            );
            expect([period, measure, column, sum]).toEqual([
              period,
              measure,
              column,
              sums[measure],
            ]);
          }
      for (const { periods } of series) expect(periods.at(-1)).toBe(last);
    }),
    drawn(300),
  );
});
