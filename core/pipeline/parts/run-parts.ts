import type { Matching } from '../../ledger/draft.ts';
import type { Policy } from '../../contract/settings.ts';
import { sharedInt32 } from '../../ledger/ledger.ts';
import { partitionsOf } from '../../ledger/partitions.ts';
import type { Partitions } from '../../ledger/partitions.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { matchingOf, matchTarget } from '../../match/match.ts';
import type { MatchTarget } from '../../match/match-partition.ts';
import { sharedLedger } from '../../report/partition/shared-ledger.ts';
import type { SharedLedger } from '../../report/partition/shared-ledger.ts';

/** What every worker of a run sees, all of it on shared memory. */
export interface RunParts {
  readonly ledger: SharedLedger;
  readonly policy: Policy;
  readonly partitions: Partitions;
  /** Filled by matching; its allocations have no gaps once {@link matchingOfRun} was called. */
  readonly target: MatchTarget;
  /** Allocations of partition p are those from firstAllocation[p] to firstAllocation[p + 1] − 1. */
  readonly firstAllocation: Int32Array;
}

export function runParts(ledger: Ledger, policy: Policy, rowsPerPartition?: number): RunParts {
  const partitions = partitionsOf(ledger, rowsPerPartition);
  return {
    ledger: sharedLedger(ledger),
    policy,
    partitions,
    target: matchTarget(ledger.rows, partitions.count),
    firstAllocation: sharedInt32(partitions.count + 1),
  };
}

/** The matching of the whole run, when every partition is matched. */
export function matchingOfRun({ policy, partitions, target, firstAllocation }: RunParts): Matching {
  for (let p = 0; p < partitions.count; p++)
    firstAllocation[p + 1] = firstAllocation[p]! + target.allocated[p]!;
  return matchingOf(policy, partitions, target);
}

/** The matching of one partition, its rows numbered from 0. */
export function matchingOfPartition(parts: RunParts, p: number): Matching {
  const { policy, partitions, target, firstAllocation } = parts;
  const from = partitions.firstRow[p]!;
  const to = partitions.firstRow[p + 1]!;
  const own = (rows: Int32Array): Int32Array => {
    const numbered = new Int32Array(rows.length);
    for (let i = 0; i < rows.length; i++) numbered[i] = rows[i]! < 0 ? -1 : rows[i]! - from;
    return numbered;
  };
  const first = firstAllocation[p]!;
  const after = firstAllocation[p + 1]!;
  return {
    policy,
    redeemedBy: own(target.redeemedBy.subarray(from, to)),
    matched: target.matched.subarray(from, to),
    allocations: {
      count: after - first,
      earnedRow: own(target.earnedRow.subarray(first, after)),
      redeemerRow: own(target.redeemerRow.subarray(first, after)),
      cents: target.cents.subarray(first, after),
    },
  };
}
