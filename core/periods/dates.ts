import { DAY_MS, dayText, endOfDay } from '../ledger/time.ts';
import type { PeriodKind, Span } from './period-kind.ts';

/** From a day to a day, both included. */
export const dates = {
  id: 'dates',
  title: 'Date range',
  many: 'Date ranges',
  example: '2026-06-01..2026-06-14',
  spanOf(name) {
    const [, first, last] = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(name) ?? [];
    if (first === undefined || last === undefined) return null;
    const from = endOfDay(first);
    const end = endOfDay(last);
    if (from === undefined || end === undefined || from > end) return null;
    return { start: from - DAY_MS + 1, end };
  },
  at: null,
} as const satisfies PeriodKind;

/** The name of a span of whole days. */
export function datesOf({ start, end }: Span): string {
  return `${dayText(start)}..${dayText(end)}`;
}
