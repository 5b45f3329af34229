import type { CutLedger } from '../../ledger/cut-ledger.ts';
import type { Matching } from '../../ledger/draft.ts';
import type { Policy } from '../../contract/settings.ts';
import { sharedInt32 } from '../../ledger/ledger.ts';
import { cutPartitions } from '../../ledger/partitions.ts';
import type { CutPartitions } from '../../ledger/partitions.ts';
import { matchingOf, matchTarget } from '../../match/match.ts';
import type { MatchTarget } from '../../match/match-partition.ts';
import {
  besideShared,
  ledgerOfPartition,
  ownDictionaries,
  sharedLedger,
} from '../../report/partition/shared-ledger.ts';
import type { SharedLedger } from '../../report/partition/shared-ledger.ts';

/** What every worker of a run sees, all of it on shared memory. */
export interface RunParts extends CutPartitions {
  /** At the cut-off. */
  readonly ledger: SharedLedger;
  /** What comes after it. */
  readonly after: SharedLedger;
  readonly policy: Policy;
  /** Filled by matching; its allocations have no gaps once {@link matchingOfRun} was called. */
  readonly target: MatchTarget;
  /** Allocations of partition p are those from firstAllocation[p] to firstAllocation[p + 1] − 1. */
  readonly firstAllocation: Int32Array;
}

export function runParts(cut: CutLedger, policy: Policy, rowsPerPartition?: number): RunParts {
  const { partitions, afterPartitions } = cutPartitions(cut, rowsPerPartition);
  const ledger = sharedLedger(cut.ledger);
  return {
    ledger,
    after: besideShared(ledger, cut.after),
    policy,
    partitions,
    afterPartitions,
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

/** Both sides of the cut-off of one partition, told in the same dictionaries. */
export function ledgersOfPartition(
  { ledger, after, partitions, afterPartitions }: RunParts,
  p: number,
): CutLedger {
  const dictionaries = ownDictionaries();
  return {
    ledger: ledgerOfPartition(ledger, partitions, p, dictionaries),
    after: ledgerOfPartition(after, afterPartitions, p, dictionaries),
  };
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
