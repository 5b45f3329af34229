import { DAY_MS } from '../../ledger/time.ts';
import { medianOf } from '../../robust.ts';
import type { Expectation, Point } from './expectation.ts';

/** The same day of so many months is looked back at. */
const MONTHS = 3;

/** It has a course within the month, as a run each night sees it: about what it was on the same day of months before. */
export const monthAgo: Expectation = {
  id: 'month-ago',
  fewest: 12,
  base: (points, at) => {
    const { day } = points[at]!;
    const before = points[at - 1];
    // Where a point is a month, the same day of the month before is the point before.
    if (before === undefined || Date.parse(day) - Date.parse(before.day) > 10 * DAY_MS) return null;
    const found = Array.from({ length: MONTHS }, (_, back) => sameDayBefore(points, at, back + 1));
    return found.some((value) => value === null) ? null : medianOf(found as number[]);
  },
};

function sameDayBefore(points: readonly Point[], at: number, months: number): number | null {
  const [year, month, day] = points[at]!.day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  const wanted = new Date(Date.UTC(year, month - 1 - months, Math.min(day, last)))
    .toISOString()
    .slice(0, 10);
  for (let k = at - 1; k >= 0 && points[k]!.day >= wanted; k--)
    if (points[k]!.day === wanted) return points[k]!.value;
  return null;
}
