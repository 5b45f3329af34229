import { spentOf } from './triangle.ts';
import type { Cohort, Triangle } from './triangle.ts';

/** What was spent of a cohort up to the end of an age, in cents; 0 before its first month is over. */
export function spentBy({ redeemed }: Pick<Cohort, 'redeemed'>, age: number): number {
  let sum = 0;
  for (let a = 0; a <= age && a < redeemed.length; a++) sum += redeemed[a]!;
  return sum;
}

/**
 * By age how much what was spent by the end of it grows in the month that follows: Σ over cohorts that have both,
 * volume-weighted. 1 where nothing was spent by then. `leaveOut` last months are taken for not yet known.
 */
export function developmentFactors(
  { cohorts, wholeAge }: Pick<Triangle, 'cohorts' | 'wholeAge'>,
  leaveOut = 0,
): readonly number[] {
  const factors: number[] = [];
  const ages = cohorts.map(({ month }) => wholeAge(month) - leaveOut);
  const oldest = Math.max(-1, ...ages);
  for (let age = 0; age < oldest; age++) {
    let before = 0;
    let after = 0;
    cohorts.forEach((cohort, i) => {
      if (ages[i]! <= age) return;
      before += spentBy(cohort, age);
      after += spentBy(cohort, age + 1);
    });
    factors.push(before === 0 ? 1 : after / before);
  }
  return factors;
}

/** What factors make of an amount from one age to another. */
export function developed(
  cents: number,
  factors: readonly number[],
  from: number,
  to = factors.length,
): number {
  return factors.slice(from, to).reduce((product, factor) => product * factor, cents);
}

/**
 * What will have been redeemed of each cohort in the end, in cents that are not whole yet: what was spent by its
 * last whole month, developed. A cohort of which nothing was spent by then takes the rate of all others; where
 * there is no other, all that has not expired counts as redeemed. Never less than was spent, nor more than is left
 * after what has expired.
 */
export function ultimateRedemptions(triangle: Triangle): readonly number[] {
  const { cohorts, wholeAge } = triangle;
  const factors = developmentFactors(triangle);
  const own = cohorts.map((cohort) => {
    const age = wholeAge(cohort.month);
    const spent = spentBy(cohort, age);
    return spent === 0 ? null : within(cohort, developed(spent, factors, age));
  });
  let redeemed = 0;
  let earned = 0;
  cohorts.forEach((cohort, i) => {
    if (own[i] === null) return;
    redeemed += own[i]!;
    earned += cohort.earned;
  });
  return cohorts.map((cohort, i) => {
    if (own[i] !== null) return own[i]!;
    return within(cohort, earned === 0 ? cohort.earned : (cohort.earned * redeemed) / earned);
  });
}

/** An ultimate redemption between what was spent and what can be. */
export function within(cohort: Cohort, ultimate: number): number {
  return Math.max(spentOf(cohort), Math.min(cohort.earned - cohort.expired, ultimate));
}
