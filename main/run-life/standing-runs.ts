import { join } from 'node:path';
import { Problem } from '../../core/contract/problem.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import type { StandingRun } from '../../core/later-file/standing/standing-run.ts';
import { loadMatching } from '../../core/run-folder/matching-file.ts';
import { LEDGER_FILE, MATCH_FILE } from '../../core/run-folder/names.ts';
import type { StandingRuns } from '../../core/later-file/standing/standing-run.ts';
import { acceptedIds, loadValidation } from '../../core/run-folder/validation-file.ts';
import { runFolder } from '../data-folder/data-folder.ts';
import type { History } from '../history/history.ts';

/**
 * The earlier runs of a source that a new one can stand on: the latest completed one with its ledger, as
 * its checkpoints have it. Where its files are gone nothing can be compared, which is said, and nothing can be added
 * to it.
 */
export function standingRuns(history: History, root: string, sourceId: number): StandingRuns {
  return {
    async latest(needed, onGone): Promise<StandingRun | null> {
      const run = history.previousCompleted(sourceId);
      if (!run) return null;
      try {
        return await standingRun(history, root, run);
      } catch (error) {
        if (!needed) {
          onGone(run.id);
          return null;
        }
        throw new Problem(
          {
            kind: 'usage',
            code: 'increment.standing-gone',
            message: `The file cannot be added to run ${run.id}: the files of that run are missing, changed or from an earlier version.`,
            hint: 'Reconcile the whole ledger once as a separate ledger (--increment off). Later files can then be added to it.',
            details: { runId: run.id },
          },
          error,
        );
      }
    },
    forsaken: () =>
      history.forsakenRuns(sourceId).map((run) => {
        const gone = (): null => null;
        return {
          ids: () => acceptedIds(join(runFolder(root, run.id), LEDGER_FILE)).catch(gone),
          load: () => standingRun(history, root, run).catch(gone),
        };
      }),
    matching(runId, rows) {
      const policy = history.getRun(runId)?.run.policy;
      const sha256 = history.completedStep(runId, 'match')?.checksums[MATCH_FILE];
      if (policy === undefined || sha256 === undefined) return null;
      return loadMatching(join(runFolder(root, runId), MATCH_FILE), sha256, policy, rows);
    },
  };
}

/** A completed run with its ledger. Throws where its files are gone or changed. */
async function standingRun(history: History, root: string, run: RunRecord): Promise<StandingRun> {
  const sha256 = history.completedStep(run.id, 'validate')?.checksums[LEDGER_FILE];
  // A run in a warehouse keeps no ledger here.
  if (sha256 === undefined) throw new Error('It has no ledger.');
  const { source } = await loadValidation(join(runFolder(root, run.id), LEDGER_FILE), sha256);
  return {
    runId: run.id,
    policy: run.policy,
    ledger: source.ledger,
    after: source.after,
    control: source.control,
    lookups: source.lookups,
    reportedUntil: source.reportedUntil,
  };
}
