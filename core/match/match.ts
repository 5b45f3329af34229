import type { Matching } from '../ledger/draft.ts';
import { sharedFloat64, sharedInt32 } from '../ledger/ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { partitionsOf } from '../ledger/partitions.ts';
import type { Partitions } from '../ledger/partitions.ts';
import type { Policy } from '../policies/policies.ts';
import { partitionMatcher } from './match-partition.ts';
import type { MatchTarget } from './match-partition.ts';

/**
 * Which earned lot each redemption used up, first in, first out (RULES.md section 3), on this
 * thread. The ledger is arranged; the result does not depend on the partitioning.
 */
export function matchLedger(ledger: Ledger, policy: Policy, rowsPerPartition?: number): Matching {
  const partitions = partitionsOf(ledger, rowsPerPartition);
  const target = matchTarget(ledger.rows, partitions.count);
  const match = partitionMatcher(ledger, partitions, policy, target);
  for (let p = 0; p < partitions.count; p++) match(p);
  return matchingOf(policy, partitions, target);
}

/** Room for the results of a ledger, on shared memory. */
export function matchTarget(rows: number, partitions: number): MatchTarget {
  return {
    redeemedBy: sharedInt32(rows).fill(-1),
    matched: sharedFloat64(rows),
    earnedRow: sharedInt32(rows),
    redeemerRow: sharedInt32(rows),
    cents: sharedFloat64(rows),
    allocated: sharedInt32(partitions),
  };
}

/** Closes the gaps between the partitions' allocations. */
export function matchingOf(policy: Policy, partitions: Partitions, target: MatchTarget): Matching {
  let count = 0;
  for (let p = 0; p < partitions.count; p++) {
    const from = partitions.firstRow[p]!;
    const to = from + target.allocated[p]!;
    for (const column of [target.earnedRow, target.redeemerRow, target.cents])
      column.copyWithin(count, from, to);
    count += to - from;
  }
  return {
    policy,
    redeemedBy: target.redeemedBy,
    matched: target.matched,
    allocations: {
      count,
      earnedRow: target.earnedRow.subarray(0, count),
      redeemerRow: target.redeemerRow.subarray(0, count),
      cents: target.cents.subarray(0, count),
    },
  };
}
