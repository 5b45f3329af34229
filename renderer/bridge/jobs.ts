import { createContext, useContext, useState } from 'react';
import type { Job, RunEnding } from '../../core/contract/api/runs.ts';
import { api, useApiEvent, useCall } from './api.ts';

/** What is under way, and how what was under way has ended, by job id. */
export interface Jobs {
  readonly running: ReadonlyMap<string, Job>;
  readonly ended: ReadonlyMap<string, RunEnding>;
}

export const JobsContext = createContext<Jobs>({ running: new Map(), ended: new Map() });

/** The jobs as the program's events tell them; jobs begun before this window was there included. */
export function useJobsFromEvents(): Jobs {
  const known = useCall('jobs.list', {}, { staleTime: Infinity });
  const [told, setTold] = useState<Jobs>({ running: new Map(), ended: new Map() });
  useApiEvent('progress', (job) =>
    setTold(({ running, ended }) =>
      ended.has(job.jobId)
        ? { running, ended }
        : { running: new Map(running).set(job.jobId, job), ended },
    ),
  );
  useApiEvent('job.ended', (ending) =>
    setTold(({ running, ended }) => {
      const left = new Map(running);
      left.delete(ending.jobId);
      return { running: left, ended: new Map(ended).set(ending.jobId, ending) };
    }),
  );
  const before = (known.data ?? []).filter(
    ({ jobId }) => !told.running.has(jobId) && !told.ended.has(jobId),
  );
  if (before.length === 0) return told;
  return {
    running: new Map([...before.map((job) => [job.jobId, job] as const), ...told.running]),
    ended: told.ended,
  };
}

export function useJobs(): Jobs {
  return useContext(JobsContext);
}

/** The job that carries out a run at this moment. */
export function useJobOfRun(runId: string | null): Job | undefined {
  const { running } = useJobs();
  return [...running.values()].find((job) => job.kind === 'run' && job.runId === runId);
}

/** Asks a job to end; whether it did is told by its ending. */
export function cancelJob(jobId: string): void {
  void api('jobs.cancel', { jobId }).catch(() => undefined);
}
