import type { Policy } from '../contract/settings.ts';
import type { Matching } from '../ledger/draft.ts';
import { readPartitionFile } from './partition-file.ts';

/** The columns of a matching, of which a record holds a stretch. */
interface MatchedArrays {
  /** By row of the ledger. */
  readonly redeemedBy: Int32Array;
  readonly matched: Float64Array;
  /** By allocation. */
  readonly earnedRow: Int32Array;
  readonly redeemerRow: Int32Array;
  readonly cents: Float64Array;
}

/**
 * The REDEEMIDs of rows and their allocations behind the numbers of both; what is matched of each row follows
 * from these.
 */
export function matchingRecord(
  columns: MatchedArrays,
  firstRow: number,
  afterRow: number,
  first: number,
  after: number,
): Buffer {
  return Buffer.concat(
    [
      Int32Array.of(afterRow - firstRow, after - first),
      ...columnsAt(columns, firstRow, afterRow, first, after),
    ].map(bytesOf),
  );
}

/** Puts a record's rows and allocations where they belong; returns how many there are. */
export function restoreMatching(
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
    const found = restoreMatching(target, row, allocation, body);
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
