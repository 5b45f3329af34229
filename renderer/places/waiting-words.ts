import type { ProblemValue } from '../../core/contract/problem.ts';
import { placeKind } from './place-form.ts';

/** How long a person may wait for a source, in minutes. */
const WAITS: readonly number[] = [30, 120, 480, 1440];
const USUAL_WAIT = 120;

/** Whether the way to a remote place is in order and only its file is not there: a state, not a failure. */
export function isNotThereYet({ kind, code }: ProblemValue, place: string): boolean {
  if (kind === 'source-not-there-yet') return true;
  return placeKind(place) !== 'local' && (code === 'source.missing' || code === 'source.no-match');
}

/** The waits to choose from, and the one to begin with: that of the source where it has one. */
export function waitsFor(ofSource: number): {
  readonly choices: readonly number[];
  readonly first: number;
} {
  if (ofSource <= 0) return { choices: WAITS, first: USUAL_WAIT };
  const choices = [...new Set([...WAITS, ofSource])].sort((a, b) => a - b);
  return { choices, first: ofSource };
}

/** 30 minutes, 2 hours, 1 hour 30 minutes. */
export function waitText(minutes: number): string {
  const counted = (value: number, unit: string): string =>
    value === 0 ? '' : `${value} ${unit}${value === 1 ? '' : 's'}`;
  return [counted(Math.floor(minutes / 60), 'hour'), counted(minutes % 60, 'minute')]
    .filter(Boolean)
    .join(' ');
}
