import { extname } from 'node:path';
import type { RunDetail, RunRecord } from '../../core/contract/run.ts';
import { STEP_NAMES } from '../../core/contract/steps.ts';
import type { History } from '../history/history.ts';
import type { ExpectedSteps } from './time-left.ts';

/** How many earlier runs are looked at for one that is like it. */
const LOOKED_AT = 20;

/**
 * How long the steps of a run can be expected to take: as long as in the latest run of its source that was asked
 * for the same, by the bytes of both files. Null where there is none, where it waits after each step, and for a
 * source without bytes.
 */
export function expectedSteps(
  history: Pick<History, 'getRun' | 'listRuns' | 'isStepByStep'>,
  runId: string,
): ExpectedSteps | null {
  const run = history.getRun(runId)?.run;
  if (!run || !run.bytes || history.isStepByStep(runId)) return null;
  const { sourceId, policy } = run;
  const like = history
    .listRuns({ sourceId, policy, status: 'completed', limit: LOOKED_AT })
    .find((earlier) => isLike(run, earlier));
  const steps = like && history.getRun(like.id)?.steps;
  return steps && like.bytes ? scaled(steps, run.bytes / like.bytes) : null;
}

/** Whether an earlier run did the same work on another amount of it. */
function isLike(run: RunRecord, earlier: RunRecord): boolean {
  return (
    (earlier.bytes ?? 0) > 0 &&
    extname(earlier.place).toLowerCase() === extname(run.place).toLowerCase() &&
    earlier.settings.xlsx === run.settings.xlsx &&
    earlier.settings.increment === run.settings.increment
  );
}

/** The times of the steps, so many times; null where one of them was not done in one go. */
function scaled(steps: RunDetail['steps'], times: number): ExpectedSteps | null {
  const expected: Partial<Record<keyof ExpectedSteps, number>> = {};
  for (const name of STEP_NAMES) {
    const step = steps.find((one) => one.name === name);
    if (step?.endedAt == null || step.attempts !== 1) return null;
    expected[name] = Math.max(0, step.endedAt - step.startedAt) * times;
  }
  return expected as ExpectedSteps;
}
