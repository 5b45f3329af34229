import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { runIdSchema } from '../../core/contract/run.ts';
import { lost } from './problems.ts';

/** The ids of the runs whose files lie beside a history, the oldest first. */
export function runFoldersBeside(path: string): string[] {
  try {
    return readdirSync(join(dirname(path), 'runs'))
      .filter((name) => runIdSchema.safeParse(name).success)
      .sort();
  } catch {
    // Nothing has run here yet.
    return [];
  }
}

/**
 * Refuses to begin a history where there was one: its file is missing or empty, and files of runs, or its log of the
 * latest changes, lie beside it. SQLite would make a new one, and throw that log away. Throws Problem `history.lost`.
 */
export function refuseLostFile(path: string): void {
  const bytes = sizeOf(path);
  if (bytes !== null && bytes > 0) return;
  const runs = runFoldersBeside(path).length;
  if (runs > 0 || (sizeOf(`${path}-wal`) ?? 0) > 0)
    throw lost(path, bytes === null ? 'is missing' : 'is empty', runs);
}

/** Refuses a history that was begun anew beside files of runs. Throws Problem `history.lost`. */
export function refuseForgottenRuns(db: Database.Database, path: string): void {
  if (db.prepare('SELECT 1 FROM runs LIMIT 1').get() !== undefined) return;
  const runs = runFoldersBeside(path).length;
  if (runs > 0) throw lost(path, 'knows of no run', runs);
}

/**
 * How many bytes the file of a history has and how many it says it has, where it was cut short; null where it was
 * not, or where that cannot be said.
 */
export function cutShort(path: string): { readonly bytes: number; readonly of: number } | null {
  try {
    const header = Buffer.alloc(100);
    const file = openSync(path, 'r');
    try {
      if (readSync(file, header, 0, 100, 0) < 100) return null;
    } finally {
      closeSync(file);
    }
    if (header.toString('latin1', 0, 15) !== 'SQLite format 3') return null;
    const page = header.readUInt16BE(16);
    const of = header.readUInt32BE(28) * (page === 1 ? 65_536 : page);
    const bytes = statSync(path).size;
    return bytes < of ? { bytes, of } : null;
  } catch {
    return null;
  }
}

function sizeOf(path: string): number | null {
  try {
    return statSync(path).size;
  } catch {
    return null;
  }
}
