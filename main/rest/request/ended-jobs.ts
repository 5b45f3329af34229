import { EventEmitter } from 'node:events';
import type { ApiEvent } from '../../../core/contract/api/api.ts';
import { toldEnding } from '../../../core/contract/rest/declare/told-run.ts';
import type { ToldJob } from '../../../core/contract/rest/declare/told-run.ts';

/** What became of jobs, the last of them. */
export interface EndedJobs {
  hear(event: ApiEvent): void;
  /** Null for one that is under way, was never there, or ended long ago. */
  get(jobId: string): ToldJob | null;
  /** Resolves when a job ends, and after so many milliseconds in any case. */
  within(jobId: string, ms: number): Promise<void>;
}

const KEPT = 1000;

/** Remembers what became of jobs, so that who begins one can ask afterwards. */
export function endedJobs(): EndedJobs {
  const ended = new Map<string, ToldJob>();
  const waiting = new EventEmitter().setMaxListeners(0);
  return {
    hear(event) {
      if (event.name !== 'job.ended') return;
      ended.set(event.payload.jobId, toldEnding(event.payload));
      waiting.emit(event.payload.jobId);
      if (ended.size > KEPT) ended.delete(ended.keys().next().value!);
    },
    get: (jobId) => ended.get(jobId) ?? null,
    within(jobId, ms) {
      if (ms === 0 || ended.has(jobId)) return Promise.resolve();
      return new Promise((resolve) => {
        const over = (): void => {
          clearTimeout(timer);
          waiting.off(jobId, over);
          resolve();
        };
        const timer = setTimeout(over, ms);
        waiting.on(jobId, over);
      });
    },
  };
}
