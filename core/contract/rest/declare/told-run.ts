import type { z } from 'zod';
import type { Job, RunEnding } from '../../api/runs.ts';
import type { RunRecord } from '../../run.ts';
import type { jobSchema, runSchema } from './schemas.ts';

/** A run as the API tells it. */
export function toldRun({ cutOff, problem, ...run }: RunRecord): z.input<typeof runSchema> {
  return { ...run, problem, asOf: cutOff?.asOf ?? null };
}

export type ToldJob = z.input<typeof jobSchema>;

/** Work under way as the API tells it. */
export function toldJob({ jobId, kind, runId, progress }: Job): ToldJob {
  return {
    jobId,
    kind,
    state: 'under-way',
    runId,
    step: progress?.step ?? null,
    share: progress?.share ?? null,
    words: progress?.words ?? null,
    outcome: null,
    problem: null,
  };
}

/** What became of it. */
export function toldEnding({ jobId, kind, runId, outcome, problem }: RunEnding): ToldJob {
  const ended = { step: null, share: null, words: null };
  return {
    jobId,
    kind,
    state: 'ended',
    runId,
    ...ended,
    outcome,
    problem: problem && withDetails(problem),
  };
}

type Told = NonNullable<ToldJob['problem']>;

function withDetails({ details, ...problem }: NonNullable<RunEnding['problem']>): Told {
  return { ...problem, details: { ...details } };
}

/** Where a job can be looked at. */
export function jobPath({ jobId }: { readonly jobId: string }): string {
  return `/v1/jobs/${jobId}`;
}
