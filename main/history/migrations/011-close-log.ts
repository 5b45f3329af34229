import { appendOnly } from './until-0.2.0/guards.ts';

/** What people enter and do for the close of a source (RULES.md section 13): it only grows. */
export const closeLog = /* sql */ `
CREATE TABLE close_log (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id INTEGER NOT NULL REFERENCES sources (id),
  -- Null for terms and charts of accounts.
  period TEXT,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  entry TEXT NOT NULL CHECK (json_valid(entry))
) STRICT;
CREATE INDEX close_log_of_source ON close_log (source_id, id);
${appendOnly('close_log')}`;
