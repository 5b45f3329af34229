import type Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AuditVerdict } from '../../../../core/contract/audit/verdict.ts';
import { EVIDENCE, NO_EVIDENCE, rowWords } from '../../../../main/history/audit/evidence.ts';
import { keySql } from '../../../../main/history/audit/row-digest.ts';
import type { KeptHead } from '../../../../main/history/audit/heads-file.ts';
import { verifyHistory } from '../../../../main/history/verification/verify-history.ts';
import { someOf } from '../../../amount.ts';
import { fullHistory } from './full-history.ts';

let db: Database.Database;
let heads: readonly KeptHead[];
let edits = 0;

beforeAll(() => {
  ({ db, heads } = fullHistory());
  return () => {
    // What an auditor asks: how many were tried.
    process.stdout.write(`${edits} edits of a history by hand, each noticed and named\n`);
    db.close();
  };
});

/** What is found after an edit by somebody who knows how to get the guards out of the way, and to put them back. */
function after(tables: string, edit: () => void, kept: readonly KeptHead[] = []): AuditVerdict {
  db.pragma('foreign_keys = OFF');
  db.pragma('ignore_check_constraints = ON');
  db.exec('BEGIN');
  try {
    const guards = db
      .prepare<[string], { name: string; sql: string }>(
        `SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND instr(?, tbl_name) > 0`,
      )
      .all(tables);
    for (const { name } of guards) db.exec(`DROP TRIGGER ${name}`);
    edit();
    for (const { sql } of guards) db.exec(sql);
    edits++;
    return verified(kept);
  } finally {
    db.exec('ROLLBACK');
  }
}

function verified(kept: readonly KeptHead[] = []): AuditVerdict {
  const steps = verifyHistory(db, { from: null, kept, now: 0 });
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

function messages({ breaks }: AuditVerdict): string {
  return breaks.map(({ message }) => message.toLowerCase()).join('\n');
}

interface Column {
  name: string;
  type: string;
}

function columnsOf(table: string): Column[] {
  return db.prepare<[string], Column>('SELECT name, type FROM pragma_table_info(?)').all(table);
}

/** Another value for a column. */
function otherValue({ name, type }: Column, table: string): string {
  const at = `${table}.${name}`;
  if (type === 'INTEGER') return `coalesce(${at}, 0) + 1000003`;
  if (type === 'REAL') return `coalesce(${at}, 0) + 0.001`;
  if (type === 'BLOB') return `CAST(x'00' || ${at} AS BLOB)`;
  return `coalesce(${at}, '') || ' '`;
}

function underWay(): string {
  return db.prepare<[], string>(`SELECT id FROM runs WHERE status = 'running'`).pluck().get()!;
}

const TABLES = EVIDENCE.map(({ table }) => table);

it('finds nothing where nobody has edited anything, and knows every table', () => {
  expect(verified(heads)).toMatchObject({ count: 0, breaks: [], notices: [], isFull: true });
  const tables = db
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'`,
    )
    .pluck()
    .all();
  expect(tables.toSorted()).toEqual([...TABLES, ...NO_EVIDENCE].toSorted());
});

describe.each(EVIDENCE)('the records in $table', (evidence) => {
  const { table, derived = [] } = evidence;
  const keys = (): string[] =>
    db
      .prepare<[], string>(`SELECT ${keySql(evidence)} FROM ${table} r`)
      .pluck()
      .all();
  const where = (key: string): string =>
    evidence.key
      .map((name, at) => `${name} IS ('${key.replaceAll("'", "''")}' ->> ${at})`)
      .join(' AND ');

  it('are there to be edited', () => {
    expect(keys().length).toBeGreaterThan(0);
  });

  it('are named when any column of any of them is changed', () => {
    // Of a run that is under way nothing is said yet but that it is there.
    const said = keys().filter((key) => table !== 'runs' || !key.includes(underWay()));
    const cases = said.flatMap((key) => columnsOf(table).map((column) => ({ key, column })));
    for (const { key, column } of someOf(cases, 5)) {
      const found = after(table, () =>
        db.exec(
          `UPDATE ${table} SET ${column.name} = ${otherValue(column, table)} WHERE ${where(key)}`,
        ),
      );
      expect(messages(found), `${table}.${column.name} of ${key}`).toContain(
        rowWords(table, key).toLowerCase(),
      );
      if (!derived.includes(column.name) && !evidence.key.includes(column.name))
        expect(found.breaks.map(({ kind }) => kind)).toContainEqual(
          expect.stringMatching(/row-changed|row-added/),
        );
    }
  });

  it('are named when one is deleted, and when one is added', () => {
    for (const key of someOf(keys(), 1)) {
      const gone = after(table, () => db.exec(`DELETE FROM ${table} WHERE ${where(key)}`));
      expect(messages(gone), `${table} ${key} deleted`).toContain(
        rowWords(table, key).toLowerCase(),
      );
      const columns = columnsOf(table).map(({ name }) => name);
      const last = evidence.key.at(-1)!;
      const copied = columns.map((name) => {
        if (name === 'seq') return '(SELECT coalesce(max(seq), 0) + 1 FROM runs)';
        if (name === 'revision') return 'revision + 1000003';
        if (name !== last) return name;
        return columnsOf(table).find((column) => column.name === name)!.type === 'INTEGER'
          ? `${name} + 1000003`
          : `${name} || '-forged'`;
      });
      const added = after(table, () =>
        db.exec(
          `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${copied.join(', ')} FROM ${table} WHERE ${where(key)}`,
        ),
      );
      expect(messages(added), `${table} ${key} added`).toMatch(/forged|1000\d\d\d|was added/);
    }
  });
});

describe('the log itself', () => {
  const ids = (): number[] => db.prepare<[], number>('SELECT id FROM audit').pluck().all();

  it('names the entry of which any column was changed', () => {
    const cases = ids().flatMap((id) => columnsOf('audit').map((column) => ({ id, column })));
    for (const { id, column } of someOf(cases, 10)) {
      const found = after('audit', () =>
        db.exec(
          `UPDATE audit SET ${column.name} = ${otherValue(column, 'audit')} WHERE id = ${id}`,
        ),
      );
      const named = found.breaks.filter(
        ({ kind, entry }) => /^entr/.test(kind) && entry !== null && entry <= id,
      );
      expect(named.length, `${column.name} of entry ${id}`).toBeGreaterThan(0);
      if (column.name !== 'id') expect(named.map(({ entry }) => entry)).toEqual([id]);
    }
  });

  it('names an entry that was deleted, and those that were cut off at the end where a head was kept', () => {
    const all = ids();
    for (const id of someOf(all.slice(0, -1), 4)) {
      const found = after('audit', () => db.exec(`DELETE FROM audit WHERE id = ${id}`));
      expect(found.breaks).toContainEqual(
        expect.objectContaining({ kind: 'entries-missing', entry: id }),
      );
    }
    for (const id of someOf(all.slice(1), 4)) {
      const found = after('audit', () => db.exec(`DELETE FROM audit WHERE id >= ${id}`), heads);
      expect(found.breaks).toContainEqual(
        expect.objectContaining({ kind: 'entries-missing', entry: id }),
      );
    }
  });

  it('names the entry whose list of records was changed, deleted or added', () => {
    const seals = db
      .prepare<[], { entry: number; tbl: string; run_id: string }>(
        'SELECT entry, tbl, run_id FROM audit_seals',
      )
      .all();
    for (const { entry, tbl, run_id: run } of someOf(seals, 6)) {
      const where = `entry = ${entry} AND tbl = '${tbl}' AND run_id = '${run}'`;
      for (const sql of [
        `UPDATE audit_seals SET rows = CAST(x'00' || rows AS BLOB) WHERE ${where}`,
        `DELETE FROM audit_seals WHERE ${where}`,
        `INSERT INTO audit_seals SELECT entry, tbl || '2', run_id, rows FROM audit_seals WHERE ${where}`,
      ])
        expect(messages(after('audit_seals', () => db.exec(sql))), sql).toContain(`entry ${entry}`);
    }
  });

  it('names a head that is not in a log that was written anew', () => {
    const forged = heads.map((head) => ({ ...head, hash: 'f'.repeat(64) }));
    const kinds = new Set(verified(forged).breaks.map(({ kind }) => kind));
    expect([...kinds]).toEqual(['entry-replaced']);
  });
});

describe('what is more than a record', () => {
  it('is named: sums of closed exceptions, and guards that are gone', () => {
    for (const set of ['count = count + 1', 'cents = cents + 1', `currency = currency || 'X'`])
      expect(
        messages(after('closed_stakes', () => db.exec(`UPDATE closed_stakes SET ${set}`))),
      ).toContain('the sum of closed exceptions');
    db.exec('BEGIN');
    db.exec('DROP TRIGGER audit_delete');
    edits++;
    expect(messages(verified())).toContain('audit_delete');
    db.exec('ROLLBACK');
  });

  it('is named: what was signed off, where the list of it was changed along with it', () => {
    const found = after('outputs audit_seals', () =>
      db.exec(`UPDATE outputs SET sha256 = '${'0'.repeat(64)}'; DELETE FROM audit_seals`),
    );
    expect(found.breaks.map(({ kind }) => kind)).toContain('signed-other');
  });
});
