import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { DEFAULT_APP_SETTINGS } from '../../../../core/contract/api/settings.ts';
import { Problem } from '../../../../core/contract/problem.ts';
import { DEFAULT_SETTINGS } from '../../../../core/contract/settings.ts';
import { initial } from '../../../../main/history/migrations/until-0.2.0/001-initial.ts';
import { openHistoryDatabase } from '../../../../main/history/open-history.ts';
import { settingsKey } from '../../../../main/history/tables/settings-key.ts';
import {
  completedRun,
  scratchFolder,
  scratchHistory,
  SHA,
  startRun,
  VERSION,
} from '../fixtures.ts';
import {
  placeWithoutSecrets,
  textWithoutSecrets,
} from '../../../../main/secrets/without-secrets.ts';

function problemOf(body: () => unknown): string {
  try {
    body();
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  throw new Error('It was expected to throw.');
}

describe('a history of the first version', () => {
  /** As the first version left it: written by its own migration, with plain SQL. */
  function firstVersion(): string {
    const path = join(scratchFolder(), 'history.sqlite');
    const db = openHistoryDatabase(path, [initial]);
    db.exec(
      `INSERT INTO sources (id, place, name, created_at) VALUES (1, '/tc.xlsx', 'tc.xlsx', 5)`,
    );
    const run = db.prepare(
      `INSERT INTO runs (id, source_id, place, sha256, policy, settings, settings_key,
         software_version, status, revision, started_at, counts)
       VALUES (?, 1, '/tc.xlsx', ?, 'exact', ?, ?, '0.0.1', ?, 1, 7, ?)`,
    );
    const settings = JSON.stringify({ ...DEFAULT_SETTINGS, policy: 'exact' });
    const counts = { earned: 1, spent: 1, expired: 0, quarantined: 0, customers: 1 };
    run.run('20260101-000000-aaaaaa', SHA, settings, SHA, 'running', JSON.stringify(counts));
    run.run('20260101-000001-bbbbbb', SHA, settings, SHA, 'running', null);
    db.exec(`
      INSERT INTO steps (run_id, seq, name, status, started_at, ended_at)
        VALUES ('20260101-000000-aaaaaa', 0, 'validate', 'completed', 7, 9);
      INSERT INTO exceptions (run_id, key, code, customer, currency, ids, rows, cents, message)
        VALUES ('20260101-000000-aaaaaa', 'k', 'redemption.unmatched', 'Ana', '', '["1"]', '[2]', 5, 'x');
      INSERT INTO exception_states (source_id, key, status, owner) VALUES (1, 'k', 'accepted', 'Ben');
      UPDATE runs SET status = 'completed' WHERE id = '20260101-000000-aaaaaa';
    `);
    db.close();
    return path;
  }

  it('is migrated with all that it holds', () => {
    const history = scratchHistory(firstVersion());
    const detail = history.getRun('20260101-000000-aaaaaa')!;
    expect(detail.run).toMatchObject({
      status: 'completed',
      policy: 'exact',
      counts: { earned: 1 },
      pausedAfter: null,
      rejected: null,
    });
    expect(detail.steps).toMatchObject([{ name: 'validate', endedAt: 9 }]);
    expect(history.listExceptions(detail.run.id).items).toMatchObject([
      { key: 'k', status: 'accepted', owner: 'Ben' },
    ]);
    expect(history.markInterrupted()).toEqual(['20260101-000001-bbbbbb']);
    expect(history.appSettings()).toEqual(DEFAULT_APP_SETTINGS);
    expect(history.damage()).toEqual([]);
  });

  it('still lets nobody change a completed run', () => {
    const path = firstVersion();
    const history = scratchHistory(path);
    const db = new Database(path);
    for (const sql of [
      `UPDATE runs SET paused_after = 'match' WHERE id = '20260101-000000-aaaaaa'`,
      `UPDATE runs SET rejected_rows = 1 WHERE id = '20260101-000000-aaaaaa'`,
      `DELETE FROM steps WHERE run_id = '20260101-000000-aaaaaa'`,
    ])
      expect(() => db.exec(sql), sql).toThrow('a completed run is never changed');
    db.close();
    const change = () =>
      history.recordValidation('20260101-000000-aaaaaa', { rejected: { rows: 1 } });
    expect(problemOf(change)).toBe('history.protected');
  });
});

describe('settings and preferences', () => {
  it('are audited where they change', () => {
    const history = scratchHistory();
    history.setAppSettings({ policy: 'exact', theme: undefined });
    history.setAppSettings({ policy: 'exact' });
    expect(history.appSettings()).toEqual({ ...DEFAULT_APP_SETTINGS, policy: 'exact' });
    expect(history.auditTrail()).toMatchObject([
      {
        action: 'settings.changed',
        detail: { before: { policy: 'one-to-one' }, after: { policy: 'exact' } },
      },
    ]);
  });

  it('of another version that no longer fit count as not set', () => {
    const path = join(scratchFolder(), 'history.sqlite');
    const history = scratchHistory(path);
    history.setAppSettings({ policy: 'exact' });
    const db = new Database(path);
    db.exec(`INSERT INTO app_settings VALUES ('theme', '"sepia"'), ('retired', '1')`);
    db.close();
    expect(history.appSettings()).toEqual({ ...DEFAULT_APP_SETTINGS, policy: 'exact' });
    expect(history.setAppSettings({ theme: 'dark' }).theme).toBe('dark');
  });

  it('keep what the interface remembers until it is forgotten', () => {
    const history = scratchHistory();
    expect(history.getPref('grid')).toBeNull();
    history.setPref('grid', '{"width":1}');
    history.setPref('grid', '{"width":2}');
    expect(history.getPref('grid')).toBe('{"width":2}');
    history.setPref('grid', null);
    expect(history.getPref('grid')).toBeNull();
  });
});

describe('recent places', () => {
  it('are listed once each, the latest first, without what could open them', () => {
    const history = scratchHistory();
    history.rememberPlace('/a.xlsx');
    history.rememberPlace('https://me:secret@shop.example/b.xlsx?X-Amz-Signature=abc');
    history.rememberPlace('/a.xlsx');
    expect(history.recentPlaces().map(({ place }) => place)).toEqual([
      '/a.xlsx',
      'https://shop.example/b.xlsx',
    ]);
    history.forgetPlace('https://shop.example/b.xlsx');
    for (let i = 0; i < 60; i++) history.rememberPlace(`/${i}.xlsx`);
    const kept = history.recentPlaces();
    expect([kept.length, kept[0]!.place]).toEqual([50, '/59.xlsx']);
  });
});

describe('a place', () => {
  it.each([
    ['https://user:p/w@shop.example/b.xlsx', 'https://shop.example/b.xlsx'],
    ['https://user:1p?w@shop.example/b.xlsx', 'https://shop.example/b.xlsx'],
    ['https://user:p#w@x@shop.example/b.xlsx?sig=a', 'https://shop.example/b.xlsx'],
    ['https://user:pass@shop.example/@me/b.xlsx', 'https://shop.example/@me/b.xlsx'],
    ['https://shop.example:8443/@me/b.xlsx', 'https://shop.example:8443/@me/b.xlsx'],
    ['https://[::1]:8443/@me/b.xlsx', 'https://[::1]:8443/@me/b.xlsx'],
    ['s3://bucket/a:b/c@d.xlsx', 's3://bucket/a:b/c@d.xlsx'],
    ['s3://bucket/why?/no#1.xlsx', 's3://bucket/why?/no#1.xlsx'],
    ['s3://bucket/100%25?a=b&c.xlsx', 's3://bucket/100%25?a=b&c.xlsx'],
    ['s3://user:pa/ss@bucket/b.xlsx', 's3://bucket/b.xlsx'],
    ['s3://user@bucket/a@b?.xlsx', 's3://bucket/a@b?.xlsx'],
    ['s3://bucket/b?1.xlsx?X-Amz-Date=1&X-Amz-Signature=a', 's3://bucket/b?1.xlsx'],
    ['s3://bucket/b.xlsx?AWSAccessKeyId=a&Signature=b', 's3://bucket/b.xlsx'],
    ['s3://bucket/b.xlsx?versionId=7&x-amz-signature=b', 's3://bucket/b.xlsx?versionId=7'],
  ])('%s is stored as %s', (given, expected) => {
    expect(placeWithoutSecrets(given)).toBe(expected);
    expect(textWithoutSecrets(`${given} is not a valid address.`)).toBe(
      `${expected} is not a valid address.`,
    );
  });
});

describe('sign-offs', () => {
  it('can only be added, and only to completed runs', () => {
    const path = join(scratchFolder(), 'history.sqlite');
    const history = scratchHistory(path);
    const sourceId = history.sourceAt('/tc.xlsx').id;
    const runId = completedRun(history, { sourceId });
    history.signOff({ runId, role: 'prepared', name: 'Ana' });
    const alone = { runId, role: 'reviewed', name: ' aNA ' } as const;
    expect(problemOf(() => history.signOff(alone))).toBe('signoff.same-person');
    history.signOff({ runId, role: 'reviewed', name: 'Ben', note: 'seen', actor: 'ben' });
    expect(history.signOffs(runId)).toMatchObject([
      { actor: 'ana', role: 'prepared', name: 'Ana', note: '' },
      { actor: 'ben', role: 'reviewed', name: 'Ben', note: 'seen' },
    ]);
    // Of each role the latest counts.
    const byBen = { runId, role: 'prepared', name: 'Ben' } as const;
    expect(problemOf(() => history.signOff(byBen))).toBe('signoff.same-person');
    history.signOff({ runId, role: 'prepared', name: 'Cleo' });
    history.signOff({ runId, role: 'reviewed', name: 'Ana' });
    const { id: running } = startRun(history, { sourceId });
    const early = { runId: running, role: 'prepared', name: 'Ana' } as const;
    expect(problemOf(() => history.signOff(early))).toBe('signoff.not-completed');
    expect(problemOf(() => history.signOff({ ...early, runId: 'x' }))).toBe('run.unknown');
    const db = new Database(path);
    for (const sql of [
      `UPDATE sign_offs SET name = 'Eve'`,
      `DELETE FROM sign_offs`,
      `INSERT OR REPLACE INTO sign_offs VALUES (1, '${runId}', 1, 'e', 'reviewed', 'Eve', '')`,
    ])
      expect(() => db.exec(sql), sql).toThrow('sign_offs can only grow');
    const insert = `INSERT INTO sign_offs (run_id, at, actor, role, name, note)
      VALUES ('${running}', 1, 'e', 'reviewed', 'Eve', '')`;
    expect(() => db.exec(insert)).toThrow('only a completed run is signed off');
    db.close();
    expect(history.signOffs(runId)).toHaveLength(4);
  });
});

describe('a run that waits for a person', () => {
  it('is interrupted, says where, and goes on as any other', () => {
    const history = scratchHistory();
    const { id } = startRun(history, { sourceId: history.sourceAt('/tc.xlsx').id });
    expect(history.pauseRun(id, 'validate')).toMatchObject({
      status: 'interrupted',
      pausedAfter: 'validate',
    });
    expect(history.markInterrupted()).toEqual([]);
    expect(problemOf(() => history.pauseRun(id, 'match'))).toBe('run.not-running');
    expect(history.resumeRun(id)).toMatchObject({ status: 'running', pausedAfter: null });
    expect(history.completeRun(id, {}).pausedAfter).toBeNull();
  });

  it('takes another policy, and with it the place in that policy’s revisions', () => {
    const history = scratchHistory();
    const sourceId = history.sourceAt('/tc.xlsx').id;
    const exact = { ...DEFAULT_SETTINGS, policy: 'exact' as const };
    const earlier = completedRun(history, { sourceId, settings: exact });
    const { id } = startRun(history, { sourceId });
    expect(problemOf(() => history.choosePolicy('x', 'exact'))).toBe('run.unknown');
    history.startStep(id, 'validate');
    history.pauseRun(id, 'validate');
    expect(history.choosePolicy(id, 'exact')).toMatchObject({
      policy: 'exact',
      settings: exact,
      settingsKey: settingsKey(exact, VERSION),
      revision: 2,
      supersedes: earlier,
    });
    history.choosePolicy(id, 'exact');
    const chosen = history.auditTrail().filter(({ action }) => action === 'run.policy-chosen');
    expect(chosen).toMatchObject([{ detail: { before: 'one-to-one', after: 'exact' } }]);
    history.resumeRun(id);
    history.startStep(id, 'match');
    history.pauseRun(id, 'match');
    expect(problemOf(() => history.choosePolicy(id, 'whole-lot'))).toBe('run.match-begun');
    expect(problemOf(() => history.choosePolicy(earlier, 'whole-lot'))).toBe('run.not-running');
  });

  it('keeps what validation and matching found, however it ends', () => {
    const history = scratchHistory();
    const { id } = startRun(history, { sourceId: history.sourceAt('/tc.xlsx').id });
    const counts = { earned: 3, spent: 1, expired: 0, quarantined: 2, customers: 1 };
    const validated = { counts, quality: 0.5, highWater: 9, rowCount: 6 };
    history.recordValidation(id, { ...validated, rejected: { rows: 2 } });
    const sums = { earned: 1, spent: 1, expired: 0, closing: 0, matched: 1, openLots: 0 };
    history.recordTotals(id, { ...sums, uncovered: 0, untracked: 0 }, 1);
    const failed = history.failRun(id, 'failed', null);
    expect(failed).toMatchObject({ ...validated, counts: { ...counts, covered: 1 } });
    expect(failed).toMatchObject({ rejected: { rows: 2 } });
    expect(failed.totals).toMatchObject(sums);
  });
});

describe('the time that a run was at work', () => {
  it('is never less than nothing, whatever the clock did', () => {
    const history = scratchHistory();
    const { id } = startRun(history, { sourceId: history.sourceAt('/tc.xlsx').id });
    const nothing = { rowsIn: null, rowsOut: null, checksums: {} };
    history.startStep(id, 'download', 1000);
    history.endStep(id, 'download', { at: 1400, ...nothing });
    history.startStep(id, 'validate', 1400);
    history.endStep(id, 'validate', { at: 200, ...nothing });
    expect(history.workedMs(id)).toBe(400);
  });
});

describe('the list of runs', () => {
  it('is counted as it is filtered', () => {
    const history = scratchHistory();
    const sourceId = history.sourceAt('/tc.xlsx').id;
    for (let i = 0; i < 3; i++) completedRun(history, { sourceId });
    startRun(history, { sourceId, settings: { policy: 'exact' } });
    expect(history.countRuns()).toBe(4);
    expect(history.countRuns({ policy: 'exact' })).toBe(1);
    expect(history.countRuns({ status: 'completed', limit: 1 })).toBe(3);
    expect(history.countRuns({ sourceId: 99 })).toBe(0);
    expect(history.runOutcomes(sourceId)).toEqual([
      { status: 'completed', count: 3 },
      { status: 'running', count: 1 },
    ]);
    expect(history.findSource('/tc.xlsx')!.id).toBe(sourceId);
    expect(history.findSource('/other.xlsx')).toBeNull();
  });
});

describe('many exceptions changed at once', () => {
  it('are written down once for all of them', () => {
    const history = scratchHistory();
    const keys = Array.from({ length: 500 }, (_, i) => `k${i}`);
    const runId = completedRun(history, { sourceId: history.sourceAt('/tc.xlsx').id }, keys);
    history.changeExceptions(runId, keys, { status: 'accepted', note: 'All known' });
    const { count, atStake } = history.listExceptions(runId, { status: 'accepted' });
    expect([count, atStake]).toEqual([500, [{ currency: 'USD', cents: 500_000, unknown: 0 }]]);
    const actions = history.auditTrail({ runId }).map(({ action }) => action);
    expect(actions.filter((action) => action.startsWith('exception.'))).toEqual([
      'exception.note',
      'exception.state',
    ]);
    const half = [...keys.slice(0, 10), 'none'];
    const wrong = () => history.changeExceptions(runId, half, { owner: 'Ana', note: 'x' });
    expect(problemOf(wrong)).toBe('exception.unknown');
    expect(history.listExceptions(runId, { owner: 'Ana' }).count).toBe(0);
    expect(history.verifyAudit(true).breaks).toEqual([]);
  });
});
