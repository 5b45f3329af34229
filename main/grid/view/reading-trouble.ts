import { join } from 'node:path';
import { Problem } from '../../../core/contract/problem.ts';
import { changedOutputs } from '../../../core/disk/publish.ts';
import { tampered } from '../../../core/run-folder/checkpoint.ts';
import { DRAFT_FOLDER, OUTPUT_FOLDER } from '../../../core/run-folder/names.ts';
import { outputsChanged } from '../../app/changed-files.ts';
import type { AppContext } from '../../app/app-context.ts';
import { runFolder } from '../../data-folder/data-folder.ts';

/**
 * What to throw where looking at a run failed: DuckDB stumbles over damaged files in many words, so it is seen
 * whether they are what was written. The Problem `run.outputs-changed` or, before anything is published,
 * `run.checkpoint-damaged` where they are not; else what was thrown.
 */
export async function readingTrouble(
  thrown: unknown,
  { root, history }: Pick<AppContext, 'root' | 'history'>,
  runId: string,
): Promise<unknown> {
  const detail = thrown instanceof Problem ? null : history.getRun(runId);
  if (!detail) return thrown;
  const folder = runFolder(root, runId);
  if (detail.run.status === 'completed') {
    const changed = await changedOutputs(detail.outputs, join(folder, OUTPUT_FOLDER));
    return changed.length > 0 ? outputsChanged(runId, changed) : thrown;
  }
  const draft = join(folder, DRAFT_FOLDER);
  return thrown instanceof Error && thrown.message.includes(draft) ? tampered(draft) : thrown;
}
