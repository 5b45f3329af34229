import { crc32 } from 'node:zlib';
import type { Draft } from '../../ledger/draft.ts';
import { partitionMatcher } from '../../match/match-partition.ts';
import { makeDraft } from '../../ledger/make-draft.ts';
import { partitionWriter } from '../../report/write-partition.ts';
import type { WrittenPartition } from '../../report/files/partitioned-files.ts';
import type { WriteOptions } from '../../report/partition/part.ts';
import { provePartition } from '../../verify/proof.ts';
import type { PartitionProof } from '../../verify/proof.ts';
import { matchingOfPartition } from './run-parts.ts';
import type { RunParts } from './run-parts.ts';
import { ledgerOfPartition } from '../../report/partition/shared-ledger.ts';

/** What is done partition by partition; a task as it is told to a worker. */
export type PartitionTask =
  | { readonly task: 'match' }
  | { readonly task: 'verify' }
  | { readonly task: 'write'; readonly options: WriteOptions };

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
  const { ledger, partitions, policy, target, firstAllocation } = parts;
  const draftOf = (p: number) => {
    const own = ledgerOfPartition(ledger, partitions, p);
    const matching = matchingOfPartition(parts, p);
    return { own, matching, draft: makeDraft(own, matching) };
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
        const { own, draft } = draftOf(p);
        const before = { rows: partitions.firstRow[p]!, allocations: firstAllocation[p]! };
        return { proof: provePartition(own, draft, before), draft: checksumOf(draft) };
      };
    case 'write': {
      const write = partitionWriter(ledger, task.options);
      return (p) => {
        const { own, matching, draft } = draftOf(p);
        const place = {
          firstRow: partitions.firstRow[p]!,
          firstAllocation: firstAllocation[p]!,
        };
        return { ...write({ place, own, matching, draft }), draft: checksumOf(draft) };
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
