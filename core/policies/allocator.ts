/** Where an allocator writes: columns over the rows of an arranged ledger, and the allocations. */
export interface AllocationTarget {
  /** By ledger row; filled with −1 beforehand. The redemption that took the lot or used it up. */
  readonly redeemedBy: Int32Array;
  /** By ledger row; cents, zero beforehand. */
  readonly matched: Float64Array;
  /** The allocations: ledger rows of lot and redemption, and unsigned cents. */
  readonly earnedRow: Int32Array;
  readonly redeemerRow: Int32Array;
  readonly cents: Float64Array;
}

/**
 * Matches one account's movements, order[from..to) by ledger row, in the order of RULES.md section 3.
 * `cents` are signed, by ledger row; `lots` is scratch space as long as `order`. Allocations are
 * written from position `at` on; returns the position after the last of them.
 */
export type Allocator = (
  cents: Float64Array,
  order: Int32Array,
  lots: Int32Array,
  from: number,
  to: number,
  target: AllocationTarget,
  at: number,
) => number;

/** Writes the allocation of a lot to a redemption at position `at`; returns the next position. */
export function pair(
  target: AllocationTarget,
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
