import { mayPass } from '../../core/contract/problem-codes.ts';
import type { ProblemValue } from '../../core/contract/problem.ts';
import type { Schedule, ScheduledTime, TimeState } from '../../core/contract/schedules/schedule.ts';
import { waitBefore } from '../../core/schedule/retry.ts';
import type { TimeChange } from '../history/schedules/schedule-times.ts';
import { isNotThereYet } from '../places/fetch/wait-for-source.ts';
import type { Carried } from './scheduled-run.ts';

/** A file that is waited for is looked for this often. */
const LOOK_MS = 60_000;

/**
 * What becomes of a time after it was tried (RULES.md section 20): a file that is not there is waited for until the
 * deadline, what may pass is tried again with growing waits, and what a person has to mend is not.
 *
 * @param now epoch ms.
 */
export function afterTry(
  schedule: Pick<Schedule, 'waitMinutes' | 'retries'>,
  time: ScheduledTime,
  { outcome, runId, problem }: Carried,
  now: number,
): TimeChange {
  const over = (state: TimeState): TimeChange => ({
    state,
    runId: runId ?? time.runId,
    problem,
    nextTryAt: null,
    endedAt: now,
  });
  if (outcome === 'completed') return over('done');
  // The program ended under it: finished steps are kept.
  if (problem === null && outcome === 'interrupted')
    return { state: 'retry', runId: runId ?? time.runId, nextTryAt: now };
  if (problem === null) return over('failed');
  if (problem.kind === 'validation-halted') return over('halted');
  if (isNotThereYet(problem)) {
    const deadline = time.dueAt + schedule.waitMinutes * 60_000;
    return now < deadline
      ? { state: 'waiting', problem, nextTryAt: Math.min(now + LOOK_MS, deadline) }
      : over('late');
  }
  if (mayPass(problem) && time.tries <= schedule.retries)
    return {
      state: 'retry',
      runId: runId ?? time.runId,
      problem,
      nextTryAt: now + waitBefore(`${time.scheduleId} ${time.dueAt}`, time.tries),
    };
  return over('failed');
}

/** A try that never got as far as a run. */
export function notBegun(problem: ProblemValue): Carried {
  return { outcome: 'failed', runId: null, problem };
}
