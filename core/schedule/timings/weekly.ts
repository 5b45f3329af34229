import { WEEKDAYS } from '../../contract/setting-words/calendar-words.ts';
import { onDays, withTime } from './timing.ts';
import type { TimingWords } from './timing.ts';

/** A day of each week. */
export const weekly: TimingWords = {
  examples: ['Mondays at 08:00'],
  read(text) {
    const found = withTime(text, `(${WEEKDAYS.join('|').toLowerCase()})s?`);
    if (!found) return null;
    const day = WEEKDAYS.findIndex((name) => name.toLowerCase() === found.groups[0]);
    return onDays(
      `at ${found.time} every ${WEEKDAYS[day]!}`,
      found.time,
      (wall) => new Date(wall).getUTCDay() === day,
    );
  },
};
