import { basename } from 'node:path';
import type { StepName } from '../../core/contract/steps.ts';
import type { LogLine } from './attempt-log.ts';

/**
 * All that the crash tests know of how a run keeps its finished partitions: the files below, to which a
 * record is appended for each, its head (magic, partition, …) in one write and its body in another. What
 * is written is watched from outside, so nothing that the program says of itself is believed.
 */
const STEP_OF_FILE: Readonly<Record<string, StepName>> = {
  'match.bin': 'match',
  'verify.bin': 'verify',
  'report.bin': 'report',
};
const MAGIC = 0x5054_5231;
const HEAD_BYTES = 48;

/** Returns what to call after each write to a file; it answers with the partition that this has finished. */
export function partitionWatch(): (
  path: string,
  bytes: Uint8Array,
) => { readonly finished: StepName; readonly partition: number } | null {
  const heads = new Map<string, number>();
  return (path, bytes) => {
    const step = STEP_OF_FILE[basename(path)];
    if (!step) return null;
    const partition = heads.get(path);
    if (partition !== undefined) {
      heads.delete(path);
      return partition < 0 ? null : { finished: step, partition };
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.byteLength === HEAD_BYTES && view.getUint32(0, true) === MAGIC)
      heads.set(path, view.getInt32(4, true));
    return null;
  };
}

export interface PartitionCount {
  /** Each partition that an earlier attempt had finished before a later one began, once a later attempt. */
  readonly kept: number;
  /** Those of them that were done again, as words; none in a program that resumes. */
  readonly repeated: readonly string[];
}

/** What the attempts of one run, in their order, have done of its partitions. */
export function countPartitions(attempts: readonly (readonly LogLine[])[]): PartitionCount {
  const finished = new Set<string>();
  const repeated: string[] = [];
  let kept = 0;
  for (const log of attempts) {
    kept += finished.size;
    for (const line of log)
      if ('finished' in line) {
        const name = `${line.finished} ${line.partition}`;
        if (finished.has(name)) repeated.push(name);
        finished.add(name);
      }
  }
  return { kept: kept - repeated.length, repeated };
}
