import type { JobProgress } from '../../core/contract/api/runs.ts';
import { durationText } from './format.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** What is done sooner says nothing of time. */
const SOON_MS = 3 * SECOND;

/**
 * About 2 min left; or, where that cannot be told (any more), how long it has been going on: working… 12 s. Null
 * where it has only begun.
 *
 * @param now epoch ms: between two words of progress time goes on.
 */
export function timeText(
  { at, since, left }: Pick<JobProgress, 'at' | 'since' | 'left'>,
  now: number,
): string | null {
  const remaining = left === null ? 0 : left.ms - Math.max(0, now - at);
  if (left !== null && remaining > 0)
    return `${about(remaining)} left${left.of === 'step' ? ' in this step' : ''}`;
  const elapsed = now - since;
  return elapsed < SOON_MS ? null : `working… ${elapsedText(elapsed)}`;
}

/** An estimate is told as coarsely as it is known. */
function about(ms: number): string {
  if (ms < 10 * SECOND) return 'a few seconds';
  if (ms < 50 * SECOND) return `about ${Math.ceil(ms / (10 * SECOND)) * 10} s`;
  const minutes = Math.max(1, Math.round(ms / MINUTE));
  if (minutes <= 10) return `about ${minutes} min`;
  if (ms < HOUR) return `about ${Math.min(55, Math.round(minutes / 5) * 5)} min`;
  const tens = Math.round(ms / (10 * MINUTE)) * 10;
  return `about ${Math.floor(tens / 60)} h${tens % 60 === 0 ? '' : ` ${tens % 60} min`}`;
}

function elapsedText(ms: number): string {
  return ms < 10 * SECOND ? `${Math.floor(ms / SECOND)} s` : durationText(ms);
}
