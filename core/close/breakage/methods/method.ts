/** What is known and expected of the lots of a class that were earned in one month. Cents. */
export interface ExpectedCohort {
  readonly earned: number;
  readonly expired: number;
  /** What no redemption took. */
  readonly open: number;
  /** What will have been redeemed in the end. */
  readonly ultimate: number;
  /** What was spent so far. */
  readonly spent: number;
  /** Months since that of its issue. */
  readonly age: number;
}

/** All that the program knows of a method of recognising breakage. A method is one file here and a line in methods.ts. */
export interface BreakageMethod {
  /** What of a cohort is never redeemed, as far as the method expects it, in cents. */
  readonly breakage: (cohort: ExpectedCohort, remoteAfterMonths: number) => number;
  /** What of it is income up to the cut-off, in cents that are not whole yet. */
  readonly recognised: (cohort: ExpectedCohort, remoteAfterMonths: number) => number;
}
