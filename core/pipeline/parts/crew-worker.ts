import { parentPort, workerData } from 'node:worker_threads';
import { CANCELLED, GIVEN, MOST_UNDER_WAY, NEXT, TAKEN } from './crew.ts';
import type { CrewShare, FromWorker } from './crew.ts';
import { partitionTask } from './partition-tasks.ts';
import type { PartitionTask } from './partition-tasks.ts';

const { parts, control, wanted } = workerData as CrewShare;
const tell = (message: FromWorker, buffers: ArrayBuffer[] = []): void =>
  parentPort!.postMessage(message, buffers);

parentPort!.on('message', (task: PartitionTask) => {
  const work = partitionTask(parts, task);
  for (;;) {
    const partition = Atomics.add(control, NEXT, 1);
    if (partition >= parts.partitions.count || Atomics.load(control, CANCELLED) === 1) break;
    if (wanted[partition] === 0) continue;
    const result = work(partition);
    Atomics.add(control, GIVEN, 1);
    tell({ kind: 'done', partition, result }, buffersOf(result));
    for (;;) {
      const taken = Atomics.load(control, TAKEN);
      const underWay = Atomics.load(control, GIVEN) - taken;
      if (underWay < MOST_UNDER_WAY || Atomics.load(control, CANCELLED) === 1) break;
      Atomics.wait(control, TAKEN, taken);
    }
  }
  tell({ kind: 'finished' });
});

/** The bytes of a result are handed over, not copied. */
function buffersOf(result: ReturnType<ReturnType<typeof partitionTask>>): ArrayBuffer[] {
  if (result === null || !('files' in result)) return [];
  return Object.values(result.files).map(({ bytes }) => bytes.buffer as ArrayBuffer);
}
