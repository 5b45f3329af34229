import type Database from 'better-sqlite3';
import { actWords } from '../../../core/contract/acts/acts.ts';
import { chained } from '../audit/chain.ts';
import type { AuditRow, Sealed } from '../audit/chain.ts';
import type { Head } from '../audit/heads-file.ts';
import type { BreakList } from './break-list.ts';

/** What the entries say, for the comparison with the records. */
export interface ToldByChain {
  entries: number;
  head: Head | null;
  /** By entry, table and run, the digest that a list of rows has to have. */
  readonly sealed: Map<string, string>;
  /** Runs that have begun and not ended: nothing is said of their records yet. */
  readonly underWay: Set<string>;
  /** What was signed: the run, and the digest of its results. */
  readonly signed: { readonly entry: number; readonly runId: string; readonly results: string }[];
  readonly notices: string[];
}

export function sealName(entry: number, table: string, run: string | null): string {
  return `${entry} ${table} ${run ?? ''}`;
}

const BEGUN: readonly string[] = ['run.started', 'run.resumed'];
const ENDED: readonly string[] = [
  'run.completed',
  'run.failed',
  'run.halted',
  'run.cancelled',
  'run.interrupted',
  'run.paused',
];
/** A clock that runs slow, or is set right, is not worth a word. */
const SET_BACK_MS = 60_000;
/** As many entries between two rests. */
const BETWEEN_RESTS = 2000;

/** Goes through the entries after `from`. Rests now and then, and yields then. */
export function* verifyChain(
  db: Database.Database,
  from: Head,
  breaks: BreakList,
): Generator<void, ToldByChain> {
  const told: ToldByChain = {
    entries: 0,
    head: from.entry === 0 ? null : from,
    sealed: new Map(),
    underWay: underWayBefore(db, from.entry),
    signed: [],
    notices: [],
  };
  // Where only an entry's hash was changed, the next one follows from what that should have been.
  let previous = [from.hash];
  let before: AuditRow | null = null;
  let id = from.entry;
  const rows = db.prepare<[number], AuditRow>('SELECT * FROM audit WHERE id > ? ORDER BY id');
  for (const row of rows.iterate(from.entry)) {
    const isNext = row.id === id + 1;
    if (!isNext)
      breaks.add('entries-missing', {
        entry: id + 1,
        message: `${span(id + 1, row.id - 1)} missing.`,
        as: row.hash,
      });
    const hashes = previous.map((hash) => chained(row, hash));
    if (isNext && !hashes.includes(row.hash)) breaks.add('entry-changed', changed(row, hashes[0]!));
    previous = [row.hash, hashes[0]!];
    id = row.id;
    listen(row, told);
    noticeClock(before, row, told.notices);
    before = row;
    told.head = { entry: row.id, hash: row.hash };
    told.entries++;
    if (told.entries % BETWEEN_RESTS === 0) yield;
  }
  return told;
}

function changed(row: AuditRow, as: string) {
  return {
    entry: row.id,
    runId: row.run_id,
    message: `Entry ${row.id} (${actWords(row.action)}) is not as it was written.`,
    as,
  };
}

/** `Entry 5 is`, `Entries 5 to 7 are`. */
export function span(first: number, last: number): string {
  return first === last ? `Entry ${first} is` : `Entries ${first} to ${last} are`;
}

function listen({ id, action, run_id: run, detail, sealed }: AuditRow, told: ToldByChain): void {
  for (const { table, run: of, sha256 } of listed(sealed))
    told.sealed.set(sealName(id, table, of), sha256);
  if (run === null) return;
  if (BEGUN.includes(action)) told.underWay.add(run);
  if (ENDED.includes(action)) told.underWay.delete(run);
  if (action !== 'run.signed-off') return;
  const results = (json(detail) as { signed?: { results?: unknown } } | null)?.signed?.results;
  if (typeof results === 'string') told.signed.push({ entry: id, runId: run, results });
}

function listed(sealed: string | null): readonly Sealed[] {
  const list = sealed === null ? [] : json(sealed);
  return Array.isArray(list) ? (list as Sealed[]) : [];
}

/** Null for what is no JSON: the entry was changed then, and that is told. */
function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function noticeClock(before: AuditRow | null, row: AuditRow, notices: string[]): void {
  if (before?.clock == null || row.clock === null) return;
  const sameStart = row.tick !== null && before.tick !== null && row.tick >= before.tick;
  const passed = sameStart ? row.tick! - before.tick! : 0;
  const back = passed - (row.clock - before.clock);
  if (back > SET_BACK_MS)
    notices.push(
      `The clock was set back by ${Math.round(back / 1000)} seconds between entries ${before.id} and ${row.id}.`,
    );
}

/** The runs that were under way at an entry. */
function underWayBefore(db: Database.Database, entry: number): Set<string> {
  if (entry === 0) return new Set();
  const under = db
    .prepare<[string, number], string>(
      `SELECT run_id FROM (
         SELECT run_id, action, max(id) FROM audit
         WHERE run_id IS NOT NULL AND action IN (SELECT value FROM json_each(?)) AND id <= ? GROUP BY run_id
       ) WHERE action IN ('run.started', 'run.resumed')`,
    )
    .pluck();
  return new Set(under.all(JSON.stringify([...BEGUN, ...ENDED]), entry));
}
