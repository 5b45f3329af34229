/** What the application adds: its settings, recent places, sign-offs, runs that wait for a person. */
export const application = /* sql */ `
CREATE TABLE app_settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

CREATE TABLE prefs (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE recent_places (
  place TEXT PRIMARY KEY,
  opened_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_offs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id TEXT NOT NULL REFERENCES runs (id),
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('prepared', 'reviewed')),
  name TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;
CREATE INDEX sign_offs_of_run ON sign_offs (run_id);

CREATE TRIGGER sign_offs_update BEFORE UPDATE ON sign_offs
BEGIN SELECT RAISE(ABORT, 'sign_offs can only grow'); END;
CREATE TRIGGER sign_offs_delete BEFORE DELETE ON sign_offs
BEGIN SELECT RAISE(ABORT, 'sign_offs can only grow'); END;
CREATE TRIGGER sign_offs_replace BEFORE INSERT ON sign_offs
WHEN EXISTS (SELECT 1 FROM sign_offs WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'sign_offs can only grow'); END;
CREATE TRIGGER sign_offs_of_completed BEFORE INSERT ON sign_offs
WHEN coalesce((SELECT status FROM runs WHERE id = NEW.run_id), '') <> 'completed'
BEGIN SELECT RAISE(ABORT, 'only a completed run is signed off'); END;

-- Where a run waits for a person: it is interrupted, and this names the step after which.
ALTER TABLE runs ADD COLUMN paused_after TEXT
  CHECK (paused_after IS NULL OR status = 'interrupted');
-- What validation set aside, or would set aside under quarantine.
ALTER TABLE runs ADD COLUMN rejected_rows INTEGER;
ALTER TABLE runs ADD COLUMN rejected_cents INTEGER;
`;
