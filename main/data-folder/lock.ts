import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { Problem } from '../../core/contract/problem.ts';
import { forget, writeWhole } from './write-whole.ts';

/**
 * One writer at a time on a data folder, over all processes.
 *
 * The lock is an exclusive transaction on a database of no content. The operating system gives it
 * back when the holder dies, however it dies, so there are no stale locks to detect and no process
 * ids to mistake. The holder's details lie beside it and serve only to be shown.
 *
 * On POSIX systems a process loses its file locks when it closes any descriptor of the file:
 * nothing else in this program may open `writer.lock.sqlite`.
 *
 * Who makes backups has a lock of its own beside it, of the same kind: nobody else makes, prunes or restores meanwhile,
 * and runs go on. So has who runs schedules: no two processes look for what has come at once.
 */
export type LockName = 'writer' | 'backup' | 'schedules';
const lockFile = (lock: LockName): string => `${lock}.lock.sqlite`;
const holderFile = (lock: LockName): string => `${lock}.lock.json`;
const POLL_MS = 100;

const holderSchema = z.object({
  pid: z.int(),
  host: z.string(),
  /** Epoch milliseconds. */
  since: z.int(),
  /** What it does, in words, e.g. `reconcile tc_raw_data.xlsx`. */
  command: z.string(),
});
export type LockHolder = z.infer<typeof holderSchema>;

export interface LockOptions {
  /** `writer` by default. */
  readonly lock?: LockName;
  /** How long to wait for another holder, in milliseconds; 0 tries once. */
  readonly waitMs: number;
  /** What this process is about to do, shown to those who wait. Must hold no secrets. */
  readonly command?: string;
  /** Called when the wait begins and whenever the holder changes; null where it is not known. */
  readonly onWait?: (holder: LockHolder | null) => void;
  readonly signal?: AbortSignal;
}

export interface WriterLock {
  /** Gives the lock back; a second call does nothing. */
  release(): void;
}

/** What keeps held locks from the garbage collector, which would close and so release them. */
const held = new Set<Database.Database>();

/**
 * The writer lock of a data folder, held until released or until the process ends.
 *
 * @throws Problem `data-folder.busy` (kind busy) after `waitMs`, naming the holder;
 *   `lock.cancelled` (kind cancelled) when `signal` fires; `data-folder.unwritable` where the lock
 *   file cannot be used at all.
 */
export async function acquireLock(root: string, options: LockOptions): Promise<WriterLock> {
  const { lock = 'writer', waitMs, command = 'working', onWait, signal } = options;
  const until = performance.now() + waitMs;
  const db = openLockFile(root, lock);
  let shown: string | undefined;
  try {
    for (;;) {
      if (signal?.aborted) throw cancelled();
      if (begin(db, root)) break;
      const holder = lockHolder(root, lock);
      const left = until - performance.now();
      if (left <= 0) throw busy(holder);
      const now = JSON.stringify(holder);
      if (now !== shown) onWait?.(holder);
      shown = now;
      await sleep(Math.min(POLL_MS, left), undefined, signal ? { signal } : {}).catch(() => {
        throw cancelled();
      });
    }
  } catch (error) {
    db.close();
    throw error;
  }

  held.add(db);
  writeHolder(join(root, holderFile(lock)), {
    pid: process.pid,
    host: hostname(),
    since: Date.now(),
    command,
  });
  const release = (): void => {
    if (!held.delete(db)) return;
    process.off('exit', release);
    // First the details, then the lock: after that they would be the next holder's.
    forget(join(root, holderFile(lock)));
    // Closing rolls back: nothing is ever committed, so the file stays empty and a crash has nothing to
    // damage. It does so without a word where the drive has gone, which was told by what failed before.
    db.close();
  };
  process.on('exit', release);
  return { release };
}

/** Who holds the lock, as far as it said so; null if nobody does or it is not known. */
export function lockHolder(root: string, lock: LockName = 'writer'): LockHolder | null {
  try {
    const holder = holderSchema.parse(
      JSON.parse(readFileSync(join(root, holderFile(lock)), 'utf8')),
    );
    // Left behind by a process that was killed; the real holder has not written its own yet.
    return holder.host === hostname() && !isAlive(holder.pid) ? null : holder;
  } catch {
    return null;
  }
}

function openLockFile(root: string, lock: LockName): Database.Database {
  try {
    return new Database(join(root, lockFile(lock)), { timeout: 0 });
  } catch (error) {
    throw unusable(root, error);
  }
}

function begin(db: Database.Database, root: string): boolean {
  try {
    // No journal file either: there is never anything to roll back from disk.
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return false;
    throw unusable(root, error);
  }
}

function writeHolder(path: string, holder: LockHolder): void {
  try {
    writeWhole(path, JSON.stringify(holder));
  } catch {
    // The lock holds without its details, e.g. on a full disk; those who wait see no name.
  }
}

/** Whether a process of this machine is there, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function busy(holder: LockHolder | null): Problem {
  const who = holder
    ? `Process ${holder.pid} on ${holder.host} (${holder.command}) has been writing to it since ${new Date(holder.since).toISOString()}`
    : 'Another process is writing to it';
  return new Problem({
    kind: 'busy',
    code: 'data-folder.busy',
    message: `The data folder is in use. ${who}.`,
    hint: 'Wait until it has finished, or choose another folder with --data-dir.',
    ...(holder && { details: { ...holder } }),
  });
}

function cancelled(): Problem {
  return new Problem({
    kind: 'cancelled',
    code: 'lock.cancelled',
    message: 'Cancelled while waiting for the data folder.',
    hint: 'Nothing was changed. Start again when the other run has finished.',
  });
}

function unusable(root: string, cause: unknown): Problem {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Problem(
    {
      kind: 'internal',
      code: 'data-folder.unwritable',
      message: `The lock file in the data folder ${root} cannot be used: ${reason}.`,
      hint: 'Check that you may write to this folder and that its drive is not full.',
      details: { folder: root },
    },
    cause,
  );
}
