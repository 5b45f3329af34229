import type { AllocationRows } from '../../ledger/draft.ts';

/** A step of a lot trail: a lot gave so many cents to a redemption. Rows of the ledger. */
export interface TrailStep {
  readonly lot: number;
  readonly redemption: number;
  readonly cents: number;
}

/**
 * By row of some rows the allocations that it has a part in, in the order of SEQ: for a lot those that redeemed it,
 * for a redemption the lots that it took.
 */
export function lotTrails(
  { count, earnedRow, redeemerRow, cents }: AllocationRows,
  rows: readonly number[],
): ReadonlyMap<number, readonly TrailStep[]> {
  const trails = new Map<number, TrailStep[]>(rows.map((row) => [row, []]));
  for (let i = 0; i < count; i++) {
    const ofLot = trails.get(earnedRow[i]!);
    const ofRedemption = trails.get(redeemerRow[i]!);
    if (ofLot === undefined && ofRedemption === undefined) continue;
    const step = { lot: earnedRow[i]!, redemption: redeemerRow[i]!, cents: cents[i]! };
    ofLot?.push(step);
    ofRedemption?.push(step);
  }
  return trails;
}
