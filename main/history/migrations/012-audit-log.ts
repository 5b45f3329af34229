import type Database from 'better-sqlite3';
import { chainEntry } from '../audit/append.ts';
import { sealerOf } from '../audit/seal-rows.ts';
import { actingIn, processSession } from '../audit/session.ts';

/**
 * The audit log says who acted from where, in which order, and vouches for the rows that were written with an entry.
 * Entries that are there stay as they are; the chain goes on from the last one, with another that says so and vouches
 * for all rows as they stand.
 */
export function auditLog(db: Database.Database): void {
  db.exec(TABLES);
  const last = db
    .prepare<[], { id: number; hash: string }>(
      'SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1',
    )
    .get();
  const isEmpty =
    db.prepare('SELECT 1 FROM sources UNION ALL SELECT 1 FROM app_settings').get() === undefined;
  if (!last && isEmpty) return;
  const prepare = <R>(sql: string) => db.prepare<unknown[], R>(sql);
  const now = Date.now();
  chainEntry(prepare, actingIn(processSession()), {
    at: now,
    clock: now,
    actor: 'system',
    action: 'log.begun',
    runId: null,
    detail: JSON.stringify({ entries: last?.id ?? 0, previous: last?.hash ?? null }),
    seal: (entry) => sealerOf(db, prepare).sealAll(entry),
  });
}

const TABLES = /* sql */ `
ALTER TABLE audit ADD COLUMN chain INTEGER NOT NULL DEFAULT 1;
ALTER TABLE audit ADD COLUMN clock INTEGER;
ALTER TABLE audit ADD COLUMN tick INTEGER;
ALTER TABLE audit ADD COLUMN system_user TEXT;
ALTER TABLE audit ADD COLUMN computer TEXT;
ALTER TABLE audit ADD COLUMN session TEXT;
ALTER TABLE audit ADD COLUMN address TEXT;
ALTER TABLE audit ADD COLUMN sealed TEXT CHECK (json_valid(sealed));

-- Of each table that an entry vouches for, the digests of the rows; of all that hang on a run where run_id is set.
CREATE TABLE audit_seals (
  entry INTEGER NOT NULL,
  tbl TEXT NOT NULL,
  run_id TEXT NOT NULL DEFAULT '',
  rows BLOB NOT NULL,
  PRIMARY KEY (entry, tbl, run_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER audit_seals_update BEFORE UPDATE ON audit_seals
BEGIN SELECT RAISE(ABORT, 'audit_seals can only grow'); END;
CREATE TRIGGER audit_seals_delete BEFORE DELETE ON audit_seals
BEGIN SELECT RAISE(ABORT, 'audit_seals can only grow'); END;
CREATE TRIGGER audit_seals_replace BEFORE INSERT ON audit_seals
WHEN EXISTS (
  SELECT 1 FROM audit_seals WHERE entry = NEW.entry AND tbl = NEW.tbl AND run_id = NEW.run_id
)
BEGIN SELECT RAISE(ABORT, 'audit_seals can only grow'); END;

-- What was found when the log was verified last, so that only the new part has to be verified at a start.
CREATE TABLE audit_verdict (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  verdict TEXT NOT NULL CHECK (json_valid(verdict))
) STRICT;
`;
