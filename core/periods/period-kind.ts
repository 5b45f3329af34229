/** First and last millisecond of a period, wall-clock ms. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What periods other than those of the calendar on the wall depend on. */
export interface Calendar {
  /** The month that a fiscal year begins with, 1 to 12. */
  readonly fiscalStart: number;
  /** Whether its periods are months, or weeks: four, four and five to the quarter. */
  readonly fiscalPeriods: 'months' | '4-4-5';
  /** `YYYY-MM-DD`: a day on which a span of two weeks begins. */
  readonly twoWeeksFrom: string;
}

/** All that the program knows of a kind of period. A kind is one file here and a line in periods.ts. */
export interface PeriodKind {
  /** Its name on the command line and in settings. It never changes. */
  readonly id: string;
  /** One of them, for a person, and several. */
  readonly title: string;
  readonly many: string;
  /** How one is written. */
  readonly example: string;
  /** The span of the period of this name; null where the name is none of this kind. */
  spanOf(name: string, calendar: Calendar): Span | null;
  /**
   * The name of the period that a moment (wall-clock ms) is in; null where the kind does not divide time
   * into periods.
   */
  readonly at: ((time: number, calendar: Calendar) => string) | null;
}
