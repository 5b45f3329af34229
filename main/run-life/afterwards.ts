import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Delivery } from '../../core/contract/api/delivery.ts';
import type { RemoteAccess } from '../../core/contract/api/places.ts';
import { asProblem, Problem } from '../../core/contract/problem.ts';
import type { ProblemValue } from '../../core/contract/problem.ts';
import type { Progress, Tell } from '../../core/contract/steps.ts';
import { copyAtomically } from '../../core/disk/publish.ts';
import { historyFile } from '../data-folder/data-folder.ts';
import { refusalOf } from '../data-folder/unwritable.ts';
import { openHistory } from '../history/history.ts';
import type { History } from '../history/history.ts';
import type { FileOutcome } from './run-request.ts';

/** On whose behalf something is done with the results of a run. */
export interface Behalf {
  /** The data folder, absolute. */
  readonly root: string;
  /** Who acts, for the audit trail; null for the system's user. */
  readonly actor: string | null;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: Tell<Progress> | undefined;
}

/** What becomes of the results of a run that completes. */
export interface Afterwards {
  /** Folder in which they are put as well, in one named after the run. */
  readonly outputFolder: string | null;
  /** Where they are uploaded to, or why they cannot be; null where they are not to be. */
  readonly delivery:
    | { readonly delivery: Delivery; readonly access: RemoteAccess }
    | { readonly problem: ProblemValue }
    | null;
}

/**
 * Copies and delivers the results of a run that has completed just now; nothing for any other. The run
 * stands where that fails: the first problem is told beside it, null where all is well.
 */
export async function afterwards(
  outcome: FileOutcome,
  { outputFolder, delivery }: Afterwards,
  behalf: Behalf,
): Promise<ProblemValue | null> {
  const { detail, alreadyReconciled } = outcome;
  if (detail.run.status !== 'completed' || alreadyReconciled) return null;
  const notCopied = outputFolder === null ? null : await copyOutputs(outcome, outputFolder, behalf);
  if (delivery === null) return notCopied;
  if ('problem' in delivery) return notCopied ?? delivery.problem;
  const { access } = delivery;
  const { problem } = await deliverOutputs(detail.run.id, delivery.delivery, () => access, behalf);
  return notCopied ?? problem;
}

/**
 * Uploads the files of a completed run; the place of their manifest, or the problem that it met.
 *
 * @param accessOf what it takes to reach the place; what it throws is told as well.
 */
export async function deliverOutputs(
  runId: string,
  delivery: Delivery,
  accessOf: () => RemoteAccess,
  { root, actor, signal, onProgress }: Behalf,
): Promise<{ readonly manifest: string | null; readonly problem: Problem | null }> {
  try {
    const access = accessOf();
    // Loaded when wanted, as the S3 client is everywhere.
    const { deliverRun } = await import('../delivery/upload/deliver-run.ts');
    const { manifest } = await inHistory(root, actor, (history) =>
      deliverRun(history, root, runId, delivery, {
        access,
        signal,
        onProgress: (progress) => onProgress?.({ step: 'report', ...progress }),
      }),
    );
    return { manifest, problem: null };
  } catch (thrown) {
    return { manifest: null, problem: asProblem(thrown) };
  }
}

/** Puts the files of a completed run where the settings want them. */
async function copyOutputs(
  { detail, outputs }: FileOutcome,
  outputFolder: string,
  { root, actor }: Behalf,
): Promise<Problem | null> {
  const { id: runId } = detail.run;
  const folder = join(outputFolder, runId);
  try {
    await mkdir(folder, { recursive: true });
    await copyAtomically(outputs, folder);
    await inHistory(root, actor, (history) =>
      history.appendAudit({
        action: 'export.written',
        runId,
        detail: { what: 'outputs', path: folder, files: detail.outputs.map(({ name }) => name) },
      }),
    );
    return null;
  } catch (error) {
    return new Problem(
      {
        kind: 'internal',
        code: 'run.copy-failed',
        message: `The run is completed, but its files could not be copied to ${folder}: ${refusalOf(error) ?? (error instanceof Error ? error.message : String(error))}.`,
        hint: 'Choose another output folder in the settings, or save the files from the report.',
        details: { folder },
      },
      error,
    );
  }
}

async function inHistory<T>(
  root: string,
  actor: string | null,
  body: (history: History) => T | Promise<T>,
): Promise<T> {
  const history = openHistory(historyFile(root), actor === null ? {} : { actor });
  try {
    return await body(history);
  } finally {
    history.close();
  }
}
