import type { Matching } from '../../ledger/draft.ts';
import type { Crew } from './crew.ts';
import { matchingRecord, restoreMatching } from '../../run-folder/matching-file.ts';
import { openPartitionFile } from '../../run-folder/partition-file.ts';
import { matchingOfRun } from './run-parts.ts';
import type { RunParts } from './run-parts.ts';

/**
 * Matches every partition that the file at `path` does not have yet, and keeps each there as it is
 * finished; with a matching that is carried over from an earlier run, that one is kept. Returns the
 * matching of the run and the checksum of all records.
 */
export async function matchPartitions(
  parts: RunParts,
  crew: Crew,
  path: string,
  identity: string,
  onFinished: (partitions: number) => void,
  carried: Matching | null = null,
): Promise<{ matching: Matching; checksum: string }> {
  const file = openPartitionFile(path, identity, (p, body) => restore(parts, p, body));
  let finished = 0;
  try {
    for (let p = 0; p < parts.partitions.count; p++) if (file.has(p)) onFinished(++finished);
    if (carried !== null) {
      let next = 0;
      for (let p = 0; p < parts.partitions.count; p++) {
        next = carryPartition(parts, p, carried, next);
        if (file.has(p)) continue;
        file.append(p, recordOf(parts, p));
        onFinished(++finished);
      }
    }
    await crew.carryOut(
      { task: 'match' },
      (p) => !file.has(p),
      (p) => {
        file.append(p, recordOf(parts, p));
        onFinished(++finished);
      },
    );
    return { matching: matchingOfRun(parts), checksum: file.checksum() };
  } finally {
    file.close();
  }
}

/**
 * Puts a partition's part of a matching of the whole ledger where matching would have put it. Allocations
 * stand in the order of the partitions: those from `first` on are taken, and the place after them returned.
 */
function carryPartition(
  { partitions, target }: RunParts,
  p: number,
  { redeemedBy, matched, allocations }: Matching,
  first: number,
): number {
  const from = partitions.firstRow[p]!;
  const to = partitions.firstRow[p + 1]!;
  target.redeemedBy.set(redeemedBy.subarray(from, to), from);
  target.matched.set(matched.subarray(from, to), from);
  let after = first;
  while (after < allocations.count && allocations.earnedRow[after]! < to) after++;
  target.earnedRow.set(allocations.earnedRow.subarray(first, after), from);
  target.redeemerRow.set(allocations.redeemerRow.subarray(first, after), from);
  target.cents.set(allocations.cents.subarray(first, after), from);
  target.allocated[p] = after - first;
  return after;
}

/** REDEEMIDs and allocations of a partition, as rows of the whole ledger. */
function recordOf({ partitions, target }: RunParts, p: number): Buffer {
  const from = partitions.firstRow[p]!;
  const to = partitions.firstRow[p + 1]!;
  return matchingRecord(target, from, to, from, from + target.allocated[p]!);
}

function restore({ partitions, target }: RunParts, p: number, body: Buffer): void {
  const from = partitions.firstRow[p]!;
  target.allocated[p] = restoreMatching(target, from, from, body).allocated;
}
