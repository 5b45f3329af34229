import { useEffect, useState } from 'react';
import type { CallInput } from '../../core/contract/api/api.ts';
import type { ConnectionReport } from '../../core/contract/api/places.ts';
import type { JobProgress } from '../../core/contract/api/runs.ts';
import type { ProblemValue } from '../../core/contract/problem.ts';
import { useAction } from '../bridge/api.ts';
import { useJobs } from '../bridge/jobs.ts';
import { cancelJob } from '../walk/work-under-way.ts';

/** The test of the way to a source that is under way, or what it has found. */
export interface SourceTest {
  readonly begin: (request: Omit<CallInput<'sources.test'>, 'jobId'>) => void;
  readonly busy: boolean;
  readonly progress: JobProgress | null;
  readonly report: ConnectionReport | null;
  readonly problem: ProblemValue | null;
  readonly cancel: () => void;
  /** Of what was tested nothing is true any more: it was changed. */
  readonly forget: () => void;
}

/** Tries the way to a source. Who leaves the screen ends the test. */
export function useSourceTest(): SourceTest {
  const [jobId, setJobId] = useState<string | null>(null);
  const { running } = useJobs();
  const { mutate, data, error, isPending, reset } = useAction('sources.test');
  const open = isPending ? jobId : null;
  useEffect(() => {
    if (open === null) return undefined;
    // Answered in time, there is nothing left to cancel.
    return () => cancelJob(open);
  }, [open]);
  const cancel = (): void => {
    if (open !== null) cancelJob(open);
  };
  return {
    begin(request) {
      const next = crypto.randomUUID();
      setJobId(next);
      mutate({ ...request, jobId: next });
    },
    busy: isPending,
    progress: open === null ? null : (running.get(open)?.progress ?? null),
    report: data ?? null,
    problem: error,
    cancel,
    forget() {
      cancel();
      reset();
    },
  };
}
