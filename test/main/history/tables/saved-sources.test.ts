import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../../core/contract/problem.ts';
import type { AuditRecord } from '../../../../core/contract/run.ts';
import { chained, NO_HASH } from '../../../../main/history/audit/chain.ts';
import type { AuditRow } from '../../../../main/history/audit/chain.ts';
import { MIGRATIONS } from '../../../../main/history/migrations/all.ts';
import { openHistoryDatabase } from '../../../../main/history/open-history.ts';
import type { SourceChange } from '../../../../main/history/tables/saved-sources.ts';
import { completedRun, scratchFolder, scratchHistory, startRun } from '../fixtures.ts';

const SETUP: SourceChange = {
  name: 'Month end',
  place: 's3://finance/{yyyy}/tc?*.xlsx',
  s3: { region: 'eu-central-1', endpoint: 'https://minio.example', pathStyle: true },
  mapping: { Beleg: 'TRANS_ID' },
  settings: { policy: 'exact', onError: 'quarantine' },
  waitMinutes: 90,
};

function problemOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return 'none';
}

describe('a source that is set up', () => {
  it('comes back as it was saved, by its id and by its place, in the order of names', () => {
    const history = scratchHistory();
    const saved = history.saveSource(null, SETUP, 'set');
    expect(saved).toMatchObject(SETUP);
    const other = history.saveSource(null, { ...SETUP, name: 'april', place: '/a.csv' }, 'set');
    expect(history.savedSources()).toEqual([other, saved]);
    expect(history.savedSource(saved.id)).toEqual(saved);
    expect(history.savedSourceAt(SETUP.place)).toEqual(saved);
    expect(history.savedSourceAt('/b.csv')).toBeNull();
    expect(history.findSource(SETUP.place)).toMatchObject({ id: saved.id, name: 'Month end' });
  });

  it('keeps the history of a place that was reconciled before, and leaves it behind', () => {
    const history = scratchHistory();
    const { id } = history.sourceAt('/tc.xlsx');
    const runId = completedRun(history, { sourceId: id }, ['a']);
    expect(history.savedSources()).toEqual([]);
    expect(history.saveSource(null, { ...SETUP, place: '/tc.xlsx' }, 'as it was').id).toBe(id);
    history.removeSource(id);
    expect(history.savedSources()).toEqual([]);
    expect(history.getRun(runId)!.source).toMatchObject({ id, name: 'Month end' });
    expect(problemOf(() => history.removeSource(id))).toBe('source.unknown');
  });

  it('moves with its history; two of one place or of one name there are not', () => {
    const history = scratchHistory();
    const { id } = history.saveSource(null, SETUP, 'set');
    const moved = { ...SETUP, place: 's3://archive/tc.xlsx', name: 'Moved' };
    expect(history.saveSource(id, moved, 'as it was')).toMatchObject({ ...moved, id });
    // Its files came from there; but what opens the new place is nothing for the old one.
    expect(history.findSource(SETUP.place)).toMatchObject({ id });
    expect(history.savedSourceAt(SETUP.place)).toBeNull();
    const again = { ...moved, name: 'Again' };
    expect(problemOf(() => history.saveSource(null, again, 'set'))).toBe('source.place-taken');
    const namesake = { ...SETUP, name: 'MOVED' };
    expect(problemOf(() => history.saveSource(null, namesake, 'set'))).toBe('source.name-taken');
    history.sourceAt('/tc.xlsx');
    const onto = { ...moved, place: '/tc.xlsx' };
    expect(problemOf(() => history.saveSource(id, onto, 'set'))).toBe('source.place-taken');
    expect(problemOf(() => history.saveSource(99, SETUP, 'set'))).toBe('source.unknown');
  });

  it('is in the audit trail, and nothing of it that opens the place', () => {
    const path = join(scratchFolder(), 'history.sqlite');
    const history = scratchHistory(path);
    const { id } = history.saveSource(
      null,
      {
        ...SETUP,
        place: 'https://ann:hunter2hunter2@shop.example/a.csv?X-Amz-Signature=5e551047',
        s3: { endpoint: 'https://ann:hunter2hunter2@minio.example/' },
      },
      'set',
    );
    history.removeSource(id);
    const stored = {
      ...SETUP,
      place: 'https://shop.example/a.csv',
      s3: { endpoint: 'https://minio.example/' },
    };
    expect(history.auditTrail().map(({ action, detail }) => [action, detail])).toEqual([
      ['source.removed', { sourceId: id, before: stored, after: null }],
      ['source.saved', { sourceId: id, before: null, after: stored, keys: 'set' }],
    ]);
    const text = JSON.stringify(history.auditTrail());
    for (const secret of ['hunter2', '5e551047']) expect(text).not.toContain(secret);
    expect(history.verifyAudit(true).breaks).toEqual([]);
  });

  it('loses a setting that this version no longer knows, and nothing else', () => {
    const path = join(scratchFolder(), 'history.sqlite');
    const history = scratchHistory(path);
    const { id } = history.saveSource(null, SETUP, 'set');
    const db = new Database(path);
    db.prepare('UPDATE sources SET settings = ?').run('{"retired":1}');
    db.close();
    expect(history.savedSource(id)).toMatchObject({ ...SETUP, settings: {} });
  });
});

describe('a history from before sources were set up', () => {
  it('keeps its sources and runs, none of them on the list', () => {
    const path = join(scratchFolder(), 'history.sqlite');
    const db = openHistoryDatabase(path, MIGRATIONS.slice(0, 2));
    db.exec(`INSERT INTO sources (id, place, name, mapping, created_at)
      VALUES (7, '/tc.xlsx', 'tc.xlsx', '{"Beleg":"TRANS_ID"}', 1)`);
    db.exec(`INSERT INTO runs (id, source_id, place, policy, settings, settings_key,
        software_version, status, revision, started_at, paused_after)
      VALUES ('20260101-000000-abcdef', 7, '/tc.xlsx', 'exact', '{"policy":"exact"}',
        '${'0'.repeat(64)}', '0.0.9', 'interrupted', 1, 1, 'validate')`);
    db.close();
    const history = scratchHistory(path);
    expect(history.savedSources()).toEqual([]);
    expect(history.listSources()).toEqual([
      { id: 7, place: '/tc.xlsx', name: 'tc.xlsx', mapping: { Beleg: 'TRANS_ID' }, createdAt: 1 },
    ]);
    expect(history.listRuns().map(({ id, pausedAfter }) => [id, pausedAfter])).toEqual([
      ['20260101-000000-abcdef', 'validate'],
    ]);
    expect(history.saveSource(null, { ...SETUP, place: '/tc.xlsx' }, 'set').id).toBe(7);
    expect(history.damage()).toEqual([]);
  });

  it('has a source for each place, under names of their own, with all that hung on it', () => {
    const path = join(scratchFolder(), 'history.sqlite');
    const db = openHistoryDatabase(path, MIGRATIONS.slice(0, 3));
    db.exec(`INSERT INTO sources (id, place, name, created_at, saved) VALUES
      (1, '/a/tc.xlsx', 'tc.xlsx', 1, 0), (2, '/b/tc.xlsx', 'TC.xlsx', 2, 1),
      (3, '/c/tc.xlsx', 'tc.xlsx', 3, 0)`);
    const insert = db.prepare(`INSERT INTO runs (id, source_id, place, notes, policy, settings,
        settings_key, software_version, status, revision, started_at)
      VALUES (?, 1, '/a/tc.xlsx', ?, 'exact', '{"policy":"exact"}', '${'0'.repeat(64)}', '1', ?, ?, 1)`);
    insert.run('20260101-000000-aaaaaa', '{}', 'completed', 1);
    insert.run('20260102-000000-bbbbbb', '{"file":"only new rows"}', 'completed', 2);
    insert.run('20260103-000000-cccccc', '{}', 'interrupted', 3);
    db.close();
    const history = scratchHistory(path);
    expect(history.listSources().map(({ id, name }) => [id, name])).toEqual([
      [2, 'TC.xlsx'],
      [1, 'tc.xlsx (2)'],
      [3, 'tc.xlsx (3)'],
    ]);
    expect(history.findSource('/c/tc.xlsx')).toMatchObject({ id: 3 });
    const [third, second, first] = history.listRuns();
    expect([first, second, third].map((run) => run!.sourceName)).toEqual(
      Array(3).fill('tc.xlsx (2)'),
    );
    expect(first).toMatchObject({ asked: '/a/tc.xlsx', sourceId: 1 });
    // The first one was built on, and what died is still what it was to the second.
    expect(history.forsakenRuns(1)).toEqual([]);
    expect(history.isUpToDate(third!.id)).toBe(true);
    expect(history.damage()).toEqual([]);
  });

  it('loses nothing of what it holds, and takes on', () => {
    const today = join(scratchFolder(), 'today.sqlite');
    const now = scratchHistory(today);
    const { id: sourceId } = now.sourceAt('/tc.xlsx');
    now.changeSource(sourceId, { mapping: { Beleg: 'TRANS_ID' } });
    const completed = completedRun(now, { sourceId }, ['a', 'b']);
    now.signOff({ runId: completed, role: 'prepared', name: 'Ana', note: 'Seen.' });
    const { id: paused } = startRun(now, { sourceId, sha256: 'f'.repeat(64) });
    now.pauseRun(paused, 'validate');
    now.setAppSettings({ policy: 'exact', cacheMiB: 7 });
    now.rememberPlace('/tc.xlsx');

    const path = join(scratchFolder(), 'history.sqlite');
    copyInto(openHistoryDatabase(path, MIGRATIONS.slice(0, 2)), today);
    const history = scratchHistory(path);
    for (const id of [completed, paused]) expect(history.getRun(id)).toEqual(now.getRun(id));
    expect(history.listExceptions(completed)).toEqual(now.listExceptions(completed));
    expect(history.listExceptions(completed).count).toBe(2);
    expect(history.listSources()).toEqual(now.listSources());
    expect(history.appSettings()).toEqual(now.appSettings());
    expect(history.recentPlaces()).toEqual(now.recentPlaces());
    const [begun, ...before] = history.auditTrail();
    const told = ({ id, action, detail }: AuditRecord) => [id, action, detail];
    expect(before.map(told)).toEqual(now.auditTrail().map(told));
    expect(begun).toMatchObject({
      action: 'log.begun',
      detail: { entries: before.length, previous: before[0]!.hash },
    });
    expect(history.verifyAudit(true).breaks).toEqual([]);
    expect(history.damage()).toEqual([]);
    // None of it was set up, until it is.
    expect(history.savedSources()).toEqual([]);
    const saved = history.saveSource(null, { ...SETUP, place: '/tc.xlsx' }, 'set');
    expect(saved).toMatchObject({ ...SETUP, place: '/tc.xlsx', id: sourceId });
    expect(history.getRun(completed)!.source.name).toBe('Month end');
    expect(history.verifyAudit(true).breaks).toEqual([]);
  });
});

/** Fills an older database with what one of today holds, as far as it has room for it; closes it. */
function copyInto(older: Database.Database, path: string): void {
  older.pragma('foreign_keys = OFF');
  older.prepare('ATTACH ? AS today').run(path);
  const tables = older
    .prepare<[], string>(
      `SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
    )
    .pluck()
    .all();
  // What hangs on a completed run goes in before it, but for its sign-offs.
  const late = (table: string): number => ['runs', 'sign_offs'].indexOf(table);
  for (const table of tables.sort((a, b) => late(a) - late(b))) {
    const columns = older
      .prepare<[string], string>(`SELECT name FROM pragma_table_info(?, 'main')`)
      .pluck()
      .all(table)
      .join(', ');
    older.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM today.${table}`);
  }
  older.exec('DETACH today');
  chainAsBefore(older);
  const loose = older.pragma('foreign_key_check') as unknown[];
  if (loose.length > 0) throw new Error('The copy is not whole.');
  older.close();
}

/** The chain as versions before the audit log had it. */
function chainAsBefore(db: Database.Database): void {
  db.exec('DROP TRIGGER audit_update');
  let previous = NO_HASH;
  for (const row of db.prepare<[], AuditRow>('SELECT * FROM audit ORDER BY id').all()) {
    previous = chained({ ...row, chain: 1 }, previous);
    db.prepare('UPDATE audit SET hash = ? WHERE id = ?').run(previous, row.id);
  }
  db.exec(
    `CREATE TRIGGER audit_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit can only grow'); END;`,
  );
}
