import { Cron } from 'croner';
import type { TimingWords } from './timing.ts';

/** Five fields as crontab has them: minute, hour, day of the month, month, day of the week. */
export const cron: TimingWords = {
  examples: ['0 2 1 * *'],
  read(text) {
    if (text.split(' ').length !== 5) return null;
    const pattern = cronOf(text);
    if (pattern === null) return null;
    return {
      words: `at the times of “${text}”`,
      // The clock on the wall is given as if it were UTC: gaps and repeats of a zone are decided elsewhere, for all.
      next: (wall) => pattern.nextRun(new Date(wall))?.getTime() ?? null,
    };
  },
};

function cronOf(text: string): Cron | null {
  try {
    return new Cron(text, { timezone: 'Etc/UTC', mode: '5-part', paused: true });
  } catch {
    return null;
  }
}
