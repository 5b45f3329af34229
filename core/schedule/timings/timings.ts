import { businessDay } from './business-day.ts';
import { cron } from './cron.ts';
import { daily } from './daily.ts';
import { dayOfMonth } from './day-of-month.ts';
import type { Timing, TimingWords } from './timing.ts';
import { weekly } from './weekly.ts';

/** All ways to say when, in the order in which they are offered. */
const TIMINGS: readonly TimingWords[] = [dayOfMonth, businessDay, daily, weekly, cron];

export const TIMING_EXAMPLES: readonly string[] = TIMINGS.flatMap(({ examples }) => examples);

/** What a text says of when; null where it says nothing that is known. */
export function timingOf(text: string): Timing | null {
  const plain = text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  for (const { read } of TIMINGS) {
    const timing = read(plain);
    if (timing !== null) return timing;
  }
  return null;
}
