import type { ProblemValue } from '../../../core/contract/problem.ts';
import type { PublishedRun, PublishedVerdict } from '../../../core/pipeline/verify-published.ts';

/** What the worker is started with. */
export interface ReverifyWorkerData {
  readonly run: PublishedRun;
  /** One Int32 on shared memory: 1 = the work is to end. */
  readonly cancelled: Int32Array;
}

export type FromReverifyWorker =
  | {
      readonly kind: 'progress';
      readonly done: number;
      readonly of: number;
      readonly words: string;
    }
  | { readonly kind: 'verdict'; readonly verdict: PublishedVerdict }
  | { readonly kind: 'problem'; readonly problem: ProblemValue };
