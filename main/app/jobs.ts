import type { Job, RunEnding } from '../../core/contract/api/runs.ts';
import { asProblem, Problem } from '../../core/contract/problem.ts';
import { STEP_NAMES } from '../../core/contract/steps.ts';
import { textWithoutSecrets } from '../secrets/without-secrets.ts';
import { fromRunnerSchema } from '../runner/messages.ts';
import type { RunnerEnding, RunnerTask, ToRunner } from '../runner/messages.ts';
import type { AppContext } from './app-context.ts';
import { atMostEvery } from '../runner/at-most.ts';
import type { RunnerProcess } from './host.ts';
import { paceAfter, progressView } from './job-progress.ts';
import type { Pace, ToldProgress } from './job-progress.ts';
import { notificationOf } from './notifications.ts';
import { plainProblem } from '../secrets/plain-problem.ts';

export interface NewJob {
  /** From the interface, a UUID. */
  readonly jobId: string;
  readonly kind: Job['kind'];
  readonly place: string | null;
}

/** Work in this process that the interface can watch and cancel. */
export interface TrackedJob {
  /** Aborted when the work is to end. */
  readonly signal: AbortSignal;
  progress(progress: ToldProgress): void;
  /** To be called once, however the work ended. */
  end(thrown?: unknown): void;
}

/** The work under way. */
export interface Jobs {
  /** The oldest first. */
  list(): readonly Job[];
  /** Registers work of this process. Throws Problem `job.exists`. */
  track(job: NewJob): TrackedJob;
  /** Does work of this process as a job, and ends the job with it. Throws as `track`, and what `work` throws. */
  during<T>(job: NewJob, work: (job: TrackedJob) => Promise<T>): Promise<T>;
  /**
   * Starts a run in a process of its own. Throws Problem `run.busy`, naming the one under way; one that
   * waits for its source is not in the way.
   */
  run(job: { readonly jobId: string; readonly place: string }, work: RunnerTask): Job;
  /** Asks a job to end, and sees to it; false where there is none of this id. */
  cancel(jobId: string): boolean;
}

export interface JobsOptions {
  /** How long a cancelled run may take to end by itself. */
  readonly graceMs?: number;
  /** Milliseconds that only go forward. */
  readonly clock?: () => number;
}

type JobsContext = Pick<AppContext, 'history' | 'host' | 'emit' | 'now' | 'onClose'>;

interface Entry {
  job: Job;
  progress(progress: ToldProgress): void;
  cancel(): void;
  /** Resolves when the job has ended. */
  close(): Promise<void>;
}

/** Told at most this often. */
const PROGRESS_MS = 100;
/** A second is promised; what remains of it is for the process to die and the history to be told. */
const GRACE_MS = 700;

export function createJobs(context: JobsContext, options: JobsOptions = {}): Jobs {
  const { history, host, emit } = context;
  const { graceMs = GRACE_MS, clock = () => performance.now() } = options;
  const entries = new Map<string, Entry>();
  context.onClose(async () => {
    await Promise.all([...entries.values()].map((entry) => entry.close()));
  });

  function enter(given: NewJob, control: Pick<Entry, 'cancel' | 'close'>) {
    if (entries.has(given.jobId)) throw exists(given.jobId);
    const { jobId, kind, place } = given;
    const startedAt = context.now().getTime();
    let pace: Pace | null = null;
    const paced = atMostEvery<Job>(
      PROGRESS_MS,
      (job) => {
        emit('progress', job);
        if (kind === 'run') host.showProgress(shareOf(job));
      },
      clock,
    );
    const entry: Entry = {
      ...control,
      job: { jobId, kind, place, runId: null, startedAt, progress: null },
      progress(given) {
        const progress = { ...given, words: textWithoutSecrets(given.words) };
        pace = paceAfter(pace, progress, clock());
        entry.job = { ...entry.job, progress: progressView(pace, progress) };
        paced.pass(entry.job);
      },
    };
    entries.set(jobId, entry);
    const leave = (ending: Omit<RunEnding, 'jobId' | 'kind'>): void => {
      paced.flush();
      paced.stop();
      entries.delete(jobId);
      emit('job.ended', { jobId, kind, ...ending });
    };
    return { entry, leave };
  }

  function track(given: NewJob): TrackedJob {
    const cancelling = new AbortController();
    const over = Promise.withResolvers<undefined>();
    const { entry, leave } = enter(given, {
      cancel: () => cancelling.abort(),
      close: () => {
        cancelling.abort();
        return over.promise;
      },
    });
    return {
      signal: cancelling.signal,
      progress: (progress) => entry.progress(progress),
      end(thrown) {
        if (entries.get(given.jobId) !== entry) return;
        const problem = thrown == null ? null : plainProblem(asProblem(thrown));
        const cancelled = problem?.kind === 'cancelled';
        leave({
          runId: null,
          outcome: cancelled ? 'cancelled' : problem ? 'failed' : 'completed',
          alreadyReconciled: false,
          problem,
        });
        over.resolve(undefined);
      },
    };
  }

  async function during<T>(given: NewJob, work: (job: TrackedJob) => Promise<T>): Promise<T> {
    const job = track(given);
    try {
      const done = await work(job);
      job.end();
      return done;
    } catch (thrown) {
      job.end(thrown);
      throw thrown;
    }
  }

  function run(given: { jobId: string; place: string }, work: RunnerTask): Job {
    // One that waits for its source does nothing yet, and takes its turn when that has come.
    const busy = [...entries.values()].find(
      ({ job }) => job.kind === 'run' && !job.progress?.waiting,
    );
    if (busy) throw runBusy(busy.job);
    if (entries.has(given.jobId)) throw exists(given.jobId);
    const runner = host.forkRunner();
    const over = Promise.withResolvers<undefined>();
    let asked: 'nothing' | 'cancel' | 'close' = 'nothing';
    let timer: NodeJS.Timeout | null = null;
    let ending: RunnerEnding | null = null;
    const send = (message: ToRunner): void => runner.send(message);
    const { entry, leave } = enter(
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
    listen(runner);
    send({ kind: 'start', work });
    host.showProgress(-1);
    return entry.job;

    function listen(process: RunnerProcess): void {
      process.onMessage((sent) => {
        const { success, data: message } = fromRunnerSchema.safeParse(sent);
        // A process that is being ended may still speak.
        if (!success || ending !== null) return;
        switch (message.kind) {
          case 'progress':
            entry.progress(message.progress);
            return;
          case 'run-started':
            entry.job = { ...entry.job, runId: message.runId };
            emit('progress', entry.job);
            emit('run.changed', { runId: message.runId });
            return;
          case 'run-changed':
            emit('run.changed', { runId: message.runId });
            return;
          case 'ended':
            ending = message.ending;
            process.kill();
        }
      });
      process.onExit((code) => {
        if (timer) clearTimeout(timer);
        // One that lost its history in the midst of a run cannot say which run that was.
        const lost = ending?.runId === null && entry.job.runId !== null ? ending.problem : null;
        finish(ending !== null && lost === null ? ending : settled(code, lost));
      });
    }

    /** What became of a run whose process ended without a word, as the history has it from now on. */
    function settled(code: number | null, told: RunnerEnding['problem']): RunnerEnding {
      const { runId } = entry.job;
      const problem =
        asked === 'cancel' ? cancelled() : asked === 'close' ? null : processDied(code, runId);
      const nothing = {
        runId,
        alreadyReconciled: false,
        problem: told ?? (problem && plainProblem(problem)),
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
        return { ...nothing, outcome, problem: told ?? plainProblem(asProblem(error)) };
      }
    }

    function finish(last: RunnerEnding): void {
      leave(last);
      // After the last word of progress, which would show the bar again.
      host.showProgress(null);
      if (last.runId !== null) emit('run.changed', { runId: last.runId });
      if (asked !== 'close') notify(last);
      over.resolve(undefined);
    }

    function notify(last: RunnerEnding): void {
      if (last.outcome === 'cancelled' || !history.appSettings().notify) return;
      const { title, body } = notificationOf(given.place, last);
      host.notify(title, body);
    }
  }

  return {
    track,
    during,
    run,
    list: () => [...entries.values()].map(({ job }) => job),
    cancel(jobId) {
      const entry = entries.get(jobId);
      entry?.cancel();
      return entry !== undefined;
    },
  };
}

/** How far a run is over all its steps, 0 to 1; −1 while that cannot be told. */
export function shareOf({ progress }: Pick<Job, 'progress'>): number {
  if (progress?.step == null) return -1;
  return (STEP_NAMES.indexOf(progress.step) + (progress.share ?? 0)) / STEP_NAMES.length;
}

function cancelled(): Problem {
  return new Problem({
    kind: 'cancelled',
    code: 'run.cancelled',
    message: 'The run was cancelled.',
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

function exists(jobId: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'job.exists',
    message: `There is a job ${jobId} already.`,
    hint: 'Reload the window and try again.',
  });
}
