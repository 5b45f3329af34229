import type Database from 'better-sqlite3';
import { rowWords } from '../audit/evidence.ts';
import { sentence } from './break-list.ts';
import type { BreakList } from './break-list.ts';

interface Stakes {
  run_id: string;
  currency: string;
  count: number;
  cents: number;
  unknown: number;
}

const CLOSED = `
  SELECT e.run_id, e.currency, count(*) AS count, sum(e.cents) AS cents, sum(e.unknown) AS unknown
  FROM runs r CROSS JOIN exception_states s ON s.source_id = r.source_id AND s.status <> 'open'
  CROSS JOIN exceptions e ON e.run_id = r.id AND e.key = s.key
  GROUP BY e.run_id, e.currency`;
const KEPT =
  'SELECT run_id, currency, count, cents, unknown FROM closed_stakes WHERE count <> 0 OR cents <> 0 OR unknown <> 0';

interface Carried {
  source: number;
  key: string;
  what: 'missing' | 'added' | 'other';
  first: string | null;
  last: string | null;
}

/** Of each exception of a source, the first and the last run that completed with it. */
const CARRIED = `
  WITH ended AS (
    SELECT run_id, max(id) AS n FROM audit WHERE action = 'run.completed' GROUP BY run_id
  ), seen AS (
    SELECT r.source_id, e.key, min(n) AS first, max(n) AS last
    FROM ended JOIN runs r ON r.id = ended.run_id JOIN exceptions e ON e.run_id = r.id GROUP BY 1, 2
  ), carried AS (
    SELECT source_id, key, f.run_id AS first_run, l.run_id AS last_run
    FROM seen JOIN audit f ON f.id = seen.first JOIN audit l ON l.id = seen.last
  )
  SELECT c.source_id AS source, c.key, 'missing' AS what, NULL AS first, NULL AS last
  FROM carried c LEFT JOIN exception_states s USING (source_id, key) WHERE s.key IS NULL
  UNION ALL
  SELECT s.source_id, s.key, CASE WHEN c.key IS NULL AND s.first_run IS NULL AND s.last_run IS NULL
    THEN 'added' ELSE 'other' END, s.first_run, s.last_run
  FROM exception_states s LEFT JOIN carried c USING (source_id, key)
  WHERE c.key IS NULL OR s.first_run IS NOT c.first_run OR s.last_run IS NOT c.last_run`;

/**
 * Holds what says from which run to which an exception has been there to the runs themselves.
 *
 * @param isKnown whether an entry has told of a row, by its key.
 */
export function verifyCarried(
  db: Database.Database,
  isKnown: (key: string) => boolean,
  breaks: BreakList,
): void {
  for (const { source, key, what, first, last } of db.prepare<[], Carried>(CARRIED).all()) {
    const row = JSON.stringify([source, key]);
    if (what === 'added' && isKnown(row)) continue;
    const words = rowWords('exception_states', row);
    const message = {
      missing: `${words} is missing.`,
      added: `${words} was added: no run has completed with it.`,
      other: `${words} does not name the first and the last run that completed with it.`,
    }[what];
    breaks.add(KINDS[what], {
      message: sentence(message),
      as: `${row} ${first ?? ''} ${last ?? ''}`,
    });
  }
}

const KINDS = { missing: 'row-missing', added: 'row-added', other: 'sum-changed' } as const;

/** Adds up anew what is kept as sums over exceptions and decisions. */
export function verifySums(db: Database.Database, breaks: BreakList): void {
  const differing = db
    .prepare<[], Stakes>(
      `SELECT * FROM (${KEPT} EXCEPT ${CLOSED}) UNION SELECT * FROM (${CLOSED} EXCEPT ${KEPT})`,
    )
    .all();
  const seen = new Set<string>();
  for (const { run_id: run, currency, ...sums } of differing) {
    const name = `${run} ${currency}`;
    if (seen.has(name)) continue;
    seen.add(name);
    breaks.add('sum-changed', {
      runId: run,
      message: `The sum of closed exceptions${currency && ` in ${currency}`} of run ${run} is not that of its exceptions.`,
      as: JSON.stringify(sums),
    });
  }
}
