import { basename } from 'node:path';
import type { RunnerEnding } from '../runner/messages.ts';

const TITLES: Readonly<Record<RunnerEnding['outcome'], string>> = {
  completed: 'Reconciliation completed',
  paused: 'Reconciliation is waiting for you',
  halted: 'Validation stopped the run',
  failed: 'Reconciliation failed',
  cancelled: 'Reconciliation cancelled',
  interrupted: 'Reconciliation interrupted',
  running: 'Reconciliation under way',
};

/** What the system says when a run has ended and nobody is looking. */
export function notificationOf(
  place: string,
  { outcome, alreadyReconciled, problem }: RunnerEnding,
): { title: string; body: string } {
  const name = basename(place.replace(/[?#].*$/, ''));
  if (problem) return { title: TITLES[outcome], body: `${name}: ${problem.message}` };
  if (alreadyReconciled)
    return { title: 'Already reconciled', body: `${name} has been reconciled before.` };
  if (outcome === 'paused') return { title: TITLES.paused, body: `${name}: the step is complete.` };
  return { title: TITLES[outcome], body: `${name} is reconciled and verified.` };
}
