import { Worker } from 'node:worker_threads';
import { Problem } from '../../../core/contract/problem.ts';
import { moduleBeside } from '../../../core/module-beside.ts';
import { cancelled as cancelledProblem } from '../../../core/pipeline/published-draft.ts';
import type { PublishedRun, PublishedVerdict } from '../../../core/pipeline/verify-published.ts';
import { CANCELLED, IN_DUCKDB } from './reverify-messages.ts';
import type { FromReverifyWorker, ReverifyWorkerData } from './reverify-messages.ts';

export interface ReverifyOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, of: number, words: string) => void;
}

/**
 * A second is promised to the one who cancels; by then the thread is ended, save while DuckDB works in
 * it: a thread that is ended there takes the whole program with it. It then ends by itself at the next
 * chunk of rows, for it looks at the flag before it begins with DuckDB and between chunks.
 */
const GRACE_MS = 700;

/** `verifyPublished` on a thread of its own, so that the window goes on. Throws what that throws. */
export function verifyOnThread(
  run: PublishedRun,
  { signal, onProgress }: ReverifyOptions,
): Promise<PublishedVerdict> {
  const control = new Int32Array(new SharedArrayBuffer(8));
  const answer = Promise.withResolvers<PublishedVerdict>();
  if (signal.aborted) return Promise.reject(cancelledProblem());
  const worker = new Worker(moduleBeside('./reverify-worker', import.meta.url), {
    workerData: { run, control } satisfies ReverifyWorkerData,
  });
  let grace: NodeJS.Timeout | undefined;
  const cancel = (): void => {
    Atomics.store(control, CANCELLED, 1);
    grace = setTimeout(() => {
      if (Atomics.load(control, IN_DUCKDB) === 0) void worker.terminate();
    }, GRACE_MS);
  };
  signal.addEventListener('abort', cancel, { once: true });
  worker.on('message', (message: FromReverifyWorker) => {
    if (message.kind === 'progress') onProgress(message.done, message.of, message.words);
    else if (message.kind === 'verdict') answer.resolve(message.verdict);
    else answer.reject(new Problem(message.problem));
  });
  worker.once('error', (error) => answer.reject(error));
  worker.once('exit', (code) => {
    clearTimeout(grace);
    signal.removeEventListener('abort', cancel);
    // Without effect where it has answered.
    answer.reject(
      signal.aborted
        ? cancelledProblem()
        : new Error(`The proving thread ended with code ${code}.`),
    );
  });
  return answer.promise;
}
