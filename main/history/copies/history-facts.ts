import type Database from 'better-sqlite3';
import type { HistoryFigures } from '../../../core/backup/changes.ts';
import type { Head } from '../audit/heads-file.ts';

/** What a copy of a history says of itself. */
export interface HistoryFacts extends HistoryFigures {
  readonly head: Head | null;
  /** Published files of completed runs: run, path within its folder, SHA-256. */
  readonly outputs: readonly {
    readonly runId: string;
    readonly path: string;
    readonly sha256: string;
  }[];
}

/** Reads what a history comes to. Throws what SQLite throws. */
export function historyFacts(db: Database.Database): HistoryFacts {
  const pairs = (sql: string): Record<string, string> =>
    Object.fromEntries(db.prepare<[], [string, string]>(sql).raw().all());
  const count = (sql: string): number => db.prepare<[], number>(sql).pluck().get()!;
  return {
    runs: pairs('SELECT id, status FROM runs ORDER BY seq'),
    decided: count(
      `SELECT count(*) FROM exception_states WHERE status <> 'open' OR owner IS NOT NULL`,
    ),
    signOffs: count('SELECT count(*) FROM sign_offs'),
    closes: pairs(
      `SELECT s.name || ' ' || c.period,
         coalesce((SELECT CASE l.entry ->> '$.event.is' WHEN 'reopened' THEN 'open' ELSE l.entry ->> '$.event.is' END
           FROM close_log l WHERE l.source_id = c.source_id AND l.period = c.period
             AND l.entry ->> '$.is' = 'event' ORDER BY l.id DESC LIMIT 1), 'open')
       FROM (SELECT DISTINCT source_id, period FROM close_log WHERE period IS NOT NULL) c
       JOIN sources s ON s.id = c.source_id ORDER BY 1`,
    ),
    settings: pairs('SELECT name, value FROM app_settings ORDER BY name'),
    entries: count('SELECT count(*) FROM audit'),
    head:
      db.prepare<[], Head>('SELECT id AS entry, hash FROM audit ORDER BY id DESC LIMIT 1').get() ??
      null,
    outputs: db
      .prepare<[], { runId: string; path: string; sha256: string }>(
        `SELECT o.run_id AS runId, o.path, o.sha256 FROM outputs o JOIN runs r ON r.id = o.run_id
         WHERE r.status = 'completed' ORDER BY o.run_id, o.path`,
      )
      .all(),
  };
}
