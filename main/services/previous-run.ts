import { join } from 'node:path';
import { loadValidation } from '../../core/pipeline/step-checkpoints.ts';
import { LEDGER_FILE } from '../../core/pipeline/reconcile.ts';
import type { PreviousRun } from '../../core/validate/previous-run.ts';
import { runFolder } from '../data-folder/data-folder.ts';
import type { History } from '../history/history.ts';

/**
 * What the latest completed run of a source reached, with its TRANS_IDs from its checkpoint; null
 * where there is none or its checkpoint is gone, for then nothing can be compared.
 */
export async function previousRunOf(
  history: History,
  root: string,
  sourceId: number,
): Promise<PreviousRun | null> {
  const run = history.previousCompleted(sourceId);
  if (!run?.counts || run.highWater === null) return null;
  const checksum = history.completedStep(run.id, 'validate')?.checksums[LEDGER_FILE];
  if (checksum === undefined) return null;
  try {
    const path = join(runFolder(root, run.id), LEDGER_FILE);
    const { source } = await loadValidation(path, checksum);
    const { earned, spent, expired } = run.counts;
    return {
      runId: run.id,
      rows: earned + spent + expired,
      rowsByType: [earned, spent, expired],
      highWaterMark: run.highWater,
      ids: source.ledger.id,
    };
  } catch {
    return null;
  }
}
