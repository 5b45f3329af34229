import { appendOnly } from './until-0.2.0/guards.ts';

/** What is decided on keeping and deleting, and what was deleted (RULES.md section 17): it only grows. */
export const keepingLog = /* sql */ `
CREATE TABLE keeping_log (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  -- What was deleted, if the entry is its tombstone.
  deleted TEXT GENERATED ALWAYS AS (CASE WHEN entry ->> '$.is' = 'deleted' THEN entry ->> '$.name' END) VIRTUAL,
  entry TEXT NOT NULL CHECK (json_valid(entry))
) STRICT;
CREATE INDEX keeping_log_deleted ON keeping_log (deleted) WHERE deleted IS NOT NULL;
${appendOnly('keeping_log')}`;
