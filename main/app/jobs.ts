import type { Job } from '../../core/contract/api/runs.ts';
import type { StepName, WorkProgress } from '../../core/contract/steps.ts';
import type { RunnerTask } from '../runner/messages.ts';

/** What a job says of itself; not every one is a step of a run. */
export interface ToldProgress extends WorkProgress {
  readonly step: StepName | null;
}

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
