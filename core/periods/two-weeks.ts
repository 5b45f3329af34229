import { DAY_MS, endOfDay } from '../ledger/time.ts';
import { dates, datesOf } from './dates.ts';
import type { Calendar, PeriodKind, Span } from './period-kind.ts';

const LENGTH_MS = 14 * DAY_MS;

/** Spans of fourteen days, one after the other from a chosen day on, and before it. They are named by their dates. */
export const twoWeeks = {
  id: 'two-weeks',
  title: 'Two weeks',
  many: 'Two-week periods',
  example: '2026-06-01..2026-06-14',
  spanOf(name, calendar) {
    const span = dates.spanOf(name);
    return span !== null && spanAt(span.start, calendar).start === span.start ? span : null;
  },
  at: (time, calendar) => datesOf(spanAt(time, calendar)),
} as const satisfies PeriodKind;

function spanAt(time: number, { twoWeeksFrom }: Calendar): Span {
  const anchor = endOfDay(twoWeeksFrom)! + 1 - DAY_MS;
  const start = anchor + Math.floor((time - anchor) / LENGTH_MS) * LENGTH_MS;
  return { start, end: start + LENGTH_MS - 1 };
}
