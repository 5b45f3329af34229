import type { Policy } from '../../contract/settings.ts';
import type { Matching } from '../../ledger/draft.ts';
import type { Crew } from './crew.ts';
import { openPartitionFile, readPartitionFile } from '../../run-folder/partition-file.ts';
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

/**
 * REDEEMIDs and allocations of a partition behind the numbers of both, as rows of the whole ledger; what is
 * matched of each row follows from these.
 */
function recordOf({ partitions, target }: RunParts, p: number): Buffer {
  const from = partitions.firstRow[p]!;
  const to = partitions.firstRow[p + 1]!;
  const after = from + target.allocated[p]!;
  return Buffer.concat(
    [Int32Array.of(to - from, after - from), ...columnsAt(target, from, to, from, after)].map(
      bytesOf,
    ),
  );
}

function restore({ partitions, target }: RunParts, p: number, body: Buffer): void {
  const from = partitions.firstRow[p]!;
  target.allocated[p] = restoreAt(target, from, from, body).allocated;
}

type MatchedArrays = Pick<
  RunParts['target'],
  'redeemedBy' | 'matched' | 'earnedRow' | 'redeemerRow' | 'cents'
>;

/** Puts a record's rows and allocations where they belong; returns how many there are. */
function restoreAt(
  target: MatchedArrays,
  row: number,
  allocation: number,
  body: Buffer,
): { rows: number; allocated: number } {
  const rows = body.readInt32LE(0);
  const allocated = body.readInt32LE(4);
  let at = 8;
  for (const column of columnsAt(target, row, row + rows, allocation, allocation + allocated)) {
    bytesOf(column).set(body.subarray(at, at + column.byteLength));
    at += column.byteLength;
  }
  for (let i = allocation; i < allocation + allocated; i++) {
    target.matched[target.earnedRow[i]!]! += target.cents[i]!;
    target.matched[target.redeemerRow[i]!]! += target.cents[i]!;
  }
  return { rows, allocated };
}

function columnsAt(
  { redeemedBy, earnedRow, redeemerRow, cents }: MatchedArrays,
  firstRow: number,
  afterRow: number,
  first: number,
  after: number,
): (Int32Array | Float64Array)[] {
  return [
    redeemedBy.subarray(firstRow, afterRow),
    earnedRow.subarray(first, after),
    redeemerRow.subarray(first, after),
    cents.subarray(first, after),
  ];
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array | Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/**
 * The matching that a completed run has left at `path`; null where the file is not what was written. The
 * file is not changed.
 */
export function loadMatching(
  path: string,
  sha256: string,
  policy: Policy,
  rows: number,
): Matching | null {
  const target = {
    redeemedBy: new Int32Array(rows),
    matched: new Float64Array(rows),
    earnedRow: new Int32Array(rows),
    redeemerRow: new Int32Array(rows),
    cents: new Float64Array(rows),
  };
  let row = 0;
  let allocation = 0;
  const checksum = readPartitionFile(path, (body) => {
    if (row + body.readInt32LE(0) > rows) return;
    const found = restoreAt(target, row, allocation, body);
    row += found.rows;
    allocation += found.allocated;
  });
  if (checksum !== sha256 || row !== rows) return null;
  return {
    policy,
    redeemedBy: target.redeemedBy,
    matched: target.matched,
    allocations: {
      count: allocation,
      earnedRow: target.earnedRow.subarray(0, allocation),
      redeemerRow: target.redeemerRow.subarray(0, allocation),
      cents: target.cents.subarray(0, allocation),
    },
  };
}
