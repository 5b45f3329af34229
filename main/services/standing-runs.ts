import { join } from 'node:path';
import type { StandingRun } from '../../core/increment/standing-run.ts';
import { loadMatching } from '../../core/pipeline/match-step.ts';
import { LEDGER_FILE, MATCH_FILE } from '../../core/pipeline/reconcile.ts';
import type { StandingRuns } from '../../core/pipeline/reconcile.ts';
import { loadValidation } from '../../core/pipeline/step-checkpoints.ts';
import { runFolder } from '../data-folder/data-folder.ts';
import type { History } from '../history/history.ts';

/**
 * The earlier runs of a source that a new one can stand on: the latest completed one with its ledger, as
 * its checkpoints have it; null where there is none or its files are gone, for then nothing can be compared.
 */
export function standingRuns(history: History, root: string, sourceId: number): StandingRuns {
  return {
    async latest(): Promise<StandingRun | null> {
      const run = history.previousCompleted(sourceId);
      if (!run || run.highWater === null) return null;
      const sha256 = history.completedStep(run.id, 'validate')?.checksums[LEDGER_FILE];
      if (sha256 === undefined) return null;
      try {
        const path = join(runFolder(root, run.id), LEDGER_FILE);
        const { source } = await loadValidation(path, sha256);
        return {
          runId: run.id,
          policy: run.policy,
          ledger: source.ledger,
          control: source.control,
          lookups: source.lookups,
          highWater: run.highWater,
          reportedUntil: source.asOf,
        };
      } catch {
        return null;
      }
    },
    matching(runId, rows) {
      const policy = history.getRun(runId)?.run.policy;
      const sha256 = history.completedStep(runId, 'match')?.checksums[MATCH_FILE];
      if (policy === undefined || sha256 === undefined) return null;
      return loadMatching(join(runFolder(root, runId), MATCH_FILE), sha256, policy, rows);
    },
  };
}
