import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backTest } from '../../../../core/close/breakage/back-test.ts';
import {
  developmentFactors,
  ultimateRedemptions,
} from '../../../../core/close/breakage/chain-ladder.ts';
import { breakageEstimates } from '../../../../core/close/breakage/estimate.ts';
import { wholeCents } from '../../../../core/close/breakage/largest-remainder.ts';
import { classKey } from '../../../../core/close/breakage/lot-classes.ts';
import { spentOf, triangles } from '../../../../core/close/breakage/triangle.ts';
import type { Triangle } from '../../../../core/close/breakage/triangle.ts';
import { trueUpEntries } from '../../../../core/close/breakage/true-up-entries.ts';
import { imbalance } from '../../../../core/close/journal/entry.ts';
import { BREAKAGE_METHODS, breakageTermsSchema } from '../../../../core/contract/close/breakage.ts';
import type {
  BreakageMethodId,
  BreakageTerms,
  Expectation,
} from '../../../../core/contract/close/breakage.ts';
import { POLICIES } from '../../../../core/contract/settings.ts';
import type { Policy } from '../../../../core/contract/settings.ts';
import { DAY_MS, endOfDay } from '../../../../core/ledger/time.ts';
import { matchLedger } from '../../../../core/match/match.ts';
import { drawn } from '../../../amount.ts';
import { closeLedgerOf, closeLedgers, customerGroupsOf, LAST_DAY } from '../close-fixture.ts';
import type { CloseMovement } from '../close-fixture.ts';

const METHODS = Object.keys(BREAKAGE_METHODS) as BreakageMethodId[];
const POSTING = { period: '2026-03', date: LAST_DAY };

function trianglesOf(
  movements: readonly CloseMovement[],
  policy: Policy = 'exact',
  by: BreakageTerms['by'] = ['REASON'],
  asOf = LAST_DAY,
): readonly Triangle[] {
  const ledger = closeLedgerOf(movements);
  const matching = matchLedger(ledger, policy);
  return triangles(ledger, matching, customerGroupsOf(ledger), by, endOfDay(asOf)!);
}

const terms = (others: Expectation, given: object = {}): BreakageTerms =>
  breakageTermsSchema.parse({ others, ...given });
const movement = (given: Partial<CloseMovement>): CloseMovement => ({
  id: '1',
  type: 'earned',
  at: Date.UTC(2026, 0, 10),
  customer: '1',
  currency: 'USD',
  cents: 10_000,
  reason: 'Refund',
  expires: null,
  ...given,
});

/** A lot a month from January 2025, of which so much is spent in its month and in the months after it. */
function regular(months: number, spent: readonly number[]): CloseMovement[] {
  return Array.from({ length: months }, (_, m) => [
    movement({ id: `${m + 1}00`, at: Date.UTC(2025, m, 5), customer: String(m) }),
    ...spent.flatMap((cents, age) => {
      const at = Date.UTC(2025, m + age, 20);
      return at > endOfDay(LAST_DAY)! || cents === 0
        ? []
        : [movement({ id: `${m + 1}0${age + 1}`, type: 'spent', at, customer: String(m), cents })];
    }),
  ]).flat();
}

const expectations: fc.Arbitrary<Expectation> = fc.oneof(
  fc.record({ is: fc.constant('chain-ladder' as const), method: fc.constantFrom(...METHODS) }),
  fc.record({
    is: fc.constant('rate' as const),
    method: fc.constantFrom(...METHODS),
    basisPoints: fc.integer({ min: 0, max: 10_000 }),
    reason: fc.constant('As last year.'),
  }),
  fc.record({ is: fc.constant('escheatable' as const), reason: fc.constant('Delaware.') }),
);

it('of 100.00 earned with 10 % breakage and 45.00 redeemed, 5.00 are recognised', () => {
  const rows = [
    movement({}),
    movement({ id: '2', type: 'spent', at: Date.UTC(2026, 1, 3), cents: 4500 }),
  ];
  const expectation = {
    is: 'rate',
    method: 'proportional',
    basisPoints: 1000,
    reason: 'As last year.',
  } as const;
  const [estimate] = breakageEstimates(trianglesOf(rows), terms(expectation), new Map());
  expect(estimate).toMatchObject({
    earned: 10_000,
    ultimate: 9000,
    breakage: 1000,
    recognised: 500,
    toRecognise: 500,
    trueUp: 500,
  });
  const before = new Map([[estimate!.key, 500]]);
  expect(breakageEstimates(trianglesOf(rows), terms(expectation), before)[0]!.trueUp).toBe(0);
  const [remote] = breakageEstimates(
    trianglesOf(rows),
    terms({ ...expectation, method: 'remote' }),
    before,
  );
  expect(remote).toMatchObject({ breakage: 0, recognised: 0, trueUp: -500 });
  const escheatable = terms({ is: 'escheatable', reason: 'Delaware.' });
  expect(breakageEstimates(trianglesOf(rows), escheatable, before)[0]).toMatchObject({
    breakage: 0,
    recognised: 0,
    trueUp: -500,
  });
});

describe('the triangle', () => {
  it('has rows that add up to what was earned, by any policy and classes, and all of the ledger', () => {
    const classes = fc.subarray(['REASON', 'COMPANY', 'REGION'] as const);
    fc.assert(
      fc.property(closeLedgers, fc.constantFrom(...POLICIES), classes, (rows, policy, by) => {
        const found = trianglesOf(rows, policy, by);
        for (const { cohorts } of found)
          for (const cohort of cohorts) {
            expect(spentOf(cohort) + cohort.expired + cohort.open).toBe(cohort.earned);
            expect(
              Math.min(cohort.open, cohort.expired, ...cohort.redeemed),
            ).toBeGreaterThanOrEqual(0);
          }
        for (const currency of ['USD', 'EUR']) {
          const earned = rows.reduce(
            (sum, row) =>
              sum + (row.type === 'earned' && row.currency === currency ? row.cents : 0),
            0,
          );
          const cohorts = found
            .filter((triangle) => triangle.currency === currency)
            .flatMap((triangle) => triangle.cohorts);
          expect(cohorts.reduce((sum, cohort) => sum + cohort.earned, 0)).toBe(earned);
        }
        expect(new Set(found.map(classKey)).size).toBe(found.length);
        const turned = trianglesOf([...rows].reverse(), policy, by);
        expect(JSON.stringify(turned)).toBe(JSON.stringify(found));
      }),
      drawn(1000),
    );
  });

  it('tells ages by months, and which of them have passed wholly', () => {
    const rows = regular(2, [1000, 2000, 0, 4000]);
    const [whole] = trianglesOf(rows, 'exact', [], '2025-04-30');
    expect(whole!.cohorts.map(({ month, redeemed }) => [month, redeemed])).toEqual([
      ['2025-01', [1000, 2000, 0, 4000]],
      ['2025-02', [1000, 2000, 0]],
    ]);
    expect(whole!.wholeAge('2025-01')).toBe(3);
    const [part] = trianglesOf(rows.slice(0, 4), 'exact', [], '2025-04-29');
    expect([part!.wholeAge('2025-01'), part!.wholeAge('2025-04')]).toEqual([2, -1]);
  });
});

describe('the chain ladder', () => {
  it('finds the pattern that cohorts share, and is borne out by the months held out', () => {
    const [triangle] = trianglesOf(regular(15, [4000, 2000, 1000, 500]));
    expect(developmentFactors(triangle!).slice(0, 4)).toEqual([1.5, 7 / 6, 7.5 / 7, 1]);
    expect(wholeCents(ultimateRedemptions(triangle!))).toEqual(Array(15).fill(7500));
    expect(backTest(triangle!, 3)).toMatchObject({
      cohorts: 12,
      actual: 3500 + 1500 + 500,
      error: 0,
    });
    expect(backTest(triangle!, 15)).toBeNull();
  });

  it('takes the rate of the others for a cohort of which nothing was redeemed yet', () => {
    const rows = regular(15, [4000, 2000, 1000, 500]);
    const fresh = rows.filter(({ id, type }) => !(type === 'spent' && id.startsWith('150')));
    const [triangle] = trianglesOf(fresh);
    expect(wholeCents(ultimateRedemptions(triangle!)).at(-1)).toBe(7500);
    const [nothing] = trianglesOf([movement({})]);
    expect(ultimateRedemptions(nothing!)).toEqual([10_000]);
  });

  it('knows no more with months held out than it knew at the cut-off before them', () => {
    fc.assert(
      fc.property(closeLedgers, (rows) => {
        const until = endOfDay('2025-12-31')!;
        const then = trianglesOf(
          rows.filter(({ at }) => at <= until),
          'exact',
          ['REASON'],
          '2025-12-31',
        );
        for (const triangle of trianglesOf(rows)) {
          const early = then.find((one) => classKey(one) === classKey(triangle));
          expect(developmentFactors(triangle, 3)).toEqual(
            early === undefined ? [] : developmentFactors(early),
          );
        }
      }),
      drawn(500),
    );
  });
});

describe('an estimate', () => {
  it('adds up, stays within what was earned, and is true once nothing is open', () => {
    fc.assert(
      fc.property(
        closeLedgers,
        fc.constantFrom(...POLICIES),
        expectations,
        fc.integer({ min: -500, max: 500 }),
        (rows, policy, expectation, before) => {
          const found = trianglesOf(rows, policy);
          const earlier = new Map(found.map((triangle) => [classKey(triangle), before]));
          const wanted = terms(expectation, { remoteAfterMonths: 6 });
          for (const estimate of breakageEstimates(found, wanted, earlier)) {
            const { cohorts, recognised, breakage, trueUp } = estimate;
            for (const name of ['earned', 'ultimate', 'breakage', 'recognised'] as const) {
              const sum = cohorts.reduce((total, cohort) => total + cohort[name], 0);
              expect(estimate[name]).toBe(sum);
              expect(Number.isSafeInteger(sum)).toBe(true);
            }
            for (const cohort of cohorts) {
              expect(cohort.recognised).toBeGreaterThanOrEqual(0);
              expect(cohort.recognised).toBeLessThanOrEqual(cohort.breakage);
              expect(cohort.ultimate).toBeGreaterThanOrEqual(cohort.spent);
              if (cohort.open === 0 && expectation.is !== 'escheatable')
                expect([cohort.breakage, cohort.recognised]).toEqual([
                  cohort.expired,
                  cohort.expired,
                ]);
            }
            expect(estimate.toRecognise).toBe(breakage - recognised);
            const byExpiry = expectation.is === 'escheatable' ? 0 : estimate.expired;
            expect(trueUp + byExpiry + before).toBe(recognised);
          }
        },
      ),
      drawn(1000),
    );
  });

  it('is by the first class that is named, and takes back what a class without lots has', () => {
    const rate = { is: 'rate', method: 'proportional', basisPoints: 5000, reason: 'New.' } as const;
    const named = terms(
      { is: 'escheatable', reason: 'Delaware.' },
      { classes: [{ of: { REASON: 'Refund' }, currency: 'USD', expectation: rate }] },
    );
    const rows = [
      movement({}),
      movement({ id: '2', reason: 'Reward' }),
      movement({ id: '3', currency: 'EUR' }),
    ];
    const gone = JSON.stringify(['USD', ['REASON', 'Gone']]);
    const found = breakageEstimates(trianglesOf(rows), named, new Map([[gone, 70]]));
    expect(found.map(({ key, expectation }) => [key, expectation.is])).toEqual([
      [JSON.stringify(['EUR', ['REASON', 'Refund']]), 'escheatable'],
      [JSON.stringify(['USD', ['REASON', 'Refund']]), 'rate'],
      [JSON.stringify(['USD', ['REASON', 'Reward']]), 'escheatable'],
      [gone, 'escheatable'],
    ]);
    expect(found.at(-1)).toMatchObject({ earned: 0, trueUp: -70 });
  });

  it('has entries that balance and change income by the true-ups of each currency', () => {
    fc.assert(
      fc.property(closeLedgers, expectations, (rows, expectation) => {
        const wanted = terms(expectation, {
          remoteAfterMonths: 3,
          debit: 'allowance',
          credit: 'income',
        });
        const estimates = breakageEstimates(trianglesOf(rows), wanted, new Map());
        const entries = trueUpEntries(estimates, wanted, POSTING, []);
        for (const currency of ['USD', 'EUR']) {
          const lines = entries
            .filter((entry) => entry.currency === currency)
            .flatMap((entry) => entry.lines.filter(({ account }) => account === 'income'));
          expect(lines.reduce((sum, line) => sum + line.credit - line.debit, 0)).toBe(
            estimates
              .filter(({ triangle }) => triangle.currency === currency)
              .reduce((sum, { trueUp }) => sum + trueUp, 0),
          );
        }
        for (const entry of entries) expect(imbalance(entry)).toBe(0);
        const again = trueUpEntries(estimates, wanted, POSTING, entries).map(({ id }) => id);
        expect(again).toEqual(entries.map(({ id }) => `${id}-2`));
      }),
      drawn(300),
    );
  });
});

it('cents are rounded so that they add up, each within a cent', () => {
  expect(wholeCents([0.5, 0.5, 0.5])).toEqual([1, 1, 0]);
  expect(wholeCents([1 / 3, 1 / 3, 1 / 3])).toEqual([1, 0, 0]);
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { maxLength: 20 }),
      (amounts) => {
        const whole = wholeCents(amounts);
        amounts.forEach((amount, i) => {
          expect(Number.isInteger(whole[i])).toBe(true);
          expect(Math.abs(whole[i]! - amount)).toBeLessThanOrEqual(1);
        });
        const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);
        expect(Math.abs(sum(whole) - sum(amounts))).toBeLessThanOrEqual(0.5 + 1e-4);
      },
    ),
    drawn(2000),
  );
});

it('a lot expires in the month that it is told in', () => {
  const rows = [
    movement({ expires: Date.UTC(2026, 1, 10) }),
    movement({ id: '2', type: 'expired', at: Date.UTC(2026, 1, 10) + DAY_MS }),
  ];
  const [triangle] = trianglesOf(rows);
  expect(triangle!.cohorts).toMatchObject([{ expired: 10_000, open: 0, redeemed: [0, 0, 0] }]);
});
