import { access } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { Problem } from '../../core/contract/problem.ts';

/**
 * The Problem where a drive failed a run, which it can go on with when that is mended; null for anything
 * else. Node and SQLite say so by a code, DuckDB in words alone.
 *
 * - `run.disk-full`: no room, or none that the user may take.
 * - `run.folder-read-only`: the drive or the folder may be read only.
 * - `run.folder-gone`: the run's folder is not there any more; its drive was removed.
 * - `run.drive-fault`: the drive or the network to it failed while a file was read or written.
 * - Problems of this kind, such as the history's own, are returned as they are.
 */
export function storageTrouble(thrown: unknown, folder: string): Problem | null {
  if (thrown instanceof Problem) {
    if (KNOWN_TROUBLE.test(thrown.code)) return thrown;
    // Results that could not be copied may have failed for the drive of the run, where they lie.
    if (thrown.code === 'export.unwritable') return storageTrouble(thrown.cause, folder);
    // A source that could not be read because its drive failed is not damaged.
    const read = thrown.code === 'source.damaged' ? storageTrouble(thrown.cause, folder) : null;
    return read?.code === 'run.drive-fault' ? read : null;
  }
  if (!(thrown instanceof Error)) return null;
  const { code = '', message, path } = thrown as NodeJS.ErrnoException;
  const says = (codes: readonly string[], words: RegExp): boolean =>
    codes.includes(code) || words.test(message);
  const where = path ?? folder;
  if (
    says(
      ['ENOSPC', 'EDQUOT'],
      /no space left on device|not enough space on the disk|disk quota exceeded/i,
    )
  )
    return trouble(
      'run.disk-full',
      `The drive is full: the files of the run could not be written to ${folder}.`,
      'Free up space on it',
      folder,
      thrown,
    );
  if (
    says(['EROFS'], /read-only file system/i) ||
    (isDenied(code, message) && where.startsWith(folder))
  )
    return trouble(
      'run.folder-read-only',
      `The folder ${folder} is read-only: the files of the run could not be written there.`,
      'Allow writing to it',
      folder,
      thrown,
    );
  // A file that is missing by itself is another matter; so is a source.
  if (says(['ENOENT', 'ENOTDIR'], /no such file or directory/i) && !existsSync(folder))
    return folderGone(folder, thrown);
  if (
    says(
      ['EIO', 'ENXIO', 'ENODEV', 'ESTALE', 'ENOTCONN', 'EHOSTDOWN', 'ETIMEDOUT'],
      /input\/output error|i\/o error|transport endpoint is not connected/i,
    )
  )
    return trouble(
      'run.drive-fault',
      `The drive failed while ${where} was being read or written: ${message}.`,
      'Check the drive and its connection',
      folder,
      thrown,
    );
  return null;
}

/**
 * Throws the Problem `run.folder-gone` where one of the files that a run has written is not where it was
 * written: the drive was removed, and what came since went somewhere else.
 */
export async function assertStillThere(files: readonly string[], folder: string): Promise<void> {
  for (const file of files)
    await access(file).catch((error: unknown) => {
      throw folderGone(folder, error);
    });
}

const KNOWN_TROUBLE = /^(history\.(disk-full|read-only|unwritable)|run\.folder-gone)$/;

function isDenied(code: string, message: string): boolean {
  return code === 'EACCES' || code === 'EPERM' || /permission denied/i.test(message);
}

function folderGone(folder: string, cause: unknown): Problem {
  return trouble(
    'run.folder-gone',
    `The folder ${folder} no longer exists: it was moved, or its drive was removed.`,
    'Restore it',
    folder,
    cause,
  );
}

function trouble(
  code: string,
  message: string,
  mend: string,
  folder: string,
  cause: unknown,
): Problem {
  return new Problem(
    {
      kind: 'internal',
      code,
      message,
      hint: `Nothing was published and nothing is lost. ${mend}, then continue the run: finished steps are kept.`,
      details: { folder },
    },
    cause,
  );
}
