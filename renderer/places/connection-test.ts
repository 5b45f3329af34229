import { useEffect, useState } from 'react';
import type { CallInput } from '../../core/contract/api/api.ts';
import type { ConnectionReport } from '../../core/contract/api/places.ts';
import type { JobProgress } from '../../core/contract/api/runs.ts';
import type { ProblemValue } from '../../core/contract/problem.ts';
import { useAction } from '../bridge/api.ts';
import { cancelJob, useJobs } from '../bridge/jobs.ts';

type Tests = 'sources.test' | 'delivery.test';

/** The test of a connection that is under way, or what it has found. */
export interface ConnectionTest<N extends Tests = Tests> {
  readonly begin: (request: Omit<CallInput<N>, 'jobId'>) => void;
  readonly busy: boolean;
  readonly progress: JobProgress | null;
  readonly report: ConnectionReport | null;
  readonly problem: ProblemValue | null;
  readonly cancel: () => void;
  /** Of what was tested nothing is true any more: it was changed. */
  readonly forget: () => void;
}

/** Tries the way to a source, or to where runs are delivered. Who leaves the screen ends the test. */
export function useConnectionTest<N extends Tests>(name: N): ConnectionTest<N> {
  const [jobId, setJobId] = useState<string | null>(null);
  const { running } = useJobs();
  const { mutate, data, error, isPending, reset } = useAction<Tests>(name);
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
      mutate({ ...request, jobId: next } as CallInput<N>);
    },
    busy: isPending,
    progress: open === null ? null : (running.get(open)?.progress ?? null),
    report: data ?? null,
    // Who cancelled it knows.
    problem: error?.kind === 'cancelled' ? null : error,
    cancel,
    forget() {
      cancel();
      reset();
    },
  };
}
