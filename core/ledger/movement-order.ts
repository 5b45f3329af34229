import { idRanks } from './ids.ts';
import type { Ledger } from './ledger.ts';

/** Rows account by account: rows order[start[a]] to order[start[a + 1] − 1] are those of account a. */
export interface MovementOrder {
  readonly order: Int32Array;
  readonly start: Int32Array;
}

/** The columns that the order depends on. */
export type Movements = Pick<Ledger, 'rows' | 'account' | 'createdAt' | 'cents' | 'id'> & {
  readonly accounts: { readonly count: number };
};

/**
 * The ledger's rows by account and, within it, in the order in which movements count: CREATEDAT,
 * earned before redemptions at the same instant, then TRANS_ID (RULES.md section 3). Balances,
 * histories and findings follow it; matching and verification each keep an ordering of their own.
 */
export function movementOrder(ledger: Movements): MovementOrder {
  const { rows, account, createdAt, cents } = ledger;
  const rank = idRanks(ledger.id);
  const start = new Int32Array(ledger.accounts.count + 1);
  for (let r = 0; r < rows; r++) start[account[r]! + 1]!++;
  for (let a = 0; a < ledger.accounts.count; a++) start[a + 1]! += start[a]!;
  const order = new Int32Array(rows);
  const next = start.slice();
  for (let r = 0; r < rows; r++) order[next[account[r]!]!++] = r;
  const compare = (i: number, j: number): number =>
    createdAt[i]! - createdAt[j]! ||
    Number(cents[i]! < 0) - Number(cents[j]! < 0) ||
    rank[i]! - rank[j]!;
  for (let a = 0; a < ledger.accounts.count; a++) {
    const from = start[a]!;
    const to = start[a + 1]!;
    let sorted = true;
    for (let k = from + 1; k < to && sorted; k++) sorted = compare(order[k - 1]!, order[k]!) <= 0;
    if (!sorted) order.subarray(from, to).sort(compare);
  }
  return { order, start };
}
