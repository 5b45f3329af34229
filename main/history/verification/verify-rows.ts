import type Database from 'better-sqlite3';
import { EVIDENCE, rowWords } from '../audit/evidence.ts';
import type { Evidence } from '../audit/evidence.ts';
import { columnsOf, keySql, rowDigest, sealedColumns, unpacked } from '../audit/row-digest.ts';
import { sentence } from './break-list.ts';
import type { BreakList } from './break-list.ts';
import type { Expected, ExpectedRow } from './verify-seals.ts';

/** What the comparison of the records needs to know. */
export interface RowCheck {
  readonly db: Database.Database;
  readonly expected: Expected;
  readonly underWay: ReadonlySet<string>;
  /** All rows, or those only that the entries speak of. */
  readonly isFull: boolean;
  readonly breaks: BreakList;
  readonly notices: string[];
}

/** Compares the records with what the entries say of them; returns how many were compared. */
export function* verifyRows(check: RowCheck): Generator<void, number> {
  let rows = 0;
  for (const evidence of EVIDENCE) {
    rows += evidence.withRun ? yield* rowsOfRuns(check, evidence) : rowsAlone(check, evidence);
    yield;
  }
  return rows;
}

function rowsAlone(check: RowCheck, evidence: Evidence): number {
  const { db, expected, underWay, isFull, breaks } = check;
  const { table, areRuns = false } = evidence;
  const of = expected.alone.get(table) ?? new Map<string, ExpectedRow>();
  const isExempt = (key: string): boolean =>
    areRuns && underWay.has((JSON.parse(key) as string[])[0]!);
  const lists = new Set([...of.values()].map(({ columns }) => columns.join(' ')));
  const there = new Map<string, string>();
  for (const list of lists) {
    const columns = list.split(' ');
    if (!canCompare(check, table, columns)) continue;
    for (const [key, digest] of rowsIn(db, evidence, columns, isFull ? null : of)) {
      const wanted = of.get(key);
      if (!wanted || wanted.columns.join(' ') === list) there.set(key, digest);
    }
  }
  if (lists.size === 0 && isFull)
    for (const [key, digest] of rowsIn(db, evidence, sealedColumns(db, evidence), null))
      there.set(key, digest);
  // A row in which nothing has been decided follows from others, with which it is compared.
  if (evidence.derived && isFull)
    for (const key of rowsThatSayNothing(db, evidence)) if (!of.has(key)) there.delete(key);
  compare(check, table, of, there, (key) => !isExempt(key));
  if (areRuns) {
    const isThere = db.prepare(`SELECT 1 FROM ${table} WHERE ${evidence.key[0]!} = ?`);
    for (const run of underWay)
      if (isThere.get(run) === undefined)
        breaks.add('row-missing', {
          runId: run,
          message: `The run ${run} is missing; it is under way, says the log.`,
        });
  }
  return there.size;
}

function* rowsOfRuns(check: RowCheck, evidence: Evidence): Generator<void, number> {
  const { db, expected, underWay, isFull } = check;
  const { table } = evidence;
  const of = expected.withRun.get(table) ?? new Map<string, number>();
  const seals = db
    .prepare<[number, string, string], Buffer>(
      'SELECT rows FROM audit_seals WHERE entry = ? AND tbl = ? AND run_id = ?',
    )
    .pluck();
  let rows = 0;
  for (const [run, entry] of of) {
    if (underWay.has(run)) continue;
    const bytes = seals.get(entry, table, run);
    const list = bytes === undefined ? null : unpacked(bytes);
    if (!list || !canCompare(check, table, list.digests.columns)) continue;
    const { columns, rows: sealed } = list.digests;
    const wanted = new Map(sealed.map(([key, digest]) => [key, { digest, columns, entry }]));
    const there = new Map(rowsIn(db, evidence, columns, null, run));
    compare(check, table, wanted, there, () => true, run);
    rows += there.size;
    yield;
  }
  if (!isFull) return rows;
  const runs = db.prepare<[], string>(`SELECT DISTINCT run_id FROM ${table}`).pluck().all();
  for (const run of runs.filter((id) => !of.has(id) && !underWay.has(id)))
    compare(
      check,
      table,
      new Map(),
      new Map(rowsIn(db, evidence, sealedColumns(db, evidence), null, run)),
      () => true,
      run,
    );
  return rows;
}

function compare(
  { breaks }: RowCheck,
  table: string,
  wanted: ReadonlyMap<string, ExpectedRow>,
  there: ReadonlyMap<string, string>,
  counts: (key: string) => boolean,
  runId: string | null = null,
): void {
  for (const [key, digest] of there) {
    if (!counts(key)) continue;
    const known = wanted.get(key);
    const words = rowWords(table, key);
    const facts = { runId, entry: known?.entry ?? null, as: `${table} ${key} ${digest}` };
    if (!known || known.digest === null)
      breaks.add('row-added', {
        ...facts,
        message: sentence(`${words} was added: no entry wrote it.`),
      });
    else if (known.digest !== digest)
      breaks.add('row-changed', {
        ...facts,
        message: sentence(`${words} is no longer as entry ${known.entry} left it.`),
      });
  }
  for (const [key, { digest, entry }] of wanted)
    if (digest !== null && !there.has(key) && counts(key))
      breaks.add('row-missing', {
        runId,
        entry,
        message: sentence(`${rowWords(table, key)} is missing: entry ${entry} wrote it.`),
        as: `${table} ${key}`,
      });
}

/** The keys and digests of rows: of all, of some, or of those of a run. */
function* rowsIn(
  db: Database.Database,
  evidence: Evidence,
  columns: readonly string[],
  only: ReadonlyMap<string, unknown> | null,
  run?: string,
): Generator<[string, string]> {
  const { table, key } = evidence;
  const values = columns.map((name) => `r.${name}`).join(', ');
  const select = `SELECT ${keySql(evidence)}, ${values} FROM ${table} r`;
  const digested = ([of, ...row]: unknown[]): [string, string] => [of as string, rowDigest(row)];
  if (only !== null) {
    const parts = key.map((name, at) => `r.${name} = ?1 ->> ${at}`).join(' AND ');
    const one = db.prepare<unknown[], unknown[]>(`${select} WHERE ${parts}`).raw();
    for (const wanted of only.keys()) {
      const row = one.get(wanted);
      if (row) yield digested(row);
    }
    return;
  }
  const all = db
    .prepare<unknown[], unknown[]>(run === undefined ? select : `${select} WHERE r.${key[0]!} = ?`)
    .raw();
  for (const row of all.iterate(...(run === undefined ? [] : [run]))) yield digested(row);
}

function* rowsThatSayNothing(db: Database.Database, evidence: Evidence): Generator<string> {
  const { table, counts = '1' } = evidence;
  yield* db
    .prepare<[], string>(`SELECT ${keySql(evidence)} FROM ${table} r WHERE NOT ${counts}`)
    .pluck()
    .iterate();
}

/** Whether the table still has the columns that digests are over. */
function canCompare(check: RowCheck, table: string, columns: readonly string[]): boolean {
  const there = columnsOf(check.db, table);
  const gone = columns.filter((name) => !there.includes(name));
  if (gone.length === 0) return true;
  const notice = `Rows of ${table} from before its column ${gone[0]!} was dropped are not compared.`;
  if (!check.notices.includes(notice)) check.notices.push(notice);
  return false;
}
