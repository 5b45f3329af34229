import type { ExpectationId } from '../../contract/baselines/expectations.ts';

/** A figure at the end of a day; a series has them in the order of days. */
export interface Point {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly value: number;
}

/**
 * What a figure is measured against. What it lies above that is expected to stay level: a point is out of line where
 * it is not.
 */
export interface Expectation {
  readonly id: ExpectationId;
  /** How many points have to have a base before it is measured against: a more involved one wants more. */
  readonly fewest: number;
  /** What point `at` starts from, by points before it; null where there are too few. */
  readonly base: (points: readonly Point[], at: number) => number | null;
}
