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
export const ROWS_PER_PARTITION = 131_072;

/** The partitions of a ledger whose rows are arranged; the last customer of each may go beyond the number. */
export function partitionsOf(
  { rows, account, accounts }: Pick<Ledger, 'rows' | 'account' | 'accounts'>,
  rowsPerPartition = ROWS_PER_PARTITION,
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
  const ends = (first: readonly number[], end: number): Int32Array => {
    const column = sharedInt32(count + 1);
    for (let p = 0; p < count; p++) column[p] = first[p]!;
    column[count] = end;
    return column;
  };
  return {
    count,
    firstRow: ends(firstRow, rows),
    firstAccount: ends(firstAccount, accounts.count),
  };
}
