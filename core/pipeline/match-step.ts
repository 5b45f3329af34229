import type { Matching } from '../ledger/draft.ts';
import type { Crew } from './crew.ts';
import { openPartitionFile } from './partition-file.ts';
import { matchingOfRun } from './run-parts.ts';
import type { RunParts } from './run-parts.ts';

/**
 * Matches every partition that the file at `path` does not have yet, and keeps each there as it is
 * finished. Returns the matching of the run and the checksum of all records.
 */
export async function matchPartitions(
  parts: RunParts,
  crew: Crew,
  path: string,
  identity: string,
  onFinished: (partitions: number) => void,
): Promise<{ matching: Matching; checksum: string }> {
  const file = openPartitionFile(path, identity, (p, body) => restore(parts, p, body));
  let finished = 0;
  try {
    for (let p = 0; p < parts.partitions.count; p++) if (file.has(p)) onFinished(++finished);
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

/** REDEEMIDs and allocations of a partition, as rows; what is matched of each row follows from these. */
function recordOf({ partitions, target }: RunParts, p: number): Buffer {
  const from = partitions.firstRow[p]!;
  const to = partitions.firstRow[p + 1]!;
  const after = from + target.allocated[p]!;
  return Buffer.concat(
    [
      target.redeemedBy.subarray(from, to),
      target.earnedRow.subarray(from, after),
      target.redeemerRow.subarray(from, after),
      target.cents.subarray(from, after),
    ].map(bytesOf),
  );
}

function restore({ partitions, target }: RunParts, p: number, body: Buffer): void {
  const from = partitions.firstRow[p]!;
  const rows = partitions.firstRow[p + 1]! - from;
  const allocated = (body.length - rows * 4) / 16;
  const after = from + allocated;
  let at = 0;
  for (const column of [
    target.redeemedBy.subarray(from, from + rows),
    target.earnedRow.subarray(from, after),
    target.redeemerRow.subarray(from, after),
    target.cents.subarray(from, after),
  ]) {
    bytesOf(column).set(body.subarray(at, at + column.byteLength));
    at += column.byteLength;
  }
  target.allocated[p] = allocated;
  for (let i = from; i < after; i++) {
    target.matched[target.earnedRow[i]!]! += target.cents[i]!;
    target.matched[target.redeemerRow[i]!]! += target.cents[i]!;
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array | Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
