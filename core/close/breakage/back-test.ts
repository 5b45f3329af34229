import type { BackTest } from '../../contract/close/breakage.ts';
import { developed, developmentFactors, spentBy } from './chain-ladder.ts';
import type { Triangle } from './triangle.ts';

/**
 * The estimate put to the test on the last months that have passed wholly: made without them and compared with
 * them. Null where no cohort is old enough.
 */
export function backTest(triangle: Triangle, heldOutMonths: number): BackTest | null {
  const factors = developmentFactors(triangle, heldOutMonths);
  let cohorts = 0;
  let predicted = 0;
  let actual = 0;
  for (const cohort of triangle.cohorts) {
    const age = triangle.wholeAge(cohort.month);
    const known = age - heldOutMonths;
    const before = spentBy(cohort, known);
    if (known < 0 || before === 0) continue;
    cohorts++;
    predicted += developed(before, factors, known, age) - before;
    actual += spentBy(cohort, age) - before;
  }
  if (cohorts === 0) return null;
  const whole = Math.round(predicted);
  return { heldOutMonths, cohorts, predicted: whole, actual, error: whole - actual };
}
