import type { Policy } from '../contract/settings.ts';
import type { Partitions } from './partitions.ts';

/** Where results go: shared by all workers, which never write the same place. */
export interface MatchTarget {
  /** By ledger row; filled with −1 beforehand. */
  readonly redeemedBy: Int32Array;
  /** By ledger row; cents, zero beforehand. */
  readonly matched: Float64Array;
  /**
   * Allocations of partition p stand from firstRow[p] on, allocated[p] of them. Every allocation
   * ends a lot or a redemption, so a partition never has more of them than rows.
   */
  readonly earnedRow: Int32Array;
  readonly redeemerRow: Int32Array;
  readonly cents: Float64Array;
  readonly allocated: Int32Array;
}

/** Returns a function that matches one partition after the other, reusing its scratch space. */
export function partitionMatcher(
  partitions: Partitions,
  policy: Policy,
  target: MatchTarget,
): (partition: number) => void {
  let largest = 0;
  for (let p = 0; p < partitions.count; p++)
    largest = Math.max(largest, partitions.firstRow[p + 1]! - partitions.firstRow[p]!);
  const grouped = {
    row: new Int32Array(largest),
    createdAt: new Float64Array(largest),
    cents: new Float64Array(largest),
  };
  const order = new Int32Array(largest);
  const lots = new Int32Array(largest);
  const allocate = ALLOCATORS[policy];

  return (p) => {
    const base = partitions.firstRow[p]!;
    const end = partitions.firstRow[p + 1]!;
    const firstAccount = partitions.firstAccount[p]!;
    const accounts = partitions.firstAccount[p + 1]! - firstAccount;
    const next = new Int32Array(accounts);
    for (let a = 0; a < accounts; a++) next[a] = partitions.accountStart[firstAccount + a]! - base;
    for (let i = base; i < end; i++) {
      const at = next[partitions.account[i]! - firstAccount]!++;
      grouped.row[at] = partitions.row[i]!;
      grouped.createdAt[at] = partitions.createdAt[i]!;
      grouped.cents[at] = partitions.cents[i]!;
    }
    let at = base;
    let from = 0;
    for (let a = 0; a < accounts; a++) {
      const to = next[a]!;
      sortMovements(grouped, partitions.idRank, order, from, to);
      at = allocate(grouped, order, lots, from, to, target, at);
      from = to;
    }
    target.allocated[p] = at - base;
  };
}

interface Movements {
  readonly row: Int32Array;
  readonly createdAt: Float64Array;
  readonly cents: Float64Array;
}

/**
 * Fills order[from..to) with positions in the order of RULES.md section 3: CREATEDAT, earned before
 * redemptions at the same instant, TRANS_ID. Most accounts arrive in order, so that is looked at first.
 */
function sortMovements(
  movements: Movements,
  idRank: Float64Array,
  order: Int32Array,
  from: number,
  to: number,
): void {
  const { row, createdAt, cents } = movements;
  const compare = (i: number, j: number): number => {
    const byTime = createdAt[i]! - createdAt[j]!;
    if (byTime !== 0) return byTime;
    const earned = Number(cents[i]! < 0) - Number(cents[j]! < 0);
    return earned !== 0 ? earned : idRank[row[i]!]! - idRank[row[j]!]!;
  };
  let sorted = true;
  order[from] = from;
  for (let i = from + 1; i < to; i++) {
    order[i] = i;
    if (sorted && createdAt[i]! <= createdAt[i - 1]! && compare(i - 1, i) > 0) sorted = false;
  }
  if (sorted) return;
  if (to - from > 48) {
    order.subarray(from, to).sort(compare);
    return;
  }
  for (let i = from + 1; i < to; i++) {
    const moving = order[i]!;
    let j = i - 1;
    for (; j >= from && compare(order[j]!, moving) > 0; j--) order[j + 1] = order[j]!;
    order[j + 1] = moving;
  }
}

/** Matches one account's movements order[from..to); returns the position after its last allocation. */
type Allocator = (
  movements: Movements,
  order: Int32Array,
  lots: Int32Array,
  from: number,
  to: number,
  target: MatchTarget,
  at: number,
) => number;

const oneToOne: Allocator = ({ row, cents }, order, lots, from, to, target, at) => {
  let head = from;
  let tail = from;
  for (let k = from; k < to; k++) {
    const i = order[k]!;
    const amount = cents[i]!;
    if (amount > 0) {
      lots[tail++] = i;
    } else if (head < tail) {
      const lot = lots[head++]!;
      at = pair(target, at, row[lot]!, row[i]!, Math.min(cents[lot]!, -amount));
      target.redeemedBy[row[lot]!] = row[i]!;
    }
  }
  return at;
};

const wholeLot: Allocator = ({ row, cents }, order, lots, from, to, target, at) => {
  let head = from;
  let tail = from;
  for (let k = from; k < to; k++) {
    const i = order[k]!;
    if (cents[i]! > 0) {
      lots[tail++] = i;
      continue;
    }
    let need = -cents[i]!;
    while (need > 0 && head < tail) {
      const lot = lots[head++]!;
      const taken = Math.min(cents[lot]!, need);
      at = pair(target, at, row[lot]!, row[i]!, taken);
      target.redeemedBy[row[lot]!] = row[i]!;
      need -= taken;
    }
  }
  return at;
};

const exact: Allocator = ({ row, cents }, order, lots, from, to, target, at) => {
  let head = from;
  let tail = from;
  let left = 0;
  for (let k = from; k < to; k++) {
    const i = order[k]!;
    if (cents[i]! > 0) {
      if (head === tail) left = cents[i]!;
      lots[tail++] = i;
      continue;
    }
    let need = -cents[i]!;
    while (need > 0 && head < tail) {
      const lot = lots[head]!;
      const taken = Math.min(left, need);
      at = pair(target, at, row[lot]!, row[i]!, taken);
      need -= taken;
      left -= taken;
      if (left === 0) {
        target.redeemedBy[row[lot]!] = row[i]!;
        if (++head < tail) left = cents[lots[head]!]!;
      }
    }
  }
  return at;
};

const ALLOCATORS: Record<Policy, Allocator> = {
  'one-to-one': oneToOne,
  'whole-lot': wholeLot,
  exact,
};

function pair(
  target: MatchTarget,
  at: number,
  earnedRow: number,
  redeemerRow: number,
  cents: number,
): number {
  target.earnedRow[at] = earnedRow;
  target.redeemerRow[at] = redeemerRow;
  target.cents[at] = cents;
  target.matched[earnedRow]! += cents;
  target.matched[redeemerRow]! += cents;
  return at + 1;
}
