import type { Crew } from './crew.ts';
import { openPartitionFile } from '../../run-folder/partition-file.ts';
import type { ProvenPartition } from './partition-tasks.ts';
import type { RunParts } from './run-parts.ts';

/**
 * Proves every partition that the file at `path` does not have yet, and keeps what was found there;
 * `asOf` in wall-clock ms. Returns what was found in each, in their order, and the checksum of all records.
 */
export async function provePartitions(
  parts: RunParts,
  crew: Crew,
  path: string,
  identity: string,
  asOf: number,
  onFinished: (partitions: number) => void,
): Promise<{ proven: readonly ProvenPartition[]; checksum: string }> {
  const proven: ProvenPartition[] = [];
  const file = openPartitionFile(path, identity, (p, body) => {
    proven[p] = JSON.parse(body.toString('utf8')) as ProvenPartition;
  });
  let finished = 0;
  try {
    for (let p = 0; p < parts.partitions.count; p++) if (file.has(p)) onFinished(++finished);
    await crew.carryOut(
      { task: 'verify', asOf },
      (p) => !file.has(p),
      (p, result) => {
        proven[p] = result;
        file.append(p, Buffer.from(JSON.stringify(result)));
        onFinished(++finished);
      },
    );
    return { proven, checksum: file.checksum() };
  } finally {
    file.close();
  }
}
