import type { ProblemValue } from '../../../core/contract/problem.ts';
import type { PublishedRun, PublishedVerdict } from '../../../core/pipeline/verify-published.ts';

/** What the worker is started with. */
export interface ReverifyWorkerData {
  readonly run: PublishedRun;
  /** On shared memory: [the work is to end, DuckDB is in use]. */
  readonly control: Int32Array;
}
export const CANCELLED = 0;
export const IN_DUCKDB = 1;

export type FromReverifyWorker =
  | {
      readonly kind: 'progress';
      readonly done: number;
      readonly of: number;
      readonly words: string;
    }
  | { readonly kind: 'verdict'; readonly verdict: PublishedVerdict }
  | { readonly kind: 'problem'; readonly problem: ProblemValue };
