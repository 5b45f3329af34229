import { access } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { RunView } from '../../core/contract/api/runs.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import { DRAFT_FOLDER } from '../../core/run-folder/names.ts';
import { runFolder, uploadFolder } from '../data-folder/data-folder.ts';
import type { AppContext } from '../app/app-context.ts';
import { ANALYTICS_FILE } from '../../core/run-folder/output-names.ts';
import { readAnalytics } from '../../core/run-folder/analytics-file.ts';
import { theRun } from '../history/the-run.ts';
import { canContinue } from '../run-life/continuable.ts';

/** A run with everything that hangs on it. Throws Problem `run.unknown`. */
export async function runView(
  { root, history }: Pick<AppContext, 'root' | 'history'>,
  runId: string,
): Promise<RunView> {
  const detail = theRun(history, runId);
  const folder = runFolder(root, runId);
  return {
    ...detail,
    folder,
    pausedAfter: detail.run.pausedAfter,
    stepByStep: history.isStepByStep(runId),
    canContinue: canContinue(detail.run),
    uploaded: detail.run.place.startsWith(uploadFolder(root) + sep),
    rejected: await rejectedOf(detail.run, folder),
    signOffs: history.signOffs(runId),
    data: detail.run.status === 'completed' ? 'published' : await draftIn(folder),
  };
}

async function rejectedOf(run: RunRecord, folder: string): Promise<RunView['rejected']> {
  if (run.rejected || run.counts === null || run.status !== 'completed') return run.rejected;
  const rows = run.counts.quarantined;
  if (rows === 0) return { rows, cents: 0 };
  // Runs of before this was written down.
  return readAnalytics(folder).then(
    ({ summary }) => ({ rows, cents: summary.quarantined_amount ?? 0 }),
    () => ({ rows, cents: 0 }),
  );
}

async function draftIn(folder: string): Promise<'draft' | null> {
  // The file that is written last: without it, the draft is not whole.
  return access(join(folder, DRAFT_FOLDER, ANALYTICS_FILE)).then(
    () => 'draft',
    () => null,
  );
}
