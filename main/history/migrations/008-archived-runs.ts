/**
 * Runs that somebody has put aside: by whom, when and why. A completed run is never changed, so this stands beside
 * it. `current_runs` are all others: what a later file is compared with, revisions and the dashboard know these only.
 */
export const archivedRuns = /* sql */ `
CREATE TABLE archived_runs (
  run_id TEXT PRIMARY KEY REFERENCES runs (id),
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE VIEW current_runs AS
  SELECT * FROM runs WHERE NOT EXISTS (SELECT 1 FROM archived_runs a WHERE a.run_id = runs.id);
`;
