import { closedWithItsRun } from './until-0.2.0/guards.ts';

/**
 * What is at stake with the listed exceptions of a run, by currency, as sums, and the states that are not open among
 * all: a list of runs tells of each what is open, and adding up tens of thousands of exceptions a run would hold up the
 * window for seconds.
 */
export const exceptionStakes = /* sql */ `
CREATE TABLE exception_stakes (
  run_id TEXT NOT NULL REFERENCES runs (id),
  currency TEXT NOT NULL,
  count INTEGER NOT NULL,
  cents INTEGER NOT NULL,
  unknown INTEGER NOT NULL,
  PRIMARY KEY (run_id, currency)
) STRICT, WITHOUT ROWID;

INSERT INTO exception_stakes (run_id, currency, count, cents, unknown)
  SELECT run_id, currency, count(*), sum(cents), sum(unknown) FROM exceptions GROUP BY run_id, currency;
CREATE INDEX exception_states_closed ON exception_states (source_id) WHERE status <> 'open';
${closedWithItsRun('exception_stakes')}`;
