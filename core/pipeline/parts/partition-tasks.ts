import { crc32 } from 'node:zlib';
import type { Draft } from '../../ledger/draft.ts';
import { partitionMatcher } from '../../match/match-partition.ts';
import { makeDraft } from '../../ledger/make-draft.ts';
import { partitionWriter } from '../../report/write-partition.ts';
import type { WrittenPartition } from '../../report/files/partitioned-files.ts';
import type { WriteOptions } from '../../report/partition/part.ts';
import { provePartition } from '../../verify/proof.ts';
import type { PartitionProof } from '../../verify/proof.ts';
import { ledgersOfPartition, matchingOfPartition } from './run-parts.ts';
import type { RunParts } from './run-parts.ts';

/** What is done partition by partition; a task as it is told to a worker. */
export type PartitionTask =
  | { readonly task: 'match' }
  | { readonly task: 'verify'; readonly asOf: number }
  | { readonly task: 'write'; readonly options: WriteOptions; readonly files: readonly string[] };

export interface ProvenPartition {
  readonly proof: PartitionProof;
  /** A checksum of the draft that was proven: what is written must have the same. */
  readonly draft: number;
}

/** What each task answers for a partition. Matching answers in the shared arrays. */
export interface PartitionResults {
  readonly match: null;
  readonly verify: ProvenPartition;
  readonly write: WrittenPartition & { readonly draft: number };
}

/** The function that does a task for one partition after the other. */
export function partitionTask<T extends PartitionTask>(
  parts: RunParts,
  task: T,
): (partition: number) => PartitionResults[T['task']];
export function partitionTask(
  parts: RunParts,
  task: PartitionTask,
): (partition: number) => PartitionResults[PartitionTask['task']] {
  const { ledger, after, partitions, afterPartitions, policy, target, firstAllocation } = parts;
  const draftOf = (p: number) => {
    const cut = ledgersOfPartition(parts, p);
    const matching = matchingOfPartition(parts, p);
    return { cut, matching, draft: makeDraft(cut, matching) };
  };
  switch (task.task) {
    case 'match': {
      const match = partitionMatcher(ledger, partitions, policy, target);
      return (p) => {
        match(p);
        return null;
      };
    }
    case 'verify':
      return (p) => {
        const { cut, draft } = draftOf(p);
        const before = {
          rows: partitions.firstRow[p]! + afterPartitions.firstRow[p]!,
          allocations: firstAllocation[p]!,
        };
        const proof = provePartition(cut, draft, task.asOf, before);
        return { proof, draft: checksumOf(draft) };
      };
    case 'write': {
      const write = partitionWriter({ ...task.options, ledger, after }, new Set(task.files));
      return (p) => {
        const { cut, matching, draft } = draftOf(p);
        const place = {
          firstRow: partitions.firstRow[p]!,
          firstAccount: partitions.firstAccount[p]!,
          firstAfter: afterPartitions.firstRow[p]!,
          firstAllocation: firstAllocation[p]!,
        };
        const part = { place, own: cut.ledger, after: cut.after, matching, draft };
        return { ...write(part), draft: checksumOf(draft) };
      };
    }
  }
}

/**
 * CRC-32 over what matching decided. The other columns of the draft are the ledger's own, whose file has a
 * checksum, as verification has seen.
 */
function checksumOf(draft: Draft): number {
  const { allocations } = draft;
  let checksum = 0;
  for (const column of [
    draft.redeemId,
    draft.status,
    draft.matched,
    draft.open,
    allocations.earnedId,
    allocations.redeemerId,
    // Of the run's shared memory, of which checksums take no views.
    allocations.cents.slice(),
  ])
    checksum = crc32(
      new Uint8Array(column.buffer as ArrayBuffer, column.byteOffset, column.byteLength),
      checksum,
    );
  return checksum;
}
