import { Worker } from 'node:worker_threads';
import { runCancelled } from '../contract/problem.ts';
import type { Policy } from '../contract/settings.ts';
import type { Matching } from '../ledger/draft.ts';
import { idRanks } from '../ledger/ids.ts';
import { sharedFloat64, sharedInt32 } from '../ledger/ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { moduleBeside } from '../module-beside.ts';
import { matchingOf, matchTarget } from './match.ts';
import type { MatchTarget } from './match-partition.ts';
import { partitionsOf } from './partitions.ts';
import type { Partitions } from './partitions.ts';

/** What a worker is started with; every array lies on shared memory. */
export interface WorkerTask {
  readonly partitions: Partitions;
  readonly policy: Policy;
  readonly target: MatchTarget;
  /** [next partition to claim, cancelled, partitions done] */
  readonly control: Int32Array;
}
export const NEXT = 0;
export const CANCELLED = 1;
export const DONE = 2;

/**
 * The same result as `matchLedger`, by several worker threads that claim partitions one by one.
 * Throws the Problem `run.cancelled` when the signal fires; workers stop at their next partition.
 */
export async function matchInWorkers(
  ledger: Ledger,
  policy: Policy,
  workers: number,
  options: { signal?: AbortSignal; onProgress?: (done: number, of: number) => void } = {},
): Promise<Matching> {
  const ranks = idRanks(ledger.id);
  const partitions = partitionsOf(ledger, shared(ranks));
  const target = matchTarget(ledger.rows, partitions.count);
  const control = sharedInt32(3);
  const task: WorkerTask = { partitions, policy, target, control };
  const cancel = (): void => void Atomics.store(control, CANCELLED, 1);
  options.signal?.addEventListener('abort', cancel);
  const ticker = setInterval(
    () => options.onProgress?.(Atomics.load(control, DONE), partitions.count),
    100,
  );
  try {
    if (options.signal?.aborted) cancel();
    const crew = Math.max(1, Math.min(workers, partitions.count));
    await Promise.all(Array.from({ length: crew }, () => runWorker(task)));
  } finally {
    clearInterval(ticker);
    options.signal?.removeEventListener('abort', cancel);
  }
  if (Atomics.load(control, CANCELLED) === 1) throw runCancelled();
  return matchingOf(policy, partitions, target);
}

function runWorker(task: WorkerTask): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(moduleBeside('./match-worker', import.meta.url), {
      workerData: task,
    });
    worker.once('error', reject);
    worker.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`A matching worker ended with code ${code}.`)),
    );
  });
}

function shared(values: Float64Array): Float64Array {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const copy = sharedFloat64(values.length);
  copy.set(values);
  return copy;
}
