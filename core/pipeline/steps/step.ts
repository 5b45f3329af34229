import { runCancelled } from '../../contract/problem.ts';
import type { StepName, Tell } from '../../contract/steps.ts';
import type { StepResult } from '../../run-folder/step-journal.ts';
import type { ReconcileEnvironment, ReconcileRequest } from './asked-run.ts';

/** A run while it is carried out. */
export interface RunAtWork {
  readonly request: ReconcileRequest;
  readonly environment: ReconcileEnvironment;
  /** Has something done when the run ends, however it ends. */
  readonly atEnd: (end: () => Promise<void>) => void;
}

/** A step of a run. It goes on with what the steps before it have left, and leaves that and more. */
export interface Step<Before, After> {
  readonly name: StepName;
  /** Does the step. Throws a Problem for whatever stops the run. */
  run(run: RunAtWork, before: Before): Promise<Done<After>>;
  /**
   * Brings back what the step left when an earlier attempt of the run completed it. Throws the Problem
   * `run.checkpoint-damaged` where that is not what was written.
   */
  resume(run: RunAtWork, before: Before, completed: StepResult): Promise<After>;
  /** Tells what is known now, whichever attempt found it. */
  tell?(run: RunAtWork, left: After): void;
}

/** What a step leaves, and what the journal keeps of it. */
export interface Done<After> extends StepResult {
  readonly left: After;
}

/** A run that stopped where it was asked to. Its completed steps lie in its folder. */
export interface Paused {
  readonly pausedAfter: StepName;
}

/** Steps one after the other, each of which goes on with what the one before it has left. */
export interface Course<Left> {
  followedBy<After>(step: Step<Left, After>): Course<After>;
  /** What the last step leaves; or where the run paused. */
  take(run: RunAtWork): Promise<{ readonly left: Left } | Paused>;
}

/** The course that begins with a step. */
export function courseOf<After>(step: Step<null, After>): Course<After> {
  return after(() => Promise.resolve({ left: null }), step);
}

function after<Before, After>(
  before: (run: RunAtWork) => Promise<{ readonly left: Before } | Paused>,
  step: Step<Before, After>,
): Course<After> {
  const take = async (run: RunAtWork): Promise<{ readonly left: After } | Paused> => {
    const found = await before(run);
    return 'pausedAfter' in found ? found : takeStep(run, step, found.left);
  };
  return { take, followedBy: (next) => after(take, next) };
}

/** Takes one step: what an earlier attempt completed is not done again. Pauses where the run is to. */
async function takeStep<Before, After>(
  run: RunAtWork,
  step: Step<Before, After>,
  before: Before,
): Promise<{ readonly left: After } | Paused> {
  const { journal, signal, until } = run.environment;
  await turn(signal);
  const completed = journal.completed(step.name);
  let left: After;
  if (completed) left = await step.resume(run, before, completed);
  else {
    journal.begin(step.name);
    const done = await step.run(run, before);
    const { rowsIn, rowsOut, checksums } = done;
    journal.end(step.name, { rowsIn, rowsOut, checksums });
    left = done.left;
  }
  step.tell?.(run, left);
  // After the report there is nothing to pause before.
  return until === step.name && until !== 'report' ? { pausedAfter: until } : { left };
}

/** Lets a cancellation arrive, and heeds it: the computing in between holds the thread. */
export async function turn(signal: AbortSignal | undefined): Promise<void> {
  await new Promise(setImmediate);
  if (signal?.aborted) throw runCancelled();
}

/** How the pieces of a step tell of their progress. */
export function progressOf({ environment }: RunAtWork, step: StepName): Tell {
  return (progress) => environment.onProgress?.({ ...progress, step });
}
