import { compareIds } from './accounts.ts';
import type { CutLedger } from './cut-ledger.ts';
import type { Ledger } from './ledger.ts';
import { sharedInt32 } from './ledger.ts';

/**
 * The pieces in which a ledger is matched, verified and written: ranges of rows that hold whole
 * customers. A piece depends on no other, so pieces can be done side by side, and one that is finished
 * is not done again after a crash. They depend on the ledger alone, never on the number of workers.
 */
export interface Partitions {
  readonly count: number;
  /** Partition p holds the rows firstRow[p] to firstRow[p + 1] − 1. */
  readonly firstRow: Int32Array;
  /** … and the accounts firstAccount[p] to firstAccount[p + 1] − 1. */
  readonly firstAccount: Int32Array;
}

/**
 * Few enough pieces that a piece's own cost does not count, small enough for its columns to stay in the
 * processor's caches, and what Parquet readers like a row group to be.
 */
export const ROWS_PER_PARTITION = 65_536;

/** Parts that hold so many rows are as many for each of two threads, or four, and alike. */
function evenly(rows: number): number {
  if (rows <= ROWS_PER_PARTITION / 2) return ROWS_PER_PARTITION;
  return Math.ceil(rows / (2 * Math.ceil(rows / (2 * ROWS_PER_PARTITION))));
}

/** The partitions of a ledger whose rows are arranged; the last customer of each may go beyond the number. */
export function partitionsOf(
  { rows, account, accounts }: Pick<Ledger, 'rows' | 'account' | 'accounts'>,
  rowsPerPartition = evenly(rows),
): Partitions {
  const firstRow = [0];
  const firstAccount = [0];
  for (let row = 0; row < rows;) {
    const customer = accounts.customer[account[row]!]!;
    let next = row;
    let last = account[row]!;
    for (; next < rows && accounts.customer[account[next]!] === customer; next++)
      last = Math.max(last, account[next]!);
    row = next;
    const begun = firstRow[firstRow.length - 1]!;
    if (row < rows && row - begun >= rowsPerPartition) {
      firstRow.push(row);
      firstAccount.push(last + 1);
    }
  }
  const count = rows === 0 ? 0 : firstRow.length;
  return {
    count,
    firstRow: withEnd(firstRow, count, rows),
    firstAccount: withEnd(firstAccount, count, accounts.count),
  };
}

/** The same customers on both sides of the cut-off, in as many partitions of each. */
export interface CutPartitions {
  readonly partitions: Partitions;
  readonly afterPartitions: Partitions;
}

/** Partitions that hold a customer's rows at the cut-off and those after it; either may be none. */
export function cutPartitions(
  { ledger, after }: CutLedger,
  rowsPerPartition = evenly(ledger.rows + after.rows),
): CutPartitions {
  if (after.rows === 0) {
    const partitions = partitionsOf(ledger, rowsPerPartition);
    const none = sharedInt32(partitions.count + 1);
    const { count } = partitions;
    return { partitions, afterPartitions: { count, firstRow: none, firstAccount: none } };
  }
  const sides = [ledger, after].map((side) => ({
    side,
    row: 0,
    account: 0,
    firstRow: [0],
    firstAccount: [0],
  }));
  const [at, later] = sides as [(typeof sides)[number], (typeof sides)[number]];
  const { pool } = ledger.customer;
  for (let begun = 0; at.row < ledger.rows || later.row < after.rows;) {
    const next = sides
      .filter(({ side, row }) => row < side.rows)
      .map(({ side, row }) => side.customer.values[row]!);
    const customer = next.reduce((a, b) => (compareIds(pool, b, a) < 0 ? b : a));
    if (at.row + later.row - begun >= rowsPerPartition) {
      begun = at.row + later.row;
      for (const { row, account, firstRow, firstAccount } of sides) {
        firstRow.push(row);
        firstAccount.push(account);
      }
    }
    for (const half of sides) {
      const { rows, customer: of, accounts } = half.side;
      while (half.row < rows && of.values[half.row] === customer) half.row++;
      while (half.account < accounts.count && accounts.customer[half.account] === customer)
        half.account++;
    }
  }
  const [partitions, afterPartitions] = sides.map(({ side, firstRow, firstAccount }) => ({
    count: firstRow.length,
    firstRow: withEnd(firstRow, firstRow.length, side.rows),
    firstAccount: withEnd(firstAccount, firstAccount.length, side.accounts.count),
  })) as [Partitions, Partitions];
  return { partitions, afterPartitions };
}

/** Where partitions begin, and behind them where the last one ends. */
function withEnd(first: readonly number[], count: number, end: number): Int32Array {
  const column = sharedInt32(count + 1);
  for (let p = 0; p < count; p++) column[p] = first[p]!;
  column[count] = end;
  return column;
}
