import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { CallInput } from '../../core/contract/api/api.ts';
import type { Job } from '../../core/contract/api/runs.ts';
import type { ProblemValue } from '../../core/contract/problem.ts';
import type { StepName } from '../../core/contract/steps.ts';
import { useAction } from '../bridge/api.ts';
import { cancelJob, useJobs } from '../bridge/jobs.ts';
import { routes } from '../frame/routes.ts';

export type StartRequest = Omit<CallInput<'runs.start'>, 'jobId'>;
export type ContinueRequest = Omit<CallInput<'runs.continue'>, 'jobId'>;

/** A run that is being started: from the call until it is written down and can be shown. */
export interface Starting {
  /** The step to show once the run is there; null shows the one in focus. */
  readonly start: (request: StartRequest, show: StepName | null) => void;
  readonly busy: boolean;
  readonly job: Job | null;
  /** Why there is no run. */
  readonly problem: ProblemValue | null;
  readonly cancel: () => void;
}

/** Starts runs and leads to them. `onThere` is called when the run can be shown. */
export function useStartRun(onThere: () => void = () => undefined): Starting {
  const [, go] = useLocation();
  const [begun, setBegun] = useState<{ jobId: string; show: StepName | null } | null>(null);
  const { mutate, error, isPending } = useAction('runs.start', ['jobs.list']);
  const { running, ended } = useJobs();
  const job = begun ? (running.get(begun.jobId) ?? null) : null;
  const ending = begun ? (ended.get(begun.jobId) ?? null) : null;
  const runId = job?.runId ?? ending?.runId ?? null;
  useEffect(() => {
    if (runId === null || begun === null) return;
    setBegun(null);
    onThere();
    go(ending?.alreadyReconciled ? routes.run(runId) : routes.run(runId, begun.show ?? undefined));
  }, [runId, begun, ending, go, onThere]);
  return {
    start(request, show) {
      const jobId = crypto.randomUUID();
      setBegun({ jobId, show });
      mutate({ ...request, jobId });
    },
    busy: begun !== null && !error && (isPending || ending === null),
    job,
    problem: error ?? (ending?.runId === null ? ending.problem : null),
    cancel() {
      if (begun) cancelJob(begun.jobId);
    },
  };
}

/** Takes a run further. Where it turns out to be one that is there already, leads to that one. */
export function useContinueRun(runId: string): {
  readonly proceed: (request: Omit<ContinueRequest, 'runId'>) => void;
  readonly busy: boolean;
  readonly problem: ProblemValue | null;
} {
  const [, go] = useLocation();
  const [jobId, setJobId] = useState<string | null>(null);
  const { mutate, error, isPending } = useAction('runs.continue', ['jobs.list', 'runs.get']);
  const { ended } = useJobs();
  const ending = jobId === null ? undefined : ended.get(jobId);
  const other = ending && ending.runId !== null && ending.runId !== runId ? ending.runId : null;
  useEffect(() => {
    if (other !== null) go(routes.run(other));
  }, [other, go]);
  return {
    proceed(request) {
      const next = crypto.randomUUID();
      setJobId(next);
      mutate({ ...request, runId, jobId: next });
    },
    busy: isPending || (jobId !== null && !ending && !error),
    problem: error ?? (ending?.runId === null ? ending.problem : null),
  };
}
