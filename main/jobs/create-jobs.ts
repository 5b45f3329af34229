import { asProblem } from '../../core/contract/problem.ts';
import type { AppContext } from '../app/app-context.ts';
import type { Jobs, NewJob, TrackedJob } from '../app/jobs.ts';
import { plainProblem } from '../secrets/plain-problem.ts';
import { jobEntries } from './job-entries.ts';
import type { JobEntries } from './job-entries.ts';
import { startRunJob } from './run-job.ts';

export interface JobsOptions {
  /** How long a cancelled run may take to end by itself. */
  readonly graceMs?: number;
  /** Milliseconds that only go forward. */
  readonly clock?: () => number;
}

/** A second is promised; what remains of it is for the process to die and the history to be told. */
const GRACE_MS = 700;

/** The work under way, none at first. What is still under way when the program ends is ended with it. */
export function createJobs(
  context: Pick<AppContext, 'history' | 'host' | 'emit' | 'now' | 'onClose'>,
  { graceMs = GRACE_MS, clock = () => performance.now() }: JobsOptions = {},
): Jobs {
  const entries = jobEntries(context, clock);
  context.onClose(async () => {
    await Promise.all(entries.all().map((entry) => entry.close()));
  });
  const track = (job: NewJob): TrackedJob => trackedJob(entries, job);
  return {
    track,
    async during(given, work) {
      const job = track(given);
      try {
        const done = await work(job);
        job.end();
        return done;
      } catch (thrown) {
        job.end(thrown);
        throw thrown;
      }
    },
    run: (given, work) => startRunJob(context, entries, given, work, graceMs),
    list: () => entries.all().map(({ job }) => job),
    cancel(jobId) {
      const entry = entries.get(jobId);
      entry?.cancel();
      return entry !== undefined;
    },
  };
}

/** Work of this process, entered. */
function trackedJob(entries: JobEntries, given: NewJob): TrackedJob {
  const cancelling = new AbortController();
  const over = Promise.withResolvers<undefined>();
  const { entry, leave } = entries.enter(given, {
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
