/** Adds what is at stake with an exception to the closed ones of each run of its source that lists it, `by` 1 or −1 each. */
const count = (by: string): string => `
  INSERT INTO closed_stakes (run_id, currency, count, cents, unknown)
    SELECT e.run_id, e.currency, ${by}, ${by} * e.cents, ${by} * e.unknown
    FROM runs r CROSS JOIN exceptions e ON e.run_id = r.id AND e.key = NEW.key
    WHERE r.source_id = NEW.source_id
  ON CONFLICT (run_id, currency) DO UPDATE SET
    count = count + excluded.count, cents = cents + excluded.cents, unknown = unknown + excluded.unknown;`;

/**
 * The exceptions of each run that are closed today, by currency, as sums that each change of a status keeps right: to
 * look up tens of thousands of closed ones in each run of a list took seconds.
 */
export const closedStakes = /* sql */ `
CREATE TABLE closed_stakes (
  run_id TEXT NOT NULL REFERENCES runs (id),
  currency TEXT NOT NULL,
  count INTEGER NOT NULL,
  cents INTEGER NOT NULL,
  unknown INTEGER NOT NULL,
  PRIMARY KEY (run_id, currency)
) STRICT, WITHOUT ROWID;

INSERT INTO closed_stakes (run_id, currency, count, cents, unknown)
  SELECT e.run_id, e.currency, count(*), sum(e.cents), sum(e.unknown)
  FROM runs r CROSS JOIN exception_states s INDEXED BY exception_states_closed
    ON s.source_id = r.source_id AND s.status <> 'open'
  CROSS JOIN exceptions e ON e.run_id = r.id AND e.key = s.key
  GROUP BY e.run_id, e.currency;
DROP INDEX exception_states_closed;

CREATE TRIGGER exception_states_begun AFTER INSERT ON exception_states WHEN NEW.status <> 'open'
BEGIN ${count('1')} END;
CREATE TRIGGER exception_states_closed AFTER UPDATE OF status ON exception_states
WHEN OLD.status = 'open' AND NEW.status <> 'open'
BEGIN ${count('1')} END;
CREATE TRIGGER exception_states_reopened AFTER UPDATE OF status ON exception_states
WHEN OLD.status <> 'open' AND NEW.status = 'open'
BEGIN ${count('-1')} END;
`;
