import { sharedInt32 } from '../ledger/ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { ROWS_PER_PARTITION } from '../ledger/partitions.ts';
import type { Partitions } from '../ledger/partitions.ts';

/** A merged ledger in pieces of whole customers, of which either all are touched or none is. */
export interface TouchedPieces extends Partitions {
  /** By piece. */
  readonly touched: Uint8Array;
}

/** Runs of customers that are touched, or are not; cut where they grow longer than a partition. */
export function touchedPieces(
  { rows, account, accounts }: Pick<Ledger, 'rows' | 'account' | 'accounts'>,
  touchedAccount: Uint8Array,
): TouchedPieces {
  const firstRow: number[] = [];
  const firstAccount: number[] = [];
  const touched: number[] = [];
  // A customer's accounts are numbered one after the other, so its first is the lowest of its rows'.
  let nextAccount = 0;
  for (let row = 0; row < rows;) {
    const customer = accounts.customer[nextAccount]!;
    const isTouched = touchedAccount[nextAccount]!;
    const last = firstRow.length - 1;
    if (last < 0 || touched[last] !== isTouched || row - firstRow[last]! >= ROWS_PER_PARTITION) {
      firstRow.push(row);
      firstAccount.push(nextAccount);
      touched.push(isTouched);
    }
    while (nextAccount < accounts.count && accounts.customer[nextAccount] === customer)
      nextAccount++;
    while (row < rows && account[row]! < nextAccount) row++;
  }
  const withEnd = (first: readonly number[], end: number): Int32Array => {
    const column = sharedInt32(first.length + 1);
    column.set(first);
    column[first.length] = end;
    return column;
  };
  return {
    count: firstRow.length,
    firstRow: withEnd(firstRow, rows),
    firstAccount: withEnd(firstAccount, accounts.count),
    touched: Uint8Array.from(touched),
  };
}
