import type { Schedule } from '../contract/schedules/schedule.ts';
import { timesAfter } from './next-times.ts';

/** A time that is noted longer after it than this was missed: nobody was there to run it. */
const MISSED_AFTER_MS = 15 * 60_000;
/** More times than this are not noted one by one; the earliest of them are left out. */
const MOST_NOTED = 100;

/** A time that has come, and whether it is to be run or is only told as missed. */
export interface DueTime {
  readonly at: number;
  readonly state: 'due' | 'missed';
}

/**
 * The times of a schedule after `seen` and up to `now` (epoch ms), in order. Of several that were missed the latest
 * is caught up at most: a later run of a source says what an earlier one would have said.
 */
export function dueTimes(
  schedule: Pick<Schedule, 'when' | 'zone' | 'calendar' | 'missed'>,
  seen: number,
  now: number,
): readonly DueTime[] {
  const times: number[] = [];
  for (const { at } of timesAfter(schedule, seen)) {
    if (at > now) break;
    times.push(at);
    if (times.length > MOST_NOTED) times.shift();
  }
  return times.map((at, index) => {
    const isLatest = index === times.length - 1;
    const isMissed = now - at > MISSED_AFTER_MS;
    const isRun = isLatest && (!isMissed || schedule.missed === 'catch-up');
    return { at, state: isRun ? 'due' : 'missed' };
  });
}
