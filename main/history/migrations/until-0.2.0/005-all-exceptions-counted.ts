import { closedWithItsRun } from './guards.ts';

/** How many exceptions a run has of each kind, of which the history lists no more than the largest. */
export const allExceptionsCounted = /* sql */ `
CREATE TABLE exception_counts (
  run_id TEXT NOT NULL REFERENCES runs (id),
  code TEXT NOT NULL,
  count INTEGER NOT NULL,
  cents INTEGER NOT NULL,
  PRIMARY KEY (run_id, code)
) STRICT, WITHOUT ROWID;

-- Until now all of a run's exceptions were listed, or the first 20,000 of a kind.
INSERT INTO exception_counts (run_id, code, count, cents)
  SELECT run_id, code, count(*), sum(cents) FROM exceptions GROUP BY run_id, code;
${closedWithItsRun('exception_counts')}`;
