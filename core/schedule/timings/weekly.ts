import { onDays, withTime } from './timing.ts';
import type { TimingWords } from './timing.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** A day of each week. */
export const weekly: TimingWords = {
  examples: ['Mondays at 08:00'],
  read(text) {
    const found = withTime(text, `(${DAYS.join('|').toLowerCase()})s?`);
    if (!found) return null;
    const day = DAYS.findIndex((name) => name.toLowerCase() === found.groups[0]);
    return onDays(
      `at ${found.time} every ${DAYS[day]!}`,
      found.time,
      (wall) => new Date(wall).getUTCDay() === day,
    );
  },
};
