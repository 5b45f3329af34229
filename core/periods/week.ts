import { DAY_MS } from '../ledger/time.ts';
import type { PeriodKind } from './period-kind.ts';

export const WEEK_MS = 7 * DAY_MS;

/** ISO 8601: weeks begin on Monday, and the first of a year is the one with its first Thursday. */
export const week = {
  id: 'week',
  title: 'Week',
  many: 'Weeks',
  example: '2026-W23',
  spanOf(name) {
    const [, year, number] = /^(\d{4})-W(0[1-9]|[1-4]\d|5[0-3])$/.exec(name) ?? [];
    if (year === undefined) return null;
    // The fourth of January is in the first week.
    const start = mondayOf(Date.UTC(Number(year), 0, 4)) + (Number(number) - 1) * WEEK_MS;
    return nameOf(start) === name ? { start, end: start + WEEK_MS - 1 } : null;
  },
  at: nameOf,
} as const satisfies PeriodKind;

/** The midnight with which the week of a moment begins. */
export function mondayOf(time: number): number {
  const day = Math.floor(time / DAY_MS);
  // Day 0 was a Thursday.
  return (day - ((((day + 3) % 7) + 7) % 7)) * DAY_MS;
}

function nameOf(time: number): string {
  const monday = mondayOf(time);
  const year = new Date(monday + 3 * DAY_MS).getUTCFullYear();
  const first = mondayOf(Date.UTC(year, 0, 4));
  const number = Math.round((monday - first) / WEEK_MS) + 1;
  return `${String(year).padStart(4, '0')}-W${String(number).padStart(2, '0')}`;
}
