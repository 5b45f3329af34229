import { DAY_MS } from '../ledger/time.ts';
import { mondayOf, WEEK_MS } from './week.ts';
import type { Calendar, PeriodKind, Span } from './period-kind.ts';

/** The week, from 0, that each period of a year by weeks begins with; a 53rd week belongs to the last. */
const FIRST_WEEK = [0, 4, 8, 13, 17, 21, 26, 30, 34, 39, 43, 47];
const PERIODS = 12;

/**
 * The twelve periods of a fiscal year, which is named after the calendar year of its twelfth month: its months,
 * or, by weeks, four, four and five to the quarter. A year by weeks begins on the Monday that is nearest to the first
 * day of its first month. Names have two digits of the years from 1970 to 2069, and four of all others.
 */
export const fiscal = {
  id: 'fiscal',
  title: 'Fiscal period',
  many: 'Fiscal periods',
  example: 'FY26-P05',
  spanOf(name, calendar) {
    const [, digits, number] = /^FY(\d{2}|[1-9]\d{3})-P(0[1-9]|1[0-2])$/.exec(name) ?? [];
    if (digits === undefined) return null;
    const century = digits.length === 4 ? 0 : Number(digits) < 70 ? 2000 : 1900;
    const year = century + Number(digits);
    return spanOf(year, Number(number) - 1, calendar);
  },
  at(time, calendar) {
    // The year that began last, of those that may have begun by then.
    let year = new Date(time).getUTCFullYear() + 2;
    while (spanOf(year, 0, calendar).start > time) year--;
    let period = PERIODS - 1;
    while (spanOf(year, period, calendar).start > time) period--;
    const two = (n: number): string => String(n).padStart(2, '0');
    const name = year >= 1970 && year < 2070 ? two(year % 100) : String(year);
    return `FY${name}-P${two(period + 1)}`;
  },
} as const satisfies PeriodKind;

function spanOf(year: number, period: number, calendar: Calendar): Span {
  const end =
    period === PERIODS - 1 ? startOf(year + 1, 0, calendar) : startOf(year, period + 1, calendar);
  return { start: startOf(year, period, calendar), end: end - 1 };
}

/** When a period, from 0, of the fiscal year that is named after a calendar year begins. */
function startOf(year: number, period: number, { fiscalStart, fiscalPeriods }: Calendar): number {
  const calendarYear = fiscalStart === 1 ? year : year - 1;
  if (fiscalPeriods === 'months') return Date.UTC(calendarYear, fiscalStart - 1 + period, 1);
  const first = Date.UTC(calendarYear, fiscalStart - 1, 1);
  return mondayOf(first + 3 * DAY_MS) + FIRST_WEEK[period]! * WEEK_MS;
}
