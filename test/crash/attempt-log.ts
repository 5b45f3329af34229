import { readFileSync } from 'node:fs';
import { STEP_NAMES } from '../../core/contract/steps.ts';
import type { StepName } from '../../core/contract/steps.ts';

/** Where an attempt is: before its run is written down, in a step, or between the last step and the end. */
export const PHASES = ['opening', ...STEP_NAMES, 'completing'] as const;
export type Phase = (typeof PHASES)[number];

/** What an attempt says while it lives, a line of JSON each, so that it is known when it was killed. */
export type LogLine =
  | { readonly phase: Phase }
  | { readonly begun: StepName }
  | { readonly completed: StepName }
  /** The record of a finished partition is in the run's folder. */
  | { readonly finished: StepName; readonly partition: number }
  /** The attempt is about to kill itself, or a call is about to fail. */
  | { readonly struck: string };

/** The lines of an attempt's log, whole ones only; none where it did not get so far. */
export function readLog(path: string): LogLine[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as LogLine);
}

/** The phase in which an attempt was when its log ends. */
export function lastPhase(log: readonly LogLine[]): Phase {
  return log.reduce<Phase>((phase, line) => ('phase' in line ? line.phase : phase), 'opening');
}

export function completedSteps(log: readonly LogLine[]): StepName[] {
  return log.flatMap((line) => ('completed' in line ? [line.completed] : []));
}
