import type { ReadOptions } from './raw-rows.ts';
import { runCancelled } from '../../contract/problem.ts';

const REPORT_EVERY_MS = 250;

/** Called between chunks of work: stops a cancelled read and reports progress, not too often. */
export interface ReadWatch {
  /** Throws `run.cancelled` where the signal says so. */
  tick(done: number): void;
  /** Reports the end. */
  finish(done: number): void;
}

/** A watch over a read of `of` bytes or rows; null where their number is not known. */
export function createReadWatch(
  options: ReadOptions | undefined,
  of: number | null,
  unit: 'rows' | 'bytes',
): ReadWatch {
  const signal = options?.signal;
  const onProgress = options?.onProgress;
  let reported = performance.now();
  return {
    tick(done) {
      if (signal?.aborted) throw runCancelled();
      if (!onProgress) return;
      const now = performance.now();
      if (now - reported < REPORT_EVERY_MS) return;
      reported = now;
      onProgress({ done, of, unit });
    },
    finish(done) {
      if (signal?.aborted) throw runCancelled();
      onProgress?.({ done, of, unit });
    },
  };
}
