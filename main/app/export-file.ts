import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { ExportTarget, WrittenFile } from '../../core/contract/api/shell.ts';
import { Problem } from '../../core/contract/problem.ts';
import { writeAtomically } from '../../core/disk/publish.ts';
import { allowedPath, isWithin } from './allowed-path.ts';
import type { AppContext } from './app-context.ts';

export type ExportContext = Pick<AppContext, 'root' | 'history' | 'host'>;

/**
 * Writes a file where the analyst wants it, whole or not at all, and writes that down in the audit
 * trail. `exports` finds a free variant of the name; `path` replaces what is there, because the save
 * dialog asked; `download` is fetched from the host, once.
 *
 * @param what for the audit trail, e.g. `exceptions`.
 * @param write fills the file at the path that it is given and returns its rows; null for no table.
 * @throws Problem `path.not-allowed`, `export.protected`, `export.no-download`, `export.unwritable`,
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
    await rm(staging, { force: true });
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
export function exportsFolder({ root, history }: Pick<ExportContext, 'root' | 'history'>): string {
  return history.appSettings().outputFolder ?? join(root, 'exports');
}

const DAY_MS = 86_400_000;

/** What may be left behind in a folder of the data folder: offered, or never arrived whole. */
const PASSING: readonly (readonly [folder: string, name: RegExp])[] = [
  ['downloads', /^/],
  ['uploads', /^\.arriving-/],
  ['fetched', /^\.partial-|\.tmp$/],
];

/**
 * Deletes what was offered as a download, or had begun to arrive, more than a day ago: a killed program
 * cannot clear up behind itself. What cannot be deleted stays.
 */
export async function clearOldDownloads(root: string, now: number): Promise<void> {
  for (const [folder, passing] of PASSING)
    for (const name of await readdir(join(root, folder)).catch(() => [])) {
      const path = join(root, folder, name);
      try {
        if (passing.test(name) && now - (await stat(path)).mtimeMs > DAY_MS)
          await rm(path, { recursive: true, force: true });
      } catch {
        // In use, or gone meanwhile.
      }
    }
}

/** A folder of its own for a file that is offered as a download. */
function downloadFolder(root: string): string {
  return join(root, 'downloads', randomUUID());
}

/** A name that is safe in every file system: without folders, control characters, reserved names. */
export function fileName(name: string): string {
  const kept = name
    // eslint-disable-next-line no-control-regex -- these are what has to go
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*]/g, '_')
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '');
  const short = endOf(kept, LONGEST_NAME_BYTES);
  return short === '' || /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(short) ? `_${short}` : short;
}

/** File systems count 255 bytes, or as many UTF-16 units; this leaves room for a number and an ending. */
const LONGEST_NAME_BYTES = 200;

/** The end of a text that fits in so many bytes of UTF-8, no letter cut in two. */
function endOf(text: string, mostBytes: number): string {
  const letters = [...text.toWellFormed()];
  let bytes = 0;
  let from = letters.length;
  while (from > 0) {
    bytes += Buffer.byteLength(letters[from - 1]!);
    if (bytes > mostBytes) break;
    from--;
  }
  return letters.slice(from).join('');
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
      return path;
    }
  }
}

/** Only the folders made for it may be written to within the data folder: the rest is evidence. */
export async function refuseOwnData(root: string, path: string): Promise<void> {
  const own = await allowedPath({ allowedFolders: null }, root, root);
  const exports = join(own, 'exports');
  if (isWithin(own, path) && !isWithin(exports, path))
    throw new Problem({
      kind: 'usage',
      code: 'export.protected',
      message: `${path} lies in the program's own data folder.`,
      hint: 'Choose another folder for the export.',
    });
}

async function put(staging: string, wanted: string, replace: boolean): Promise<string> {
  if (replace) {
    await rename(staging, wanted);
    return wanted;
  }
  const extension = extname(wanted);
  const stem = wanted.slice(0, wanted.length - extension.length);
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? wanted : `${stem} (${n})${extension}`;
    try {
      // A link is refused where there is such a file, even one made a moment ago by another.
      await link(staging, candidate);
      await rm(staging);
      return candidate;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') continue;
      // File systems without links: as good as it can be had.
      if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
      if (await exists(candidate)) continue;
      await rename(staging, candidate);
      return candidate;
    }
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
    message: 'This window saves files by path; it offers no downloads.',
    hint: 'Choose where to save the file.',
  });
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'access is denied',
  EPERM: 'access is denied',
  EROFS: 'the drive is read-only',
  ENOSPC: 'the drive is full',
  ENOENT: 'the folder does not exist',
  ENOTDIR: 'a file is in the place of the folder',
  EISDIR: 'it is a folder',
  EEXIST: 'a file is in the place of the folder',
  ENAMETOOLONG: 'its name is too long',
  EBUSY: 'another program has the file open',
};

/** The Problem for what the file system refused; anything else as it is. */
export function unwritable(error: unknown, path: string): unknown {
  const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ''];
  if (error instanceof Problem || reason === undefined) return error;
  return new Problem(
    {
      kind: 'usage',
      code: 'export.unwritable',
      message: `${path} cannot be written: ${reason}.`,
      hint: 'Choose another folder, or make room and try again.',
      details: { path },
    },
    error,
  );
}
