import type { FluxTerms } from '../../../contract/close/flux.ts';
import type { Calendar } from '../../../periods/period-kind.ts';
import type { RollForwardKind } from '../../../periods/periods.ts';

/** An amount of each period of a kind, from the first movement on, quiet periods included. */
export interface Series {
  readonly kind: RollForwardKind;
  readonly calendar: Calendar;
  /** In the order of time; the last one is the period that is compared. */
  readonly periods: readonly string[];
  /** Signed cents, a place a period. */
  readonly cents: readonly number[];
}

/** What the last period of a series is compared with, in whole cents. */
export interface FluxBase {
  readonly cents: number;
  /** Up to so many cents to either side are as expected; 0 where nothing is. */
  readonly spread: number;
}

/** All that the program knows of a comparison. One is a file here and a line in comparisons.ts. */
export interface FluxComparison {
  /** Null where there is nothing to compare with. */
  readonly base: (series: Series, terms: FluxTerms) => FluxBase | null;
}
