import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { Problem } from '../../core/contract/problem.ts';
import { runIdSchema } from '../../core/contract/run.ts';
import { fileName } from './file-name.ts';
import { makePrivate } from './private-folder.ts';
import { finishSwap } from './swap.ts';

/**
 * Bytes of the folder's path. SQLite opens no file whose path is longer than 511 bytes, and Windows has paths of 259
 * for programs that are not prepared for more, such as DuckDB; a run's files lie some 80 deeper.
 */
const LONGEST_PATH = { win32: 180, others: 480 } as const;

const PRODUCT = 'Thrive Cash Reconciler';
const HISTORY_FILE = 'history.sqlite';

/**
 * The folder that holds the history and the runs, as an absolute path. It is made, readable by its
 * owner only, if it is missing, and made so again where it is not.
 *
 * @param given what `--data-dir` said, if anything; then THRIVE_DATA_DIR, then the platform's
 *   application data folder.
 * @throws Problem `data-folder.unwritable` where the folder cannot be made or written to, or lies too deep;
 *   `data-folder.restoring` while a backup is being put in its place.
 */
export function dataFolder(
  given: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const folder = resolve(given || env['THRIVE_DATA_DIR'] || platformFolder(env, platform));
  try {
    const most = platform === 'win32' ? LONGEST_PATH.win32 : LONGEST_PATH.others;
    if (Buffer.byteLength(folder) > most) throw new Error(`its path is longer than ${most} bytes`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!statSync(folder).isDirectory()) throw new Error('it is a file');
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    makePrivate(folder, HISTORY_FILE, platform);
  } catch (error) {
    throw new Problem(
      {
        kind: 'internal',
        code: 'data-folder.unwritable',
        message: `The data folder ${folder} cannot be used: ${reason(error)}.`,
        hint: 'Choose another folder with --data-dir or THRIVE_DATA_DIR, or ask for write access to this one.',
        details: { folder },
      },
      error,
    );
  }
  finishSwap(folder);
  return folder;
}

/** The folder of one run's files. It is not made here. Throws a RangeError if `runId` is no run id. */
export function runFolder(root: string, runId: string): string {
  if (!runIdSchema.safeParse(runId).success) throw new RangeError(`No run id: ${runId}`);
  return join(root, 'runs', runId);
}

/** Where auditor's packs are written in a data folder. */
export function packFolder(root: string): string {
  return join(root, 'packs');
}

/** What the auditor's pack of a period of a source is called. */
export function packName(source: string, period: string): string {
  return fileName(`${source}-${period}-pack.zip`);
}

/** Where files that were given for a close are kept in a data folder. */
export function attachmentFolder(root: string): string {
  return join(root, 'attachments');
}

/** A folder for the passing work of this process: cleared at the next start where it was killed. */
export function scratchFolder(root: string, work: string): string {
  return join(root, 'scratch', `${work}-${process.pid}`);
}

/** Where uploads are kept in a data folder. */
export function uploadFolder(root: string): string {
  return join(root, 'uploads');
}

/** Where the history database lies in a data folder. */
export function historyFile(root: string): string {
  return join(root, HISTORY_FILE);
}

/** Where faults are written down in a data folder. */
export function faultLogFile(root: string): string {
  return join(root, 'log', 'faults.log');
}

function platformFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const home = env['HOME'] || env['USERPROFILE'] || homedir();
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', PRODUCT);
  if (platform === 'win32') {
    return join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), PRODUCT);
  }
  // The XDG specification: a relative path is invalid and to be ignored.
  const xdg = env['XDG_DATA_HOME'];
  const base = xdg && isAbsolute(xdg) ? xdg : join(home, '.local', 'share');
  return join(base, 'thrive-cash-reconciler');
}

function reason(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EACCES':
    case 'EPERM':
      return 'access is denied';
    case 'EROFS':
      return 'the drive is read-only';
    case 'ENOSPC':
      return 'the drive is full';
    case 'EEXIST':
    case 'ENOTDIR':
      return 'a file has this name';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
