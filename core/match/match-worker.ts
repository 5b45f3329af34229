import { workerData } from 'node:worker_threads';
import { CANCELLED, DONE, NEXT } from './match-in-workers.ts';
import type { WorkerTask } from './match-in-workers.ts';
import { partitionMatcher } from './match-partition.ts';

const { partitions, policy, target, control } = workerData as WorkerTask;
const match = partitionMatcher(partitions, policy, target);
for (;;) {
  const p = Atomics.add(control, NEXT, 1);
  if (p >= partitions.count || Atomics.load(control, CANCELLED) === 1) break;
  match(p);
  Atomics.add(control, DONE, 1);
}
