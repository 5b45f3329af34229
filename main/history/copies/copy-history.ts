import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { AuditBreak } from '../../../core/contract/audit/verdict.ts';
import type { KeptHead } from '../audit/heads-file.ts';
import { MIGRATIONS } from '../migrations/all.ts';
import { damageOf, openHistoryDatabase } from '../open-history.ts';
import { damaged, historyProblem, newer } from '../problems.ts';
import { verifyHistory } from '../verification/verify-history.ts';
import { historyFacts } from './history-facts.ts';
import type { HistoryFacts } from './history-facts.ts';

/** As many pages are copied at a time; in between, others have their turn. */
const PAGES = 4000;

/**
 * Copies the history in `path` while it is in use, by SQLite's online backup, into one file that needs no log. Throws
 * the history's problems; with `signal`, what that is aborted with.
 */
export async function copyHistory(
  path: string,
  target: string,
  signal?: AbortSignal,
): Promise<void> {
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true });
    await db.backup(target, {
      progress: () => {
        signal?.throwIfAborted();
        return PAGES;
      },
    });
    const copy = new Database(target);
    try {
      copy.pragma('journal_mode = DELETE');
    } finally {
      copy.close();
    }
  } catch (error) {
    throw historyProblem(error, path);
  } finally {
    db?.close();
  }
}

/** What was found in a copy of a history. */
export interface CopyVerdict {
  readonly facts: HistoryFacts;
  /** Breaks of the audit log and of the records that it vouches for. */
  readonly breaks: readonly AuditBreak[];
}

/**
 * Verifies a copy of a history: SQLite's integrity, the format, the audit log in full with these heads. A copy of an
 * earlier format is brought to the present one, so it is for a copy that nobody needs any more.
 *
 * @param name what the copy is called in problems.
 * @throws Problems `history.damaged`, `history.newer`, `history.foreign`.
 */
export async function judgeCopy(
  path: string,
  heads: readonly KeptHead[],
  name: string = path,
  signal?: AbortSignal,
): Promise<CopyVerdict> {
  let db: Database.Database | undefined;
  try {
    db = openCopy(path, name);
    const [first] = damageOf(db);
    if (first !== undefined) throw damaged(name, first);
    const steps = verifyHistory(db, { from: null, kept: heads, now: Date.now() });
    for (;;) {
      const step = steps.next();
      if (step.done) return { facts: historyFacts(db), breaks: step.value.breaks };
      await new Promise((resolve) => void setImmediate(resolve));
      signal?.throwIfAborted();
    }
  } catch (error) {
    throw historyProblem(error, name);
  } finally {
    db?.close();
    for (const end of ['-wal', '-shm']) rmSync(path + end, { force: true });
  }
}

/** What the history in a data folder comes to, or null where it cannot be read. It is not changed. */
export function factsOfHistory(path: string): HistoryFacts | null {
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true });
    return historyFacts(db);
  } catch {
    return null;
  } finally {
    db?.close();
  }
}

/** A copy of the present format is read as it is. */
function openCopy(path: string, name: string): Database.Database {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version === MIGRATIONS.length) return db;
  db.close();
  if (version > MIGRATIONS.length) throw newer(name, version, MIGRATIONS.length);
  return openHistoryDatabase(path, MIGRATIONS, 'anew');
}
