import type { Calendar } from '../periods.ts';

export const MONTHS: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** From 0 for Sunday on, as JavaScript counts them. */
export const WEEKDAYS: readonly string[] = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
];

/** What a fiscal year is divided into. */
export const FISCAL_PERIODS_WORDS: Readonly<Record<Calendar['fiscalPeriods'], string>> = {
  months: 'Calendar months',
  '4-4-5': 'Weeks, 4-4-5',
};
