import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { WrittenFile } from '../../core/contract/calls/written-file.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { OutputRecord } from '../../core/contract/run.ts';
import { OUTPUT_FOLDER } from '../../core/run-folder/names.ts';
import { changedOutputs, copyAtomically } from '../../core/disk/publish.ts';
import { runFolder } from '../data-folder/data-folder.ts';
import { allowedPath } from '../app/allowed-path.ts';
import { outputsChanged } from '../app/changed-files.ts';
import { refuseOwnData } from '../app/export-file.ts';
import { unwritable } from '../data-folder/unwritable.ts';
import type { ExportContext } from '../app/export-file.ts';
import { theRunHere } from '../history/the-run.ts';

export type CopyTarget =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'download' };

/**
 * Copies published files of a run, all or the named ones, to a folder, or offers them as downloads;
 * each is first seen to be what was written. Throws Problem `run.no-outputs`, `run.outputs-changed`,
 * `export.unwritable`, `export.no-download`, `path.not-allowed`.
 */
export async function copyOutputs(
  context: ExportContext,
  runId: string,
  names: readonly string[] | null,
  to: CopyTarget,
): Promise<WrittenFile[]> {
  const { history, host } = context;
  const { outputs: chosen, folder } = await wholeOutputs(context, runId, names);
  const from = chosen.map(({ name }) => join(folder, name));
  const targets = to.kind === 'folder' ? await copied(context, from, to.path) : null;
  const { offerDownload } = host;
  if (to.kind === 'download' && offerDownload === null) throw noDownload();
  const written = chosen.map(({ name, bytes, sha256, rows }, i): WrittenFile => ({
    name,
    path: targets?.[i] ?? null,
    url: targets === null ? offerDownload!(from[i]!, name) : null,
    bytes,
    sha256,
    rows,
  }));
  history.appendAudit({
    action: 'export.written',
    runId,
    detail: {
      what: 'outputs',
      files: chosen.map(({ name, sha256 }) => ({ name, sha256 })),
      ...(to.kind === 'folder' ? { path: to.path } : { download: true }),
    },
  });
  return written;
}

/**
 * Published files of a run, all or the named ones, each seen to be what was written, and the folder that they lie in.
 * Throws Problem `run.no-outputs`, `run.outputs-changed`.
 */
export async function wholeOutputs(
  { root, history }: Pick<ExportContext, 'root' | 'history'>,
  runId: string,
  names: readonly string[] | null,
): Promise<{ outputs: readonly OutputRecord[]; folder: string }> {
  const outputs = outputsNamed(theRunHere(history, runId).outputs, names, runId);
  const folder = join(runFolder(root, runId), OUTPUT_FOLDER);
  const changed = await changedOutputs(outputs, folder);
  if (changed.length > 0) throw outputsChanged(runId, changed);
  return { outputs, folder };
}

function outputsNamed(
  outputs: readonly OutputRecord[],
  names: readonly string[] | null,
  runId: string,
): readonly OutputRecord[] {
  const chosen = names === null ? outputs : outputs.filter(({ name }) => names.includes(name));
  if (chosen.length > 0 && (names === null || names.length === chosen.length)) return chosen;
  throw new Problem({
    kind: 'usage',
    code: 'run.no-outputs',
    message:
      outputs.length === 0
        ? `The run ${runId} has published no files.`
        : `The run ${runId} has no such files: ${(names ?? []).join(', ')}.`,
    hint: 'Choose among the files that the report lists.',
  });
}

async function copied(
  { root, host }: ExportContext,
  from: readonly string[],
  path: string,
): Promise<string[]> {
  const folder = await allowedPath(host, path, root);
  await refuseOwnData(root, folder);
  try {
    await mkdir(folder, { recursive: true });
    return await copyAtomically(from, folder);
  } catch (error) {
    throw unwritable(error, folder);
  }
}

function noDownload(): Problem {
  return new Problem({
    kind: 'usage',
    code: 'export.no-download',
    message: 'Downloads are not available in this window; files are saved to a folder.',
    hint: 'Choose a folder for the files.',
  });
}
