import { businessDaysOfMonth } from './business-days.ts';
import { onDays, ordinal, withTime } from './timing.ts';
import type { TimingWords } from './timing.ts';

/** A business day of each month, counted from its beginning or its end. */
export const businessDay: TimingWords = {
  examples: ['last business day at 18:00', '3rd business day at 09:00'],
  read(text) {
    const found = withTime(
      text,
      '(first|last|[1-9]|1\\d|2[0-3])(?:st|nd|rd|th)? (?:business|working) day',
    );
    if (!found) return null;
    const [which] = found.groups;
    const number = which === 'last' ? -1 : which === 'first' ? 1 : Number(which);
    const words = number < 0 ? 'last' : ordinal(number);
    return onDays(
      `at ${found.time} on the ${words} business day of each month`,
      found.time,
      (day, calendar) =>
        businessDaysOfMonth(day, calendar).at(number < 0 ? number : number - 1) === day,
    );
  },
};
