import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Problem } from '../../../core/contract/problem.ts';
import { isAlive } from '../../data-folder/lock.ts';
import { forget, writeWhole } from '../../data-folder/write-whole.ts';

const ownerSchema = z.object({ host: z.string(), pid: z.int() });
/** The machine and the process that have the lock. */
type LockOwner = Readonly<z.infer<typeof ownerSchema>>;

const NOTE = 'instance.json';

/**
 * Writes down in a folder who has its lock, on Windows alone: elsewhere Chromium's mark says it. A folder of a
 * roaming profile may be open on another computer, of which Windows only says that there is no lock.
 */
export function noteInstance(folder: string, platform: NodeJS.Platform, owner: LockOwner): void {
  if (platform !== 'win32') return;
  try {
    writeWhole(join(folder, NOTE), JSON.stringify(owner));
  } catch {
    // A full drive: the next one that gets no lock is told less.
  }
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
  if (platform === 'win32') return troubleOnWindows(folder, host, alive);
  const mark = join(folder, 'SingletonLock');
  const owner = ownerOf(mark);
  if (owner === null) return noLock(folder);
  const lives = alive(owner.pid);
  if (owner.host === host) return lives ? null : noLock(folder);
  // The name of a machine may change with its network; its socket is found on itself alone.
  if (lives && existsSync(join(folder, 'SingletonSocket'))) return null;
  return elsewhere(owner, `If it is not open there, delete ${mark} and start again.`);
}

function troubleOnWindows(
  folder: string,
  host: string,
  alive: (pid: number) => boolean,
): Problem | null {
  const owner = notedIn(folder);
  // Without a note it is another instance, which starts at this moment, or nobody can write there.
  if (owner === null) return mayWrite(folder) ? null : noLock(folder);
  if (owner.host !== host)
    return elsewhere(owner, 'If that computer is off, its server notices within some minutes.');
  return alive(owner.pid) ? null : noLock(folder);
}

function notedIn(folder: string): LockOwner | null {
  try {
    return ownerSchema.parse(JSON.parse(readFileSync(join(folder, NOTE), 'utf8')));
  } catch {
    return null;
  }
}

function mayWrite(folder: string): boolean {
  const probe = join(folder, 'probe');
  try {
    writeWhole(probe, '');
    return true;
  } catch {
    return false;
  } finally {
    forget(probe);
  }
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

function elsewhere({ host }: LockOwner, otherwise: string): Problem {
  return new Problem({
    kind: 'busy',
    code: 'data-folder.open-elsewhere',
    message: `The data folder is open on another computer, ${host}, or was when that computer stopped.`,
    hint: `Close the program there. ${otherwise}`,
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
