import { mkdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Problem } from '../../core/contract/problem.ts';
import { changedOutputs, copyAtomically } from '../../core/disk/publish.ts';
import { OUTPUT_FOLDER } from '../../core/run-folder/names.ts';
import { runFolder } from '../data-folder/data-folder.ts';
import { unwritable } from '../data-folder/unwritable.ts';
import { clearHalfCopied } from '../data-folder/half-written.ts';
import type { History } from '../history/history.ts';
import { keepMissingRunFile } from '../rebuilding/run-file.ts';
import type { FileOutcome } from './run-request.ts';

/**
 * Answers with a run that is there already, once its files are seen to be what was written. Throws Problem
 * `run.outputs-changed`.
 */
export async function openAgain(
  history: History,
  root: string,
  runId: string,
  out: string | undefined,
): Promise<FileOutcome> {
  keepMissingRunFile(history, root, runId);
  const detail = history.getRun(runId)!;
  const folder = join(runFolder(root, runId), OUTPUT_FOLDER);
  const changed = await changedOutputs(detail.outputs, folder);
  if (changed.length > 0)
    throw new Problem({
      kind: 'internal',
      code: 'run.outputs-changed',
      message: `This source was reconciled in run ${runId}, but its files were changed or deleted since: ${changed.join(', ')}`,
      hint: 'Run again with force (--force) to create a new revision.',
    });
  const outputs = await copiedTo(
    detail.outputs.map(({ name }) => join(folder, name)),
    out,
  );
  return { detail, outputs, alreadyReconciled: true, pausedAfter: null, problem: null };
}

/** The paths of a run's results: copied to `out` where it was given. Throws Problem `export.unwritable`. */
export async function copiedTo(
  paths: readonly string[],
  out: string | undefined,
): Promise<string[]> {
  if (out === undefined) return [...paths];
  const folder = resolve(out);
  try {
    await mkdir(folder, { recursive: true });
    await clearHalfCopied(folder, paths);
    return await copyAtomically(paths, folder);
  } catch (error) {
    throw unwritable(error, folder);
  }
}

/** Throws Problem `export.unwritable` where results cannot be put in `out`, before a run is made for nothing. */
export async function refuseFile(out: string | undefined): Promise<void> {
  if (out === undefined) return;
  const folder = resolve(out);
  try {
    const found = await stat(folder);
    if (found.isDirectory()) return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw unwritable(error, folder);
  }
  throw unwritable(Object.assign(new Error('no folder'), { code: 'EEXIST' }), folder);
}
