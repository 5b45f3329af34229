import { asProblem, runCancelled } from '../../core/contract/problem.ts';
import type { Progress } from '../../core/contract/steps.ts';
import { faultText } from '../secrets/fault-text.ts';
import { atMostEvery } from './at-most.ts';
import { joinSession } from '../history/audit/session.ts';
import { plainProblem } from '../secrets/plain-problem.ts';
import { rewriteRunWorkbook } from '../run-life/rewrite-workbook.ts';
import { carryOutRun } from './carry-out-run.ts';
import { proveRun } from './prove-run.ts';
import { toRunnerSchema } from './messages.ts';
import type { FromRunner, RunnerEnding, RunnerTask } from './messages.ts';
import type { ParentPort } from './port.ts';
import type { RunnerLine } from './runner-line.ts';

/** Fewer words than a pipe could carry, more than the window shows. */
const PROGRESS_MS = 50;

/**
 * Does the one task that the parent sends and says how it ended; the parent then ends this process.
 * Without a parent it ends itself at once: what it was doing can be gone on with.
 *
 * @param progressMs how far words of progress lie apart at the least; only tests give another.
 */
export function serveParent(port: ParentPort, progressMs = PROGRESS_MS): void {
  const cancelling = new AbortController();
  let begun = false;
  port.onGone(() => process.exit(1));
  port.onMessage((message) => {
    const parsed = toRunnerSchema.safeParse(message);
    if (!parsed.success) {
      const { path, message: what } = parsed.error.issues[0]!;
      const words = `The runner was asked for what it cannot do (${path.map(String).join('.')}: ${what}).`;
      port.send({ kind: 'ended', ending: failure(new Error(words)) } satisfies FromRunner);
    } else if (parsed.data.kind === 'cancel') cancelling.abort();
    else if (!begun) {
      begun = true;
      const { work } = parsed.data;
      if ('session' in work && work.session) joinSession(work.session);
      void carryOut(work, port, cancelling.signal, progressMs);
    }
  });
}

async function carryOut(
  work: RunnerTask,
  port: ParentPort,
  signal: AbortSignal,
  progressMs: number,
): Promise<void> {
  const paced = atMostEvery<Progress>(progressMs, (progress) =>
    port.send({ kind: 'progress', progress } satisfies FromRunner),
  );
  let step: Progress['step'] | null = null;
  const line: RunnerLine = {
    signal,
    tell: (message) => port.send(message),
    progress(progress) {
      // The last word of a step is not lost to the first of the next.
      if (progress.step !== step) paced.flush();
      step = progress.step;
      paced.pass(progress);
    },
  };
  const ending = await endingOf(work, line);
  paced.flush();
  port.send({ kind: 'ended', ending } satisfies FromRunner);
}

async function endingOf(work: RunnerTask, line: RunnerLine): Promise<RunnerEnding> {
  try {
    switch (work.task) {
      case 'run':
      case 'continue':
        return await carryOutRun(work, line);
      case 'verify':
        return await proveRun(work, line);
      case 'workbook':
        await rewriteRunWorkbook(work, { signal: line.signal, onProgress: line.progress });
        return DONE;
    }
  } catch (thrown) {
    return failure(thrown);
  }
}

/** The end of what is no run. */
const DONE: RunnerEnding = {
  runId: null,
  outcome: 'completed',
  alreadyReconciled: false,
  problem: null,
};

/** How it ended where there is no run to speak of. */
function failure(thrown: unknown): RunnerEnding {
  const problem = asProblem(thrown);
  // The stack is for the log; it does not cross the boundary.
  if (problem.kind === 'internal') process.stderr.write(`${faultText(problem)}\n`);
  const cancelled = problem.kind === 'cancelled';
  return {
    runId: null,
    outcome: cancelled ? 'cancelled' : 'failed',
    alreadyReconciled: false,
    problem: plainProblem(cancelled ? runCancelled() : problem),
  };
}
