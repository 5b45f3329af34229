import { DAY_MS } from '../../ledger/time.ts';
import { monthAround, onOrAfter } from './business-days.ts';
import { onDays, ordinal, withTime } from './timing.ts';
import type { TimingWords } from './timing.ts';

/** A day of each month by its number; a month without it is left out. Or the next business day from it on. */
export const dayOfMonth: TimingWords = {
  examples: ['1st at 02:00', '1st or next business day at 02:00', 'last day at 18:00'],
  read(text) {
    const found = withTime(
      text,
      '(last|[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?(?: day)?( or (?:the )?next business day)?',
    );
    if (!found) return null;
    const [which, shifted] = found.groups;
    const number = which === 'last' ? null : Number(which);
    const words = number === null ? 'last day' : ordinal(number);
    const dayIn = (wall: number): number | null => {
      const { start, end } = monthAround(wall);
      const day = number === null ? end - DAY_MS : start + (number - 1) * DAY_MS;
      return day < end ? day : null;
    };
    if (shifted === undefined)
      return onDays(
        `at ${found.time} on the ${words} of each month`,
        found.time,
        (day) => day === dayIn(day),
      );
    return onDays(
      `at ${found.time} on the ${words} of each month or the next business day`,
      found.time,
      (day, calendar) =>
        // It may have been moved here from the month before.
        [day, monthAround(day).start - DAY_MS].some((month) => {
          const asked = dayIn(month);
          return asked !== null && onOrAfter(asked, calendar) === day;
        }),
    );
  },
};
