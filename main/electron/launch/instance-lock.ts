import { existsSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../../../core/contract/problem.ts';
import { isAlive } from '../../data-folder/lock.ts';

/** The machine and the process that Chromium's mark in a folder names. */
interface LockOwner {
  readonly host: string;
  readonly pid: number;
}

/**
 * Why the program is not the only one in a folder, where that is not because it is open already: null where
 * it is, and this start has handed its files over. Electron itself only says that there was no lock.
 *
 * @param folder Chromium's own.
 * @param host the name of this machine.
 */
export function lockTrouble(
  folder: string,
  platform: NodeJS.Platform,
  host: string,
  alive: (pid: number) => boolean = isAlive,
): Problem | null {
  // Windows keeps no mark: another instance is all that is known of.
  if (platform === 'win32') return null;
  const mark = join(folder, 'SingletonLock');
  const owner = ownerOf(mark);
  if (owner === null) return noLock(folder);
  const lives = alive(owner.pid);
  if (owner.host === host) return lives ? null : noLock(folder);
  // The name of a machine may change with its network; its socket is found on itself alone.
  return lives && existsSync(join(folder, 'SingletonSocket')) ? null : elsewhere(mark, owner);
}

/** Chromium's mark is a link to `host-pid`; the name of the host may have hyphens too. */
function ownerOf(mark: string): LockOwner | null {
  try {
    const [, host, pid] = /^(.+)-(\d+)$/.exec(readlinkSync(mark)) ?? [];
    return host === undefined ? null : { host, pid: Number(pid) };
  } catch {
    return null;
  }
}

function elsewhere(mark: string, { host }: LockOwner): Problem {
  return new Problem({
    kind: 'busy',
    code: 'data-folder.open-elsewhere',
    message: `The data folder is open on another computer, ${host}, or was when that computer stopped.`,
    hint: `Close the program there. If it is not open there, delete ${mark} and start again.`,
    details: { host },
  });
}

function noLock(folder: string): Problem {
  return new Problem({
    kind: 'internal',
    code: 'data-folder.no-window-lock',
    message: `The program cannot make sure that it is open only once: ${folder} cannot be locked.`,
    hint: 'Check that you may write to this folder and that its drive is not full, or choose another folder with --data-dir. A folder on a network drive may not allow it.',
    details: { folder },
  });
}
