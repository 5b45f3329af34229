import type { ScheduleDraft } from '../contract/schedules/schedule.ts';
import { timingOf } from './timings/timings.ts';
import { momentOf, wallAt } from './zone.ts';

/** What decides when a schedule comes. */
export type When = Pick<ScheduleDraft, 'when' | 'zone' | 'calendar'>;

/** A moment at which a schedule comes, and what the clock of its zone was to show then (wall-clock ms). */
export interface Coming {
  readonly at: number;
  readonly wall: number;
}

/**
 * The moments at which a schedule comes after another (epoch ms), in order, without an end: each time that the
 * clock of its zone shows, once. None where what it says is not understood.
 */
export function* timesAfter({ when, zone, calendar }: When, after: number): Generator<Coming> {
  const timing = timingOf(when);
  if (timing === null) return;
  let last = after;
  let wall = wallAt(after, zone);
  for (;;) {
    const next = timing.next(wall, calendar);
    if (next === null) return;
    wall = next;
    const at = momentOf(next, zone);
    // All that the clock is put forward over comes at one moment, and is one time.
    if (at <= last) continue;
    last = at;
    yield { at, wall };
  }
}

/** The first of them; null where there is none. */
export function nextTime(when: When, after: number): Coming | null {
  return timesAfter(when, after).next().value ?? null;
}
