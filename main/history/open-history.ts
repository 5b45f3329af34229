import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Problem } from '../../core/contract/problem.ts';
import { MIGRATIONS } from './migrations/all.ts';
import type { Migration } from './migrations/all.ts';
import { cutShort, refuseForgottenRuns, refuseLostFile } from './lost-history.ts';
import { damaged, foreign, historyProblem, newer, truncated, unwritable } from './problems.ts';

/** `TCRH` in the file's header: this database is a Thrive Cash Reconciler history. */
const APPLICATION_ID = 0x54435248;
const BUSY_MS = 10_000;
/** Up to this size the whole file is checked when it is opened (well under 100 ms). */
const CHECK_BYTES = 32 * 2 ** 20;

/**
 * The history database, migrated to what this version of the program knows. Write-ahead log, full
 * synchronisation: what a statement has committed survives a crash and a power cut.
 *
 * @param migrations only tests give others than the program's own, as they do `busyMs`.
 * @param begin `anew` where a history may be begun although files of runs lie there: to rebuild it from them.
 * @throws Problem `history.newer`, `history.foreign`, `history.lost`, `history.truncated` or `history.damaged` (the
 *   file is left as it is), `history.read-only`, `history.unwritable`, or `history.busy` after 10 s.
 */
export function openHistoryDatabase(
  path: string,
  migrations: readonly Migration[] = MIGRATIONS,
  begin: 'new' | 'anew' = 'new',
  busyMs = BUSY_MS,
): Database.Database {
  if (begin === 'new') refuseLostFile(path);
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { timeout: busyMs });
    const opened = db;
    whileBusy(busyMs, () => refuseUnknown(opened, path, migrations.length));
    // Changing the journal mode does not wait for other processes of its own accord.
    whileBusy(busyMs, () => opened.pragma('journal_mode = WAL'));
    db.pragma('synchronous = FULL');
    if (statSync(path).size <= CHECK_BYTES) refuseDamaged(db, path);
    // A migration may put another table in the place of one that others refer to.
    db.pragma('foreign_keys = OFF');
    migrate(db, path, migrations);
    db.pragma('foreign_keys = ON');
    if (begin === 'new') refuseForgottenRuns(db, path);
    return db;
  } catch (error) {
    db?.close();
    // What better-sqlite3 throws where the folder does not exist is no SqliteError.
    if (error instanceof TypeError) throw unwritable(path, error);
    const problem = historyProblem(error, path);
    const short = isDamaged(problem) ? cutShort(path) : null;
    throw short ? truncated(path, short) : problem;
  }
}

function isDamaged(problem: unknown): boolean {
  return problem instanceof Problem && problem.code === 'history.damaged';
}

/** Every damage that SQLite finds in the whole file, as text; none in a sound one. Takes its time. */
export function damageOf(db: Database.Database): string[] {
  const found = db.prepare<[], string>('PRAGMA integrity_check').pluck().all();
  return found.filter((line) => line !== 'ok');
}

function version(db: Database.Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

function refuseUnknown(db: Database.Database, path: string, known: number): void {
  const application = db.pragma('application_id', { simple: true }) as number;
  const tables = db
    .prepare<[], number>('SELECT count(*) FROM sqlite_schema')
    .pluck()
    .get() as number;
  if (tables > 0 && application !== APPLICATION_ID) throw foreign(path);
  if (version(db) > known) throw newer(path, version(db), known);
}

function refuseDamaged(db: Database.Database, path: string): void {
  const verdict = db.prepare<[], string>('PRAGMA quick_check(1)').pluck().get();
  if (verdict !== 'ok') throw damaged(path, verdict);
}

function migrate(db: Database.Database, path: string, migrations: readonly Migration[]): void {
  while (version(db) < migrations.length) {
    // The lock comes first and the version is read again under it: another process may be at it.
    const next = db.transaction(() => {
      const at = version(db);
      if (at > migrations.length) throw newer(path, at, migrations.length);
      if (at === migrations.length) return;
      const migration = migrations[at]!;
      if (typeof migration === 'string') db.exec(migration);
      else migration(db);
      if ((db.pragma('foreign_key_check') as unknown[]).length > 0)
        throw damaged(path, `its records do not agree with each other (format ${at + 1})`);
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${at + 1}`);
    });
    next.immediate();
  }
}

/** Tries again for as long as another process is in the way. */
function whileBusy(patienceMs: number, attempt: () => void): void {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      attempt();
      return;
    } catch (error) {
      const busy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
      if (!busy || performance.now() > until) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}
