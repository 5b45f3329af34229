import type { BusinessCalendar } from '../../contract/schedules/schedule.ts';
import { DAY_MS, dayText } from '../../ledger/time.ts';

/** Whether somebody is at work on the day of a wall-clock time. */
export function isBusinessDay(wall: number, { weekend, holidays }: BusinessCalendar): boolean {
  return !weekend.includes(new Date(wall).getUTCDay()) && !holidays.includes(dayText(wall));
}

/** The first day of the month of a wall-clock time, and that of the next one. */
export function monthAround(wall: number): { readonly start: number; readonly end: number } {
  const date = new Date(wall);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { start: Date.UTC(year, month, 1), end: Date.UTC(year, month + 1, 1) };
}

/** Days of business of the month of a wall-clock time, in order, each by its midnight. */
export function businessDaysOfMonth(wall: number, calendar: BusinessCalendar): readonly number[] {
  const { start, end } = monthAround(wall);
  const days: number[] = [];
  for (let day = start; day < end; day += DAY_MS) if (isBusinessDay(day, calendar)) days.push(day);
  return days;
}

/** The day itself, or the first day of business after it; itself where a year has none. */
export function onOrAfter(day: number, calendar: BusinessCalendar): number {
  for (let ahead = day; ahead < day + 366 * DAY_MS; ahead += DAY_MS)
    if (isBusinessDay(ahead, calendar)) return ahead;
  return day;
}
