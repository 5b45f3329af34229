import { useState } from 'react';
import type { CallInput, CallOutput } from '../../core/contract/api/api.ts';
import type { JobProgress } from '../../core/contract/api/runs.ts';
import type { ProblemValue } from '../../core/contract/problem.ts';
import { useAction } from '../bridge/api.ts';
import { useJobs } from '../bridge/jobs.ts';
import { cancelJob } from '../walk/work-under-way.ts';

/** The test of a delivery that is under way, or what it has found. */
export interface DeliveryTest {
  readonly begin: (
    delivery: CallInput<'delivery.test'>['delivery'],
    secret: CallInput<'delivery.test'>['secret'],
  ) => void;
  readonly busy: boolean;
  readonly progress: JobProgress | null;
  readonly report: CallOutput<'delivery.test'> | null;
  readonly problem: ProblemValue | null;
  readonly cancel: () => void;
  /** Of what was tested nothing is true any more: it was changed. */
  readonly forget: () => void;
}

/** Tries the way to a delivery's place. */
export function useDeliveryTest(): DeliveryTest {
  const [jobId, setJobId] = useState<string | null>(null);
  const { running } = useJobs();
  const { mutate, data, error, isPending, reset } = useAction('delivery.test');
  const cancel = (): void => {
    if (jobId !== null && isPending) cancelJob(jobId);
  };
  return {
    begin(delivery, secret) {
      const next = crypto.randomUUID();
      setJobId(next);
      mutate({ jobId: next, delivery, ...(secret && { secret }) });
    },
    busy: isPending,
    progress: jobId === null ? null : (running.get(jobId)?.progress ?? null),
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
