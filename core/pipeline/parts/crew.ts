import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { runCancelled } from '../../contract/problem.ts';
import { sharedInt32, sharedUint8 } from '../../ledger/ledger.ts';
import { moduleBeside } from '../../module-beside.ts';
import { partitionTask } from './partition-tasks.ts';
import type { PartitionResults, PartitionTask } from './partition-tasks.ts';
import type { RunParts } from './run-parts.ts';

/** What a worker is started with; every array lies on shared memory. */
export interface CrewShare {
  readonly parts: RunParts;
  readonly control: Int32Array;
  /** 1 for each partition that the present task is to be done for. */
  readonly wanted: Uint8Array;
}
export const NEXT = 0;
export const CANCELLED = 1;
export const GIVEN = 2;
export const TAKEN = 3;

/** Results under way at most: a written partition is some 30 MB, and the disk may be slower than we are. */
export const MOST_UNDER_WAY = 6;

export type FromWorker =
  | { readonly kind: 'done'; readonly partition: number; readonly result: unknown }
  | { readonly kind: 'finished' };

/** Those who do the work of a run, partition by partition. */
export interface Crew {
  /**
   * Does a task for the partitions that are wanted and hands over each result in whatever order they
   * come; how many are under way at once is bounded by those that `take` has not yet settled. Throws
   * the Problem `run.cancelled` when the signal fires, what `take` throws, and what a worker died of.
   */
  carryOut<T extends PartitionTask>(
    task: T,
    wanted: (partition: number) => boolean,
    take: (partition: number, result: PartitionResults[T['task']]) => void | Promise<void>,
  ): Promise<void>;
  /** Ends the threads. */
  end(): Promise<void>;
}

/** Below this many rows threads are not worth their start; above, this one has to stay free for a cancellation. */
const WORTH_WORKERS = 50_000;

/**
 * The crew for a run: this thread alone where the ledger is small, else worker threads. `workers` 0
 * leaves their number to the size of the ledger and the machine. The results are the same.
 */
export function crewFor(parts: RunParts, workers: number, signal: AbortSignal | undefined): Crew {
  const { rows } = parts.ledger;
  const chosen = workers || (rows < WORTH_WORKERS ? 1 : Math.min(4, availableParallelism()));
  return chosen === 1 || parts.partitions.count === 0
    ? thisThread(parts, signal)
    : workerThreads(parts, Math.min(chosen, parts.partitions.count), signal);
}

function thisThread(parts: RunParts, signal: AbortSignal | undefined): Crew {
  return {
    async carryOut(task, wanted, take) {
      const work = partitionTask(parts, task);
      for (let p = 0; p < parts.partitions.count; p++) {
        if (!wanted(p)) continue;
        // Lets a cancellation arrive: the computing in between holds the thread.
        await new Promise(setImmediate);
        if (signal?.aborted) throw runCancelled();
        await take(p, work(p));
      }
    },
    end: () => Promise.resolve(),
  };
}

function workerThreads(parts: RunParts, count: number, signal: AbortSignal | undefined): Crew {
  const share: CrewShare = {
    parts,
    control: sharedInt32(4),
    wanted: sharedUint8(parts.partitions.count),
  };
  const { control } = share;
  const workers = Array.from(
    { length: count },
    () => new Worker(moduleBeside('./crew-worker', import.meta.url), { workerData: share }),
  );
  // Until a task listens, a death is told by the task that comes.
  let fault: Error | null = null;
  let failed: (error: Error) => void = () => undefined;
  for (const worker of workers) {
    worker.on('error', (error) => {
      fault = error instanceof Error ? error : new Error(String(error));
      failed(fault);
    });
    worker.unref();
  }
  const stop = (): void => {
    Atomics.store(control, CANCELLED, 1);
    Atomics.notify(control, TAKEN);
  };
  return {
    carryOut: (task, wanted, take) =>
      new Promise((resolve, reject) => {
        let working = workers.length;
        const taking: Promise<void>[] = [];
        let broken: unknown = null;
        const breakOff = (error: unknown): void => {
          broken ??= error;
          stop();
          finish();
        };
        const cancel = (): void => breakOff(runCancelled());
        const finish = (): void => {
          if (working > 0) return;
          // What is broken off is not waited for: a result may be waiting for one that never comes.
          if (broken !== null) settle();
          else void Promise.all(taking).then(settle);
        };
        const settle = (): void => {
          signal?.removeEventListener('abort', cancel);
          for (const worker of workers) worker.removeAllListeners('message').unref();
          if (broken === null) resolve();
          else reject(broken instanceof Error ? broken : new Error(String(broken)));
        };
        const taken = async (partition: number, result: unknown): Promise<void> => {
          try {
            if (broken === null) await take(partition, result as never);
          } catch (error) {
            breakOff(error);
          }
          Atomics.add(control, TAKEN, 1);
          Atomics.notify(control, TAKEN);
        };
        // A thread that died sends no word any more; the others stop at their next partition.
        failed = (error) => {
          working = 0;
          breakOff(error);
        };
        for (let p = 0; p < share.wanted.length; p++) share.wanted[p] = wanted(p) ? 1 : 0;
        control.fill(0);
        signal?.addEventListener('abort', cancel);
        if (signal?.aborted) cancel();
        if (fault !== null) {
          failed(fault);
          return;
        }
        for (const worker of workers) {
          worker.ref();
          worker.on('message', (message: FromWorker) => {
            if (message.kind === 'done') taking.push(taken(message.partition, message.result));
            else {
              working--;
              finish();
            }
          });
          worker.postMessage(task);
        }
      }),
    async end() {
      stop();
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
