import type { BreakageFigures } from '../../contract/close/close-view.ts';
import type { BreakageTerms, ClassColumn, Expectation } from '../../contract/close/breakage.ts';
import { backTest } from './back-test.ts';
import { ultimateRedemptions, within } from './chain-ladder.ts';
import { wholeCents } from './largest-remainder.ts';
import { classKey, classOfKey } from './lot-classes.ts';
import type { ExpectedCohort } from './methods/method.ts';
import { methodOf } from './methods/methods.ts';
import { spentOf } from './triangle.ts';
import type { Cohort, Triangle } from './triangle.ts';

/** A cohort with what is expected and recognised of it, in whole cents. */
export interface EstimatedCohort extends Cohort, ExpectedCohort {
  readonly breakage: number;
  readonly recognised: number;
}

/** The estimate of a class. Cents; each sum is that of its cohorts. */
export interface BreakageEstimate extends BreakageFigures {
  readonly key: string;
  readonly triangle: Triangle;
  readonly cohorts: readonly EstimatedCohort[];
}

/** So many of the last months are held out to test an estimate. */
const HELD_OUT_MONTHS = 3;

/**
 * What of each class's lots will never be redeemed, and what of that is income by now (RULES.md section 11). `before`
 * tells by the name of a class what earlier true-ups have made income, in cents: one that has no lots any more has a
 * line as well, which takes that back.
 */
export function breakageEstimates(
  classes: readonly Triangle[],
  terms: BreakageTerms,
  before: ReadonlyMap<string, number>,
): readonly BreakageEstimate[] {
  const keys = new Set(classes.map(classKey));
  const gone = [...before.keys()].filter((key) => !keys.has(key)).sort();
  return [...classes, ...gone.map(withoutLots)].map((triangle): BreakageEstimate => {
    const key = classKey(triangle);
    const expectation = expectationOf(triangle, terms);
    const cohorts = estimatedCohorts(triangle, expectation, terms.remoteAfterMonths);
    const sum = (value: (cohort: EstimatedCohort) => number): number =>
      cohorts.reduce((total, cohort) => total + value(cohort), 0);
    const expired = sum((cohort) => cohort.expired);
    const breakage = sum((cohort) => cohort.breakage);
    const recognised = sum((cohort) => cohort.recognised);
    const trueUpsBefore = before.get(key) ?? 0;
    // What has expired of an escheatable class is owed to somebody else and never was income.
    const byExpiry = expectation.is === 'escheatable' ? 0 : expired;
    return {
      key,
      triangle,
      expectation,
      cohorts,
      earned: sum((cohort) => cohort.earned),
      spent: sum((cohort) => cohort.spent),
      expired,
      ultimate: sum((cohort) => cohort.ultimate),
      breakage,
      recognised,
      toRecognise: breakage - recognised,
      trueUpsBefore,
      trueUp: recognised - byExpiry - trueUpsBefore,
      backTest: backTest(triangle, HELD_OUT_MONTHS),
    };
  });
}

function withoutLots(key: string): Triangle {
  return { ...classOfKey(key), cohorts: [], wholeAge: () => -1 };
}

function expectationOf(
  { currency, of }: Triangle,
  { classes, others }: BreakageTerms,
): Expectation {
  const named = classes.find(
    (one) =>
      (one.currency === undefined || one.currency === currency) &&
      Object.entries(one.of).every(([column, value]) => of[column as ClassColumn] === value),
  );
  return named?.expectation ?? others;
}

function estimatedCohorts(
  triangle: Triangle,
  expectation: Expectation,
  remoteAfterMonths: number,
): readonly EstimatedCohort[] {
  const ultimates = ultimatesBy(triangle, expectation);
  const expected = triangle.cohorts.map((cohort, i): Cohort & ExpectedCohort => ({
    ...cohort,
    ultimate: ultimates[i]!,
    spent: spentOf(cohort),
    age: cohort.redeemed.length - 1,
  }));
  if (expectation.is === 'escheatable')
    return expected.map((cohort) => ({ ...cohort, breakage: 0, recognised: 0 }));
  const method = methodOf(expectation.method);
  const recognised = wholeCents(
    expected.map((cohort) => method.recognised(cohort, remoteAfterMonths)),
  );
  return expected.map((cohort, i) => ({
    ...cohort,
    breakage: method.breakage(cohort, remoteAfterMonths),
    recognised: recognised[i]!,
  }));
}

/** What of each cohort will have been redeemed in the end, in whole cents. */
function ultimatesBy(triangle: Triangle, expectation: Expectation): readonly number[] {
  const { cohorts } = triangle;
  switch (expectation.is) {
    case 'chain-ladder':
      return wholeCents(ultimateRedemptions(triangle));
    case 'rate': {
      const never = wholeCents(
        cohorts.map(({ earned }) => (earned * expectation.basisPoints) / 10_000),
      );
      return cohorts.map((cohort, i) => within(cohort, cohort.earned - never[i]!));
    }
    case 'escheatable':
      return cohorts.map(({ earned }) => earned);
  }
}
