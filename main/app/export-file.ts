import { randomUUID } from 'node:crypto';
import { link, mkdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { forgetFile } from '../../core/disk/forget-file.ts';
import { renamePatiently } from '../../core/disk/rename.ts';
import type { ExportTarget, WrittenFile } from '../../core/contract/calls/written-file.ts';
import { Problem } from '../../core/contract/problem.ts';
import { writeAtomically } from '../../core/disk/publish.ts';
import { fileName, isDeviceName } from '../data-folder/file-name.ts';
import { unwritable } from '../data-folder/unwritable.ts';
import { allowedPath, isWithin } from './allowed-path.ts';
import { rendererFolder, sampleFolder } from '../program-folder.ts';
import type { AppContext } from './app-context.ts';

export type ExportContext = Pick<AppContext, 'root' | 'history' | 'host'>;

/**
 * Writes a file where the analyst wants it, whole or not at all, and writes that down in the audit
 * trail. `exports` finds a free variant of the name; `path` replaces what is there, because the save
 * dialog asked; `download` is fetched from the host, once.
 *
 * @param what for the audit trail, e.g. `exceptions`.
 * @param write fills the file at the path that it is given and returns its rows; null for no table.
 * @throws Problem `path.not-allowed`, `export.protected`, `export.name`, `export.no-download`, `export.unwritable`,
 *   or what `write` throws.
 */
export async function writeExport(
  context: ExportContext,
  target: ExportTarget,
  what: string,
  write: (path: string) => Promise<number | null>,
  runId: string | null = null,
): Promise<WrittenFile> {
  const { host } = context;
  if (target.kind === 'download' && host.offerDownload === null) throw noDownload();
  const wanted = await wantedPath(context, target);
  let rows: number | null = null;
  const staging = join(dirname(wanted), `.export-${randomUUID()}${extname(wanted)}`);
  let facts: { bytes: number; sha256: string };
  let path: string;
  try {
    await mkdir(dirname(wanted), { recursive: true });
    facts = await writeAtomically(staging, async (temporary) => {
      rows = await write(temporary);
    });
    path = await put(staging, wanted, target.kind === 'path');
  } catch (error) {
    await forgetFile(staging);
    throw unwritable(error, wanted);
  }
  const name = basename(path);
  const download = target.kind === 'download';
  context.history.appendAudit({
    action: 'export.written',
    runId,
    detail: { what, name, rows, ...facts, ...(download ? { download } : { path }) },
  });
  return {
    name,
    path: download ? null : path,
    url: download ? host.offerDownload!(path, name) : null,
    ...facts,
    rows,
  };
}

/** The folder that exports go to: as set, else the data folder's own. */
function exportsFolder({ root, history }: Pick<ExportContext, 'root' | 'history'>): string {
  return history.appSettings().outputFolder ?? join(root, 'exports');
}

/** A folder of its own for a file that is offered as a download. */
function downloadFolder(root: string): string {
  return join(root, 'downloads', randomUUID());
}

async function wantedPath({ root, history, host }: ExportContext, target: ExportTarget) {
  switch (target.kind) {
    case 'download':
      return join(downloadFolder(root), fileName(target.name));
    case 'exports': {
      const folder = await allowedPath(host, exportsFolder({ root, history }), root);
      return join(folder, fileName(target.name));
    }
    case 'path': {
      const path = await allowedPath(host, target.path, root);
      await refuseOwnData(root, path);
      refuseUnusableName(basename(path));
      return path;
    }
  }
}

/**
 * Only the folders made for it may be written to within the data folder, where the rest is evidence; and nothing
 * among the samples and pages that the program came with. Throws Problem `export.protected`.
 */
export async function refuseOwnData(root: string, path: string): Promise<void> {
  const real = (folder: string) => allowedPath({ allowedFolders: null }, folder, root);
  const own = await real(root);
  if (isWithin(own, path) && !isWithin(join(own, 'exports'), path))
    throw isProtected(path, 'the program’s own data folder');
  for (const folder of [sampleFolder(), rendererFolder()])
    if (isWithin(await real(folder), path)) throw isProtected(path, 'the program’s own files');
}

function isProtected(path: string, where: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'export.protected',
    message: `${path} is inside ${where}, where exports cannot be saved.`,
    hint: 'Choose another folder for the export.',
  });
}

/** Names that a colleague with Windows could neither open nor delete. Throws Problem `export.name`. */
function refuseUnusableName(name: string): void {
  if (!isDeviceName(name) && !/[. ]$/.test(name)) return;
  throw new Problem({
    kind: 'usage',
    code: 'export.name',
    message: `No file can be called ${name} on Windows.`,
    hint: 'Choose another name for the file.',
  });
}

async function put(staging: string, wanted: string, replace: boolean): Promise<string> {
  if (replace) {
    await renamePatiently(staging, wanted);
    return wanted;
  }
  const extension = extname(wanted);
  const stem = wanted.slice(0, wanted.length - extension.length);
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? wanted : `${stem} (${n})${extension}`;
    try {
      // A link is refused where there is such a file, even one made a moment ago by another.
      await link(staging, candidate);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') continue;
      // File systems without links: as good as it can be had.
      if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
      if (await exists(candidate)) continue;
      await renamePatiently(staging, candidate);
      return candidate;
    }
    // Not within: where a virus scanner has it open, the next name would be tried, and the next.
    await forgetFile(staging);
    return candidate;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function noDownload(): Problem {
  return new Problem({
    kind: 'usage',
    code: 'export.no-download',
    message: 'Downloads are not available in this window; files are saved to a folder.',
    hint: 'Choose where to save the file.',
  });
}
