import { medianOf, spreadOf } from '../../robust.ts';
import type { Expectation } from './expectation.ts';

/** Growth is what was usual in so many periods. */
const USUAL_OF = 24;
const FEWEST_STEPS = 3;
/** A point that has left the growth by so many usual deviations, as the two before it tell, is not what the next one starts from. */
const OFF = 5;

/** It grows from period to period by about as much: ledgers that hold all that was ever earned. */
export const growth: Expectation = {
  id: 'growth',
  fewest: 8,
  base: (points, at) => {
    const before = points.slice(Math.max(0, at - USUAL_OF), at).map(({ value }) => value);
    if (before.length <= FEWEST_STEPS) return null;
    const steps = stepsOf(before);
    const usual = medianOf(steps);
    const starts = [1, 2, 3].map((back) => before.at(-back)! + (back - 1) * usual);
    const middle = medianOf(starts);
    const isOff = Math.abs(starts[0]! - middle) > OFF * spreadOf(steps, usual);
    return isOff ? middle : starts[0]!;
  },
};

function stepsOf(values: readonly number[]): number[] {
  return values.slice(1).map((value, k) => value - values[k]!);
}
