import type { Waiting } from '../../core/contract/steps.ts';
import type { Format } from './format.ts';

/** Checked 3 times; next check at 14:05:20, until 16:00:00. */
export function waitingWords(
  { looks, nextLookAt, until }: Waiting,
  now: number,
  format: Pick<Format, 'clock' | 'count' | 'moment'>,
): string {
  const today = new Date(until).toDateString() === new Date(now).toDateString();
  return (
    `Checked ${looks === 1 ? 'once' : `${format.count(looks)} times`}; ` +
    `next check at ${format.clock(nextLookAt)}, ` +
    `until ${today ? format.clock(until) : format.moment(until)}`
  );
}
