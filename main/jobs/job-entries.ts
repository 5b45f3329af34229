import type { Job, RunEnding } from '../../core/contract/api/runs.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { AppContext } from '../app/app-context.ts';
import type { NewJob, ToldProgress } from '../app/jobs.ts';
import { atMostEvery } from '../runner/at-most.ts';
import { textWithoutSecrets } from '../secrets/without-secrets.ts';
import { paceAfter, progressView, restByRate, shareOf } from './job-progress.ts';
import type { Pace } from './job-progress.ts';
import { estimateAfter, timeLeft } from './time-left.ts';
import type { Estimate, ExpectedSteps } from './time-left.ts';

/** A job under way, and how it is ended. */
export interface Entry {
  job: Job;
  progress(progress: ToldProgress): void;
  /** How long its steps will take, as far as that is known. */
  expect(steps: ExpectedSteps | null): void;
  cancel(): void;
  /** Resolves when the job has ended. */
  close(): Promise<void>;
}

export interface Entered {
  readonly entry: Entry;
  /** Tells how the job ended, and strikes it off. */
  leave(ending: Omit<RunEnding, 'jobId' | 'kind'>): void;
}

/** The jobs under way, the oldest first. */
export interface JobEntries {
  all(): readonly Entry[];
  get(jobId: string): Entry | undefined;
  /** Throws Problem `job.exists`. */
  enter(job: NewJob, control: Pick<Entry, 'cancel' | 'close'>): Entered;
}

/** Told at most this often. */
const PROGRESS_MS = 100;

/** @param clock milliseconds that only go forward. */
export function jobEntries(
  { host, emit, now }: Pick<AppContext, 'host' | 'emit' | 'now'>,
  clock: () => number,
): JobEntries {
  const entries = new Map<string, Entry>();

  function enter(given: NewJob, control: Pick<Entry, 'cancel' | 'close'>): Entered {
    const { jobId, kind, place } = given;
    if (entries.has(jobId)) throw jobExists(jobId);
    const startedAt = now().getTime();
    let pace: Pace | null = null;
    let estimate: Estimate | null = null;
    let expected: ExpectedSteps | null = null;
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
      progress(told) {
        const progress = { ...told, words: textWithoutSecrets(told.words) };
        const at = clock();
        pace = paceAfter(pace, progress, at);
        estimate = estimateAfter(estimate, {
          at,
          step: progress.step,
          byRate: restByRate(pace),
          expected,
        });
        const toldAt = now().getTime();
        const since = toldAt - Math.round(at - estimate.begunAt);
        const when = { at: toldAt, since, left: timeLeft(estimate) };
        entry.job = { ...entry.job, progress: progressView(pace, progress, when) };
        paced.pass(entry.job);
      },
      expect(steps) {
        expected = steps;
      },
    };
    entries.set(jobId, entry);
    return {
      entry,
      leave(ending) {
        paced.flush();
        paced.stop();
        entries.delete(jobId);
        emit('job.ended', { jobId, kind, ...ending });
      },
    };
  }

  return { enter, all: () => [...entries.values()], get: (jobId) => entries.get(jobId) };
}

export function jobExists(jobId: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'job.exists',
    message: `The job ${jobId} already exists.`,
    hint: 'Reload the window and try again.',
  });
}
