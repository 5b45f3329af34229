/** When sources are reconciled by themselves, and what became of each time (RULES.md section 20). */
export const schedules = /* sql */ `
CREATE TABLE schedules (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id INTEGER NOT NULL REFERENCES sources (id),
  draft TEXT NOT NULL CHECK (json_valid(draft)),
  since INTEGER NOT NULL,
  -- Removed ones stay for the sake of their times.
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;
CREATE TABLE schedule_times (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  schedule_id INTEGER NOT NULL REFERENCES schedules (id),
  due_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  next_try_at INTEGER,
  started_at INTEGER,
  ended_at INTEGER,
  run_id TEXT REFERENCES runs (id),
  problem TEXT CHECK (problem IS NULL OR json_valid(problem)),
  checklist TEXT CHECK (checklist IS NULL OR json_valid(checklist))
) STRICT;
CREATE INDEX schedule_times_due ON schedule_times (schedule_id, due_at);
CREATE INDEX schedule_times_open ON schedule_times (state, due_at);
-- Up to when the times of a schedule are noted: it moves on by itself, and is no record.
CREATE TABLE schedules_seen (
  schedule_id INTEGER PRIMARY KEY REFERENCES schedules (id),
  seen INTEGER NOT NULL
) STRICT;`;
