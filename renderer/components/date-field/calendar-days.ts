import { MONTHS, WEEKDAYS } from '../../../core/contract/setting-words/calendar-words.ts';

/** Days of a calendar are wall-clock ms of their beginning, as in the ledger: no time zone moves them. */
const DAY = 86_400_000;
/** Fields take no earlier and no later days. */
const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(9999, 11, 31);

/** The names of the weekdays, from the one on which weeks begin: 0 for Sunday. */
export function weekdays(firstWeekday: number): readonly string[] {
  return WEEKDAYS.map((_, place) => WEEKDAYS[(place + firstWeekday) % 7]!);
}

/** June 2026. */
export function monthTitle(day: number): string {
  const date = new Date(day);
  return `${MONTHS[date.getUTCMonth()]!} ${date.getUTCFullYear()}`;
}

/** Tuesday, 30 June 2026: how a day is named to who hears it. */
export function dayTitle(day: number): string {
  const date = new Date(day);
  return `${WEEKDAYS[date.getUTCDay()]!}, ${date.getUTCDate()} ${monthTitle(day)}`;
}

/** The weeks of the month of a day, each with its seven days; those of other months are null. */
export function weeksOf(
  day: number,
  firstWeekday: number,
): readonly (readonly (number | null)[])[] {
  const first = monthLater(day, 0, 1);
  const after = monthLater(day, 1, 1);
  const start = first - ((new Date(first).getUTCDay() - firstWeekday + 7) % 7) * DAY;
  const weeks: (number | null)[][] = [];
  for (let monday = start; monday < after; monday += 7 * DAY)
    weeks.push(
      WEEKDAYS.map((_, place) => monday + place * DAY).map((one) =>
        one >= first && one < after ? one : null,
      ),
    );
  return weeks;
}

/** The day so many months later, or the last of that month where it is shorter. */
export function monthsLater(day: number, months: number): number {
  const last = new Date(monthLater(day, months + 1, 0)).getUTCDate();
  return within(monthLater(day, months, Math.min(last, new Date(day).getUTCDate())));
}

/** Where a key leads from a day: days, weeks, the ends of the week, months and, with Shift, years. */
export function dayByKey(
  day: number,
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  firstWeekday: number,
): number | null {
  const place = (new Date(day).getUTCDay() - firstWeekday + 7) % 7;
  switch (key) {
    case 'ArrowLeft':
      return within(day - DAY);
    case 'ArrowRight':
      return within(day + DAY);
    case 'ArrowUp':
      return within(day - 7 * DAY);
    case 'ArrowDown':
      return within(day + 7 * DAY);
    case 'Home':
      return within(day - place * DAY);
    case 'End':
      return within(day + (6 - place) * DAY);
    case 'PageUp':
      return monthsLater(day, shiftKey ? -12 : -1);
    case 'PageDown':
      return monthsLater(day, shiftKey ? 12 : 1);
    default:
      return null;
  }
}

/** A day of the month that lies so many months later; the 0th is the last of the month before it. */
function monthLater(day: number, months: number, dayOfMonth: number): number {
  const date = new Date(day);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, dayOfMonth);
}

function within(day: number): number {
  return Math.max(EARLIEST, Math.min(LATEST, day));
}
