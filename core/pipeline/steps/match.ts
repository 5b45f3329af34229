import { join } from 'node:path';
import type { ValidatedSource } from '../../accepted/validated-source.ts';
import type { Policy } from '../../contract/settings.ts';
import { carriedMatching } from '../../later-file/carried-matching.ts';
import type { CarriedMatching } from '../../later-file/carried-matching.ts';
import { laterFileFigures } from '../../later-file/later-file-figures.ts';
import type { StandingRuns } from '../../later-file/standing/standing-run.ts';
import type { Matching } from '../../ledger/draft.ts';
import { coveredRedemptions, makeTotals } from '../../ledger/make-draft.ts';
import { tampered } from '../../run-folder/checkpoint.ts';
import { MATCH_FILE } from '../../run-folder/names.ts';
import { crewFor } from '../parts/crew.ts';
import { matchPartitions } from '../parts/match-partitions.ts';
import type { MatchedFacts } from './asked-run.ts';
import { madeFrom, ofPartitions } from './partition-work.ts';
import type { PartitionWork } from './partition-work.ts';
import { runParts } from '../parts/run-parts.ts';
import type { RunAtWork, Step } from './step.ts';
import type { Validated } from './validate.ts';

export interface Matched extends Validated, PartitionWork {
  readonly matching: Matching;
  /** Of its records. */
  readonly matchSha256: string;
  readonly facts: MatchedFacts;
}

/** Matches what an earlier attempt has left unmatched. A completed matching is read back in the same way. */
export const match: Step<Validated, Matched> = {
  name: 'match',
  async run(run, before) {
    const left = await matched(run, before);
    return {
      left,
      rowsIn: before.validation.source.ledger.rows,
      rowsOut: left.matching.allocations.count,
      checksums: { [MATCH_FILE]: left.matchSha256 },
    };
  },
  async resume(run, before, { checksums }) {
    const left = await matched(run, before);
    if (checksums[MATCH_FILE] !== left.matchSha256)
      throw tampered(join(run.environment.folder, MATCH_FILE));
    return left;
  },
  tell({ environment }, { facts }) {
    environment.onMatched?.(facts);
  },
};

async function matched(run: RunAtWork, before: Validated): Promise<Matched> {
  const { request, environment } = run;
  const { policy } = request.settings;
  const { source } = before.validation;
  const { ledger, increment } = source;
  const parts = runParts(source, policy, request.rowsPerPartition);
  const crew = crewFor(parts, request.workers, environment.signal);
  run.atEnd(() => crew.end());
  const carried = carriedOver(environment.standing, source, policy);
  const { matching, checksum } = await matchPartitions(
    parts,
    crew,
    join(environment.folder, MATCH_FILE),
    madeFrom(run, before, parts, 'match'),
    ofPartitions(run, parts, 'match', 'Matching lots and redemptions'),
    carried?.matching ?? null,
  );
  return {
    ...before,
    parts,
    crew,
    matching,
    matchSha256: checksum,
    facts: {
      totals: makeTotals(ledger, matching),
      covered: coveredRedemptions(ledger, matching),
      laterFile: increment && laterFileFigures(ledger, increment, carried),
    },
  };
}

/**
 * The matching of customers that a later file does not touch, with the others matched anew; null for a
 * ledger of its own, and where what it stands on was matched under another policy or is gone.
 */
function carriedOver(
  standing: StandingRuns | undefined,
  { ledger, increment }: ValidatedSource,
  policy: Policy,
): CarriedMatching | null {
  if (increment === null) return null;
  const matching = standing?.matching(increment.standingRun, increment.standingRows) ?? null;
  if (matching?.policy !== policy) return null;
  return carriedMatching(matching, { ...increment, ledger }, policy);
}
