import type Database from 'better-sqlite3';
import { unpacked } from '../audit/row-digest.ts';
import type { RowDigests } from '../audit/row-digest.ts';
import type { BreakList } from './break-list.ts';
import { sealName } from './verify-chain.ts';

/** What a row has to be: its digest, over which columns, as of which entry. */
export interface ExpectedRow {
  readonly digest: string | null;
  readonly columns: readonly string[];
  readonly entry: number;
}

/** What the records have to be, by table: rows by themselves, and of runs the entry that vouches for all of theirs. */
export interface Expected {
  readonly alone: Map<string, Map<string, ExpectedRow>>;
  readonly withRun: Map<string, Map<string, number>>;
}

interface SealRow {
  entry: number;
  tbl: string;
  run_id: string;
  rows: Buffer;
}

/** As many lists between two rests. */
const BETWEEN_RESTS = 200;

/** Holds the lists of digests after entry `from` to what the entries say of them, and gathers what they say of rows. */
export function* verifySeals(
  db: Database.Database,
  from: number,
  sealed: Map<string, string>,
  breaks: BreakList,
): Generator<void, Expected> {
  const expected: Expected = { alone: new Map(), withRun: new Map() };
  const missing = new Map(sealed);
  let n = 0;
  const lists = db.prepare<[number], SealRow>(
    'SELECT * FROM audit_seals WHERE entry > ? ORDER BY entry',
  );
  for (const { entry, tbl, run_id: run, rows } of lists.iterate(from)) {
    const name = sealName(entry, tbl, run || null);
    const wanted = missing.get(name);
    missing.delete(name);
    const list = unpacked(rows);
    if (wanted === undefined)
      breaks.add('seal-added', {
        entry,
        message: `A list of ${tbl} was added to entry ${entry}.`,
        as: run,
      });
    else if (list?.sha256 !== wanted)
      breaks.add('seal-changed', {
        entry,
        runId: run || null,
        message: `The list of ${tbl} of entry ${entry} is not as it was written.`,
        as: `${run} ${list?.sha256 ?? ''}`,
      });
    else gather(expected, entry, tbl, run, list.digests);
    if (++n % BETWEEN_RESTS === 0) yield;
  }
  for (const name of missing.keys()) {
    const [entry, table, run = ''] = name.split(' ');
    breaks.add('seal-changed', {
      entry: Number(entry),
      runId: run || null,
      message: `The list of ${table!} of entry ${entry!} is missing.`,
      as: run,
    });
  }
  return expected;
}

function gather(
  { alone, withRun }: Expected,
  entry: number,
  table: string,
  run: string,
  { columns, rows }: RowDigests,
): void {
  if (run !== '') {
    const of = withRun.get(table) ?? new Map<string, number>();
    withRun.set(table, of.set(run, entry));
    return;
  }
  const of = alone.get(table) ?? new Map<string, ExpectedRow>();
  alone.set(table, of);
  for (const [key, digest] of rows) of.set(key, { digest, columns, entry });
}
