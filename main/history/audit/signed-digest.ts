import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';

/** What a person signs off of a run, column by column: a later version that keeps more changes nothing of it. */
const SIGNED: readonly string[] = [
  `SELECT id, place, sha256, bytes, period, policy, settings, software_version, revision, counts, totals, quality,
     cut_off, row_count, rejected_rows FROM runs WHERE id = ?`,
  'SELECT name, bytes, sha256, rows FROM outputs WHERE run_id = ? ORDER BY name',
  'SELECT id, passed, numbers, detail, failures, failure_count FROM checks WHERE run_id = ? ORDER BY id',
  `SELECT key, code, customer, currency, ids, rows, cents, unknown, created_at, message
     FROM exceptions WHERE run_id = ? ORDER BY key`,
];

/** What has been decided on the exceptions of a run. */
const DECIDED = `SELECT s.key, s.status, s.owner, s.decided_cents FROM runs r
   JOIN exceptions e ON e.run_id = r.id
   JOIN exception_states s ON s.source_id = r.source_id AND s.key = e.key
   WHERE r.id = ? ORDER BY s.key`;

/** The digest (SHA-256) of a run's figures, files, checks and exceptions. */
export function resultsDigest(db: Database.Database, runId: string): string {
  return digestOf(db, SIGNED, runId);
}

/** The digest (SHA-256) of what has been decided on a run's exceptions. */
export function decisionsDigest(db: Database.Database, runId: string): string {
  return digestOf(db, [DECIDED], runId);
}

function digestOf(db: Database.Database, statements: readonly string[], runId: string): string {
  const digest = createHash('sha256');
  for (const sql of statements) {
    digest.update('\n');
    for (const row of db.prepare<[string], unknown[]>(sql).raw().iterate(runId))
      digest.update(`${JSON.stringify(row)}\n`);
  }
  return digest.digest('hex');
}
