import { appendOnly, closedWithItsRun } from './guards.ts';

/** Sources, runs and what hangs on them, exceptions and their states, the audit trail. */
export const initial = /* sql */ `
CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  place TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  mapping TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(mapping)),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE runs (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  source_id INTEGER NOT NULL REFERENCES sources (id),
  place TEXT NOT NULL,
  sha256 TEXT,
  bytes INTEGER,
  sheets TEXT CHECK (json_valid(sheets)),
  notes TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(notes)),
  period TEXT,
  policy TEXT NOT NULL,
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  settings_key TEXT NOT NULL,
  software_version TEXT NOT NULL,
  status TEXT NOT NULL CHECK (
    status IN ('running', 'completed', 'failed', 'halted', 'cancelled', 'interrupted')
  ),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  supersedes TEXT REFERENCES runs (id),
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  counts TEXT CHECK (json_valid(counts)),
  totals TEXT CHECK (json_valid(totals)),
  quality REAL,
  problem TEXT CHECK (json_valid(problem)),
  high_water INTEGER,
  row_count INTEGER
) STRICT;
CREATE INDEX runs_of_source ON runs (source_id, status, seq);
CREATE INDEX runs_by_content ON runs (sha256, settings_key, software_version);
CREATE INDEX runs_superseded ON runs (supersedes) WHERE supersedes IS NOT NULL;
CREATE UNIQUE INDEX runs_one_result_a_revision
  ON runs (source_id, policy, coalesce(period, ''), revision) WHERE status = 'completed';

CREATE TABLE steps (
  run_id TEXT NOT NULL REFERENCES runs (id),
  seq INTEGER NOT NULL,
  name TEXT NOT NULL,
  status TEXT NOT NULL CHECK (
    status IN ('running', 'completed', 'failed', 'cancelled', 'interrupted', 'skipped')
  ),
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  rows_in INTEGER,
  rows_out INTEGER,
  checksums TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(checksums)),
  attempts INTEGER NOT NULL DEFAULT 1,
  detail TEXT,
  PRIMARY KEY (run_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE findings (
  run_id TEXT NOT NULL REFERENCES runs (id),
  code TEXT NOT NULL,
  severity TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (run_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding_samples (
  run_id TEXT NOT NULL REFERENCES runs (id),
  code TEXT NOT NULL,
  samples TEXT NOT NULL CHECK (json_valid(samples)),
  PRIMARY KEY (run_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE checks (
  run_id TEXT NOT NULL REFERENCES runs (id),
  seq INTEGER NOT NULL,
  id TEXT NOT NULL,
  passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
  numbers TEXT NOT NULL CHECK (json_valid(numbers)),
  detail TEXT NOT NULL,
  failures TEXT NOT NULL CHECK (json_valid(failures)),
  failure_count INTEGER NOT NULL,
  PRIMARY KEY (run_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE outputs (
  run_id TEXT NOT NULL REFERENCES runs (id),
  name TEXT NOT NULL,
  path TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  rows INTEGER,
  PRIMARY KEY (run_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE exceptions (
  run_id TEXT NOT NULL REFERENCES runs (id),
  key TEXT NOT NULL,
  code TEXT NOT NULL,
  customer TEXT NOT NULL,
  currency TEXT NOT NULL,
  ids TEXT NOT NULL CHECK (json_valid(ids)),
  rows TEXT NOT NULL CHECK (json_valid(rows)),
  cents INTEGER NOT NULL,
  created_at INTEGER,
  message TEXT NOT NULL,
  PRIMARY KEY (run_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE exception_states (
  source_id INTEGER NOT NULL REFERENCES sources (id),
  key TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'open' CHECK (
    status IN ('open', 'explained', 'accepted', 'resolved')
  ),
  owner TEXT,
  updated_at INTEGER,
  decided_cents INTEGER,
  first_run TEXT REFERENCES runs (id),
  last_run TEXT REFERENCES runs (id),
  PRIMARY KEY (source_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE exception_notes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id INTEGER NOT NULL REFERENCES sources (id),
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  author TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX exception_notes_by_key ON exception_notes (source_id, key);

CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  run_id TEXT,
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_of_run ON audit (run_id) WHERE run_id IS NOT NULL;

-- Nothing edits the audit trail or the notes. INSERT OR REPLACE deletes without asking the DELETE
-- trigger, hence the guard on INSERT.
${['audit', 'exception_notes'].map(appendOnly).join('')}
-- Nothing edits a completed run, nor what hangs on it.
CREATE TRIGGER runs_completed_update BEFORE UPDATE ON runs WHEN OLD.status = 'completed'
BEGIN SELECT RAISE(ABORT, 'a completed run is never changed'); END;
CREATE TRIGGER runs_completed_delete BEFORE DELETE ON runs WHEN OLD.status = 'completed'
BEGIN SELECT RAISE(ABORT, 'a completed run is never changed'); END;
CREATE TRIGGER runs_completed_replace BEFORE INSERT ON runs
WHEN EXISTS (
  SELECT 1 FROM runs WHERE status = 'completed' AND (id = NEW.id OR seq = NEW.seq)
)
BEGIN SELECT RAISE(ABORT, 'a completed run is never changed'); END;
${['steps', 'findings', 'finding_samples', 'checks', 'outputs', 'exceptions']
  .map(closedWithItsRun)
  .join('')}`;
