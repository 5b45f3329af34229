import type { Ledger } from '../ledger/ledger.ts';
import type { Partitions } from '../ledger/partitions.ts';
import type { AllocationTarget } from '../policies/allocator.ts';
import { policyOf } from '../policies/policies.ts';
import type { Policy } from '../policies/policies.ts';

/** The columns of an arranged ledger that matching reads. */
export type MatchedColumns = Pick<Ledger, 'account' | 'createdAt' | 'cents'>;

/**
 * Where results go: shared by all workers, which never write the same place. Allocations of partition p
 * stand from firstRow[p] on, allocated[p] of them. Every allocation ends a lot or a redemption, so a
 * partition never has more of them than rows.
 */
export interface MatchTarget extends AllocationTarget {
  readonly allocated: Int32Array;
}

/**
 * Returns a function that matches one partition after the other, reusing its scratch space. The ledger
 * is arranged: a customer's rows stand side by side by CREATEDAT and TRANS_ID, so all that is left to be
 * done for the order of RULES.md section 3 is to tell a customer's currencies apart and to put earned
 * before redemptions at the same instant.
 */
export function partitionMatcher(
  { account, createdAt, cents }: MatchedColumns,
  partitions: Partitions,
  policy: Policy,
  target: MatchTarget,
): (partition: number) => void {
  let largest = 0;
  for (let p = 0; p < partitions.count; p++)
    largest = Math.max(largest, partitions.firstRow[p + 1]! - partitions.firstRow[p]!);
  const order = new Int32Array(largest);
  const lots = new Int32Array(largest);
  const late = new Int32Array(largest);
  const { allocate } = policyOf(policy);

  return (p) => {
    const base = partitions.firstRow[p]!;
    const rows = partitions.firstRow[p + 1]! - base;
    const firstAccount = partitions.firstAccount[p]!;
    const accounts = partitions.firstAccount[p + 1]! - firstAccount;
    const next = new Int32Array(accounts + 1);
    for (let r = base; r < base + rows; r++) next[account[r]! - firstAccount + 1]!++;
    for (let a = 0; a < accounts; a++) next[a + 1]! += next[a]!;
    for (let r = base; r < base + rows; r++) order[next[account[r]! - firstAccount]!++] = r;
    let at = base;
    let from = 0;
    for (let a = 0; a < accounts; a++) {
      const to = next[a]!;
      earnedFirst(createdAt, cents, order, late, from, to);
      at = allocate(cents, order, lots, from, to, target, at);
      from = to;
    }
    target.allocated[p] = at - base;
  };
}

/** Puts earned rows before redemptions among those of the same instant, each in the order they had. */
function earnedFirst(
  createdAt: Float64Array,
  cents: Float64Array,
  order: Int32Array,
  late: Int32Array,
  from: number,
  to: number,
): void {
  for (let k = from + 1; k < to; k++) {
    const row = order[k]!;
    const before = order[k - 1]!;
    if (createdAt[row] !== createdAt[before] || cents[row]! < 0 || cents[before]! > 0) continue;
    let first = k - 1;
    while (first > from && createdAt[order[first - 1]!] === createdAt[row]) first--;
    let after = k;
    while (after < to && createdAt[order[after]!] === createdAt[row]) after++;
    let earned = first;
    let redemptions = 0;
    for (let i = first; i < after; i++) {
      const one = order[i]!;
      if (cents[one]! > 0) order[earned++] = one;
      else late[redemptions++] = one;
    }
    for (let i = 0; i < redemptions; i++) order[earned + i] = late[i]!;
    k = after - 1;
  }
}
