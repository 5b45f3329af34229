import type { Place } from '../../core/contract/api/places.ts';

/**
 * How long a person has said to wait for a place, beyond the screen on which it was said: who leaves it
 * and comes back goes on waiting. Gone with the window.
 */
const deadlines = new Map<string, number>();

/** What is left of a wait, in whole minutes, the one begun counted; 0 where there is none. */
export function minutesLeft(place: Place, now: number): number {
  return Math.max(0, Math.ceil(((deadlines.get(nameOf(place)) ?? 0) - now) / 60_000));
}

export function keepWait(place: Place, minutes: number, now: number): void {
  deadlines.set(nameOf(place), now + minutes * 60_000);
}

export function forgetWait(place: Place): void {
  deadlines.delete(nameOf(place));
}

function nameOf(place: Place): string {
  return JSON.stringify(place);
}
