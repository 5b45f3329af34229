import type { Job } from '../../core/contract/api/runs.ts';
import { meaningOf } from '../../core/contract/problem-codes.ts';
import { asProblem, Problem } from '../../core/contract/problem.ts';
import type { AppContext } from '../app/app-context.ts';
import { fromRunnerSchema } from '../runner/messages.ts';
import type { RunnerEnding, RunnerTask, ToRunner } from '../runner/messages.ts';
import { plainProblem } from '../secrets/plain-problem.ts';
import { expectedSteps } from './expected-steps.ts';
import { jobExists } from './job-entries.ts';
import type { JobEntries } from './job-entries.ts';
import { notificationOf } from './notifications.ts';

type RunJobContext = Pick<AppContext, 'history' | 'host' | 'emit'>;

/** What was asked of a run while it was under way: to be cancelled, or that the program ends. */
type Asked = 'nothing' | 'cancel' | 'close';

/**
 * Starts a run in a process of its own. Throws Problem `run.busy` where one is under way and does not wait
 * for its source, and `job.exists`.
 *
 * @param graceMs how long a cancelled run may take to end by itself.
 */
export function startRunJob(
  context: RunJobContext,
  entries: JobEntries,
  given: { readonly jobId: string; readonly place: string },
  work: RunnerTask,
  graceMs: number,
): Job {
  const { history, host, emit } = context;
  // One that waits for its source does nothing yet, and takes its turn when that has come.
  const busy = entries.all().find(({ job }) => job.kind === 'run' && !job.progress?.waiting);
  if (busy) throw runBusy(busy.job);
  if (entries.get(given.jobId)) throw jobExists(given.jobId);
  const runner = host.forkRunner();
  const over = Promise.withResolvers<undefined>();
  let asked: Asked = 'nothing';
  let timer: NodeJS.Timeout | undefined;
  let ending: RunnerEnding | null = null;
  const send = (message: ToRunner): void => runner.send(message);
  const { entry, leave } = entries.enter(
    { ...given, kind: 'run' },
    {
      cancel() {
        if (asked !== 'nothing') return;
        asked = 'cancel';
        send({ kind: 'cancel' });
        timer = setTimeout(() => runner.kill(), graceMs);
      },
      close() {
        asked = 'close';
        runner.kill();
        return over.promise;
      },
    },
  );
  runner.onMessage((sent) => {
    const { success, data: message } = fromRunnerSchema.safeParse(sent);
    // A process that is being ended may still speak.
    if (!success || ending !== null) return;
    if (message.kind === 'progress') entry.progress(message.progress);
    else if (message.kind === 'run-started' || message.kind === 'run-changed') {
      if (message.kind === 'run-started') {
        entry.job = { ...entry.job, runId: message.runId };
        entry.expect(expectedSteps(history, message.runId));
        emit('progress', entry.job);
      }
      emit('run.changed', { runId: message.runId });
    } else if (message.kind === 'ended') {
      ending = message.ending;
      runner.kill();
    }
  });
  runner.onExit((code) => {
    clearTimeout(timer);
    const { runId } = entry.job;
    // One that lost its history in the midst of a run cannot say which run that was.
    const lost = ending?.runId === null && runId !== null ? ending.problem : null;
    const last =
      ending !== null && lost === null ? ending : settled(history, runId, { asked, code, lost });
    leave(last);
    // After the last word of progress, which would show the bar again.
    host.showProgress(null);
    if (last.runId !== null) emit('run.changed', { runId: last.runId });
    if (asked !== 'close') notify(context, given.place, last);
    over.resolve(undefined);
  });
  send({ kind: 'start', work });
  host.showProgress(-1);
  return entry.job;
}

/** What became of a run whose process ended without a word, as the history has it from now on. */
function settled(
  history: RunJobContext['history'],
  runId: string | null,
  {
    asked,
    code,
    lost,
  }: {
    readonly asked: Asked;
    /** With which the process ended. */
    readonly code: number | null;
    /** What it said when it could no longer say of which run. */
    readonly lost: RunnerEnding['problem'];
  },
): RunnerEnding {
  const problem =
    asked === 'cancel' ? cancelled() : asked === 'close' ? null : processDied(code, runId);
  const nothing = {
    runId,
    alreadyReconciled: false,
    problem: lost ?? (problem && plainProblem(problem)),
  };
  const outcome = asked === 'cancel' ? 'cancelled' : 'interrupted';
  if (runId === null) return { ...nothing, outcome: asked === 'nothing' ? 'failed' : outcome };
  try {
    const record = history.getRun(runId)!.run;
    if (record.status === 'running') {
      history.failRun(runId, outcome, nothing.problem);
      return { ...nothing, outcome };
    }
    // It came to its end and could not say so any more.
    return {
      ...nothing,
      outcome: record.pausedAfter === null ? record.status : 'paused',
      problem: record.problem,
    };
  } catch (error) {
    return { ...nothing, outcome, problem: lost ?? plainProblem(asProblem(error)) };
  }
}

function notify({ history, host }: RunJobContext, place: string, last: RunnerEnding): void {
  if (last.outcome === 'cancelled' || !history.appSettings().notify) return;
  const { title, body } = notificationOf(place, last);
  host.notify(title, body);
}

function cancelled(): Problem {
  return new Problem({
    kind: 'cancelled',
    code: 'run.cancelled',
    message: meaningOf('run.cancelled'),
    hint: 'Continue it or start it again; finished steps are kept.',
  });
}

function processDied(code: number | null, runId: string | null): Problem {
  return new Problem({
    kind: 'internal',
    code: 'run.process-ended',
    message: `The process that carried out the run ended unexpectedly (${code === null ? 'killed' : `code ${code}`}).`,
    hint:
      runId === null
        ? 'Start the run again. If it happens again, close other programs to free memory.'
        : 'Continue the run: finished steps are kept. If it happens again, close other programs to free memory.',
    details: { code, runId },
  });
}

function runBusy(job: Job): Problem {
  return new Problem({
    kind: 'busy',
    code: 'run.busy',
    message: `A run is under way already: ${job.place ?? ''}.`,
    hint: 'Wait until it has ended, or cancel it.',
    details: { jobId: job.jobId, runId: job.runId, place: job.place },
  });
}
