import Database from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../../core/contract/problem.ts';
import { DEFAULT_SETTINGS } from '../../../../core/contract/settings.ts';
import { newRunId } from '../../../../main/history/runs/run-id.ts';
import { runJournal } from '../../../../main/history/run-journal.ts';
import { canonicalJson } from '../../../../main/history/audit/canonical.ts';
import { settingsKey } from '../../../../main/history/tables/settings-key.ts';
import {
  SHA,
  VERSION,
  completedRun,
  exception,
  scratchFolder,
  scratchHistory,
  startRun,
} from '../fixtures.ts';

const identity = {
  sha256: SHA,
  settingsKey: settingsKey(DEFAULT_SETTINGS, VERSION),
  version: VERSION,
};

describe('run ids and settings keys', () => {
  it('sort by time and are told apart by chance', () => {
    const at = Date.UTC(2026, 10, 24, 10, 42, 33, 999);
    expect(newRunId(at, Uint8Array.of(0x7f, 0x3a, 0x9c))).toBe('20261124-104233-7f3a9c');
    expect(newRunId(at)).not.toBe(newRunId(at));
    expect(newRunId(at) < newRunId(at + 1000)).toBe(true);
  });

  it('depend on every setting and the version, and not on the order of names', () => {
    const key = settingsKey(DEFAULT_SETTINGS, '1');
    const turned = Object.fromEntries(Object.entries(DEFAULT_SETTINGS).reverse());
    expect(settingsKey(turned as typeof DEFAULT_SETTINGS, '1')).toBe(key);
    expect(settingsKey(DEFAULT_SETTINGS, '2')).not.toBe(key);
    expect(settingsKey({ ...DEFAULT_SETTINGS, toleranceCents: 1 }, '1')).not.toBe(key);
    expect(settingsKey({ ...DEFAULT_SETTINGS, mapping: { id: 'TRANS_ID' } }, '1')).not.toBe(key);
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: 'x' })).toBe(
      '{"a":"x","b":[{"c":null,"d":1}]}',
    );
  });
});

describe('a run', () => {
  it('comes back with everything that was written about it', () => {
    const history = scratchHistory();
    const source = history.sourceAt('/data/tc_raw_data.xlsx');
    const started = startRun(history, { sourceId: source.id, settings: { policy: 'exact' } });
    expect(started).toMatchObject({
      status: 'running',
      revision: 1,
      supersedes: null,
      place: '/data/tc_raw_data.xlsx',
      policy: 'exact',
      sheets: null,
    });
    const { id } = started;
    history.recordSourceFacts(id, {
      bytes: 6000,
      sheets: [{ name: 'TC_Data', rows: 17 }],
      notes: { dates: '1900' },
    });
    history.startStep(id, 'validate');
    history.endStep(id, 'validate', { rowsIn: 17, rowsOut: 17, checksums: { ledger: SHA } });
    history.startStep(id, 'match');
    history.startStep(id, 'match');
    history.endStep(id, 'match', { rowsIn: 17, rowsOut: 5 });
    history.recordFindings(
      id,
      [{ code: 'row.order-blank', severity: 'warning', count: 150 }],
      Array.from({ length: 150 }, (_, i) => ({
        code: 'row.order-blank',
        severity: 'warning' as const,
        sheet: 'TC_Data',
        row: i + 2,
        column: 'ORDERID',
        value: null,
        message: 'Look the order up.',
      })),
    );
    const check = {
      id: 'chronology',
      passed: false,
      numbers: { pairs: 5, cents: '147.57' },
      detail: '1 of 5 pairs.',
      failures: [{ message: 'Too early.', ids: ['1', '2'] }],
      failureCount: 1,
    };
    history.recordChecks(id, [check]);
    history.saveExceptions(id, [exception('a'), exception('b', 7000)]);
    const totals = {
      earned: 15257,
      spent: 14757,
      expired: 500,
      closing: 0,
      matched: 15257,
      openLots: 0,
      uncovered: 0,
      untracked: 0,
    };
    const counts = { earned: 8, spent: 7, expired: 2, quarantined: 0, customers: 2 };
    const output = {
      name: 'exceptions.csv',
      path: 'exceptions.csv',
      bytes: 9,
      sha256: SHA,
      rows: 2,
    };
    const completed = history.completeRun(id, {
      counts,
      totals,
      quality: 1,
      highWater: Date.UTC(2026, 2, 9),
      rowCount: 17,
      outputs: [output],
    });
    expect(completed).toMatchObject({
      status: 'completed',
      counts,
      totals,
      quality: 1,
      bytes: 6000,
    });

    const detail = history.getRun(id)!;
    expect(detail.run).toEqual(completed);
    expect(detail.source).toEqual(source);
    expect(detail.steps.map(({ name, status, attempts }) => [name, status, attempts])).toEqual([
      ['validate', 'completed', 1],
      ['match', 'completed', 2],
    ]);
    expect(detail.steps[0]!.checksums).toEqual({ ledger: SHA });
    expect(detail.findings).toEqual([{ code: 'row.order-blank', severity: 'warning', count: 150 }]);
    expect(detail.findingSamples).toHaveLength(100);
    expect(detail.checks).toEqual([check]);
    expect(detail.outputs).toEqual([output]);
    expect(detail.exceptions).toEqual([
      {
        code: 'redemption.unmatched',
        currency: 'USD',
        status: 'open',
        count: 2,
        cents: 8000,
        unknown: 0,
      },
    ]);
    expect(history.getRun('20000101-000000-000000')).toBeNull();
    expect(history.auditTrail({ runId: id }).map(({ action }) => action)).toEqual([
      'run.completed',
      'run.started',
    ]);
  });

  it('is found again by the same bytes, settings and version, and by nothing less', () => {
    const history = scratchHistory();
    const { id: sourceId } = history.sourceAt('/data/a.xlsx');
    expect(history.findCompleted({ sourceId, ...identity })).toBeNull();
    const run = startRun(history, { sourceId });
    expect(history.findCompleted({ sourceId, ...identity })).toBeNull();
    history.completeRun(run.id, {});
    expect(history.findCompleted({ sourceId, ...identity })?.id).toBe(run.id);
    expect(history.findCompleted({ sourceId, ...identity, version: '9' })).toBeNull();
    expect(history.findCompleted({ sourceId, ...identity, sha256: 'cd'.repeat(32) })).toBeNull();
    expect(history.findCompleted({ sourceId, ...identity, settingsKey: SHA })).toBeNull();
  });

  it('done again becomes a revision that supersedes the one before', () => {
    const history = scratchHistory();
    const { id: sourceId } = history.sourceAt('/data/a.xlsx');
    const first = completedRun(history, { sourceId });
    const cancelled = startRun(history, { sourceId });
    expect(cancelled.revision).toBe(2);
    history.failRun(cancelled.id, 'cancelled', null);
    expect(history.getRun(first)!.run.supersededBy).toBeNull();
    const second = completedRun(history, { sourceId });
    expect(history.getRun(first)!.run).toMatchObject({ revision: 1, supersededBy: second });
    expect(history.getRun(second)!.run).toMatchObject({ revision: 2, supersedes: first });
    expect(history.findCompleted({ sourceId, ...identity })?.id).toBe(second);
    const exact = startRun(history, { sourceId, settings: { policy: 'exact' } });
    expect(exact).toMatchObject({ revision: 1, supersedes: null });
    const month = startRun(history, { sourceId, settings: { period: '2026-10' } });
    expect(month).toMatchObject({ revision: 1, period: '2026-10' });
    expect(history.latestRevision({ sourceId, period: null, policy: 'one-to-one' })).toEqual({
      id: second,
      revision: 2,
    });
    expect(history.previousCompleted(sourceId)?.id).toBe(second);
    expect(history.previousCompleted(sourceId, second)?.id).toBe(first);
    expect(history.previousCompleted(sourceId, first)).toBeNull();
    expect(history.listRuns({ status: 'completed' }).map(({ id }) => id)).toEqual([second, first]);
    expect(history.listRuns({ period: '2026-10' }).map(({ id }) => id)).toEqual([month.id]);
    expect(history.listRuns({ limit: 1, offset: 1 }).map(({ id }) => id)).toEqual([exact.id]);
  });

  it('is looked up by words: source, period, days, policy, status, id', () => {
    const history = scratchHistory();
    const ecole = history.newSource('/data/month-end/a_2026-10.xlsx', 'École "90%"');
    const month = completedRun(history, { sourceId: ecole.id, settings: { period: '2026-10' } });
    const other = history.sourceAt('/data/month-end/gifts.csv', 'Gifts');
    const failed = startRun(history, { sourceId: other.id, settings: { policy: 'exact' } });
    history.failRun(failed.id, 'halted', null);
    const found = (text: string): string[] => history.listRuns({ text }).map(({ id }) => id);
    expect(found('éCOLE')).toEqual([month]);
    expect(found('90%')).toEqual([month]);
    expect(found('  completed   2026-10 ')).toEqual([month]);
    expect(found('gifts halted exact')).toEqual([failed.id]);
    expect(found('gifts completed')).toEqual([]);
    expect(found('whole ledger')).toEqual([failed.id]);
    expect(found('24 nov 2026')).toEqual([failed.id, month]);
    expect(found(month.slice(-6))).toEqual([month]);
    // Of the place, the file's name; all files lie in the folder.
    expect(found('month-end')).toEqual([]);
    expect(found('a_2026-10.xlsx')).toEqual([month]);
    expect(history.countRuns({ text: '24 nov 2026' })).toBe(2);
    history.archiveRuns([month], 'Only tried');
    expect(found('école')).toEqual([]);
    expect(history.listRuns({ text: 'école', archived: 'too' })).toHaveLength(1);
  });

  it('that died is found and resumed, its completed steps standing', () => {
    const history = scratchHistory();
    const { id: sourceId } = history.sourceAt('/data/a.xlsx');
    const { id } = startRun(history, { sourceId });
    history.startStep(id, 'validate');
    history.endStep(id, 'validate', { rowsIn: 17, rowsOut: 17 });
    history.startStep(id, 'match');
    expect(history.findInterrupted({ sourceId, ...identity })?.id).toBe(id);
    expect(history.markInterrupted()).toEqual([id]);
    expect(history.markInterrupted()).toEqual([]);
    expect(history.getRun(id)!.steps.map(({ status }) => status)).toEqual([
      'completed',
      'interrupted',
    ]);
    expect(history.findInterrupted({ sourceId, ...identity })).toMatchObject({
      id,
      status: 'interrupted',
    });
    const other = completedRun(history, { sourceId, sha256: 'cd'.repeat(32) });
    expect(history.resumeRun(id)).toMatchObject({
      status: 'running',
      endedAt: null,
      revision: 2,
      supersedes: other,
    });
    expect(history.completedStep(id, 'validate')).toMatchObject({ rowsIn: 17 });
    expect(history.completedStep(id, 'match')).toBeNull();
    history.completeRun(id, {});
    expect(() => history.resumeRun(id)).toThrow(
      expect.objectContaining({ code: 'run.not-running' }),
    );
    expect(history.findInterrupted({ sourceId, ...identity })).toBeNull();
  });

  it('is written down by the journal of the pipeline', () => {
    const history = scratchHistory();
    const { id } = startRun(history, { sourceId: history.sourceAt('/data/a.xlsx').id });
    const journal = runJournal(history, id);
    journal.begin('match');
    expect(journal.completed('match')).toBeUndefined();
    const result = { rowsIn: 17, rowsOut: 5, checksums: { allocations: SHA } };
    journal.end('match', result);
    expect(journal.completed('match')).toEqual(result);
  });

  it('that failed keeps the problem, and what was learnt on the way', () => {
    const history = scratchHistory();
    const { id: sourceId } = history.sourceAt('/data/a.xlsx');
    const { id } = startRun(history, { sourceId });
    history.startStep(id, 'validate');
    const problem = new Problem({
      kind: 'validation-halted',
      code: 'validation.halted',
      message: '3 rows cannot be used.',
      hint: 'Mend them or set them aside.',
      details: { rows: 3 },
    });
    const run = history.failRun(id, 'halted', problem, { quality: 0.97, rowCount: 100 });
    expect(run).toMatchObject({ status: 'halted', quality: 0.97, rowCount: 100 });
    expect(run.problem).toEqual({
      kind: problem.kind,
      code: problem.code,
      message: problem.message,
      hint: problem.hint,
      details: { rows: 3 },
    });
    expect(history.getRun(id)!.steps[0]!.status).toBe('failed');
    expect(() => history.completeRun(id, {})).toThrow(
      expect.objectContaining({ code: 'run.not-running' }),
    );
    expect(() => history.endStep(id, 'report')).toThrow(
      expect.objectContaining({ code: 'step.unknown' }),
    );
  });

  it('reads settings of an older version, whatever has been retired since', () => {
    const path = join(scratchFolder(), 'history.sqlite');
    const history = scratchHistory(path);
    const { id: sourceId } = history.sourceAt('/data/a.xlsx');
    const { id } = startRun(history, { sourceId });
    const db = new Database(path);
    db.exec(`UPDATE runs SET settings = '{"policy":"exact","retired":true}'`);
    db.close();
    expect(history.getRun(id)!.run.settings).toEqual({ ...DEFAULT_SETTINGS, policy: 'exact' });
  });
});

describe('what is finished', () => {
  it('cannot be overwritten: a completed run, what hangs on it, audit trail, notes', () => {
    const path = join(scratchFolder(), 'history.sqlite');
    const history = scratchHistory(path);
    const { id: sourceId } = history.sourceAt('/data/a.xlsx');
    const { id } = startRun(history, { sourceId });
    history.startStep(id, 'match');
    history.endStep(id, 'match');
    history.recordFindings(id, [{ code: 'row.order-blank', severity: 'warning', count: 1 }], []);
    history.saveExceptions(id, [exception('a')]);
    history.addNote(id, 'a', 'Asked the shop.');
    history.completeRun(id, { rowCount: 17 });

    const refused = expect.objectContaining({ code: 'history.protected' });
    expect(() => history.saveExceptions(id, [])).toThrow(refused);
    expect(() => history.startStep(id, 'match')).toThrow(refused);
    expect(() => history.startStep(id, 'more')).toThrow(refused);
    expect(() => history.recordFindings(id, [], [])).toThrow(refused);
    expect(() => history.recordSourceFacts(id, { bytes: 1 })).toThrow(refused);

    const db = new Database(path);
    for (const sql of [
      'UPDATE runs SET row_count = 0',
      `UPDATE runs SET status = 'failed'`,
      'DELETE FROM runs',
      `REPLACE INTO runs (id, source_id, place, policy, settings, settings_key, software_version,
         status, revision, started_at)
       SELECT id, source_id, place, policy, settings, settings_key, software_version, 'running', 1, 0
       FROM runs`,
      'DELETE FROM exceptions',
      'UPDATE exceptions SET cents = 0',
      `UPDATE findings SET count = 0`,
      'UPDATE audit SET actor = 1',
      'DELETE FROM audit',
      'REPLACE INTO audit SELECT * FROM audit',
      'DELETE FROM exception_notes',
      `UPDATE exception_notes SET text = ''`,
    ]) {
      expect(() => db.exec(sql), sql).toThrow(/never changed|only grow/);
    }
    db.close();
    expect(history.getRun(id)!.run).toMatchObject({ status: 'completed', rowCount: 17 });
  });

  it('shows where the audit trail was changed behind its back', () => {
    const path = join(scratchFolder(), 'history.sqlite');
    const history = scratchHistory(path);
    for (const action of ['runs.listed', 'dashboard.opened', 'sources.listed'] as const)
      history.appendAudit({ action });
    expect(history.verifyAudit(true).breaks).toEqual([]);
    expect(history.auditTrail({ limit: 2 }).map(({ action }) => action)).toEqual([
      'sources.listed',
      'dashboard.opened',
    ]);
    expect(history.auditTrail({ before: 2 }).map(({ action }) => action)).toEqual(['runs.listed']);
    const db = new Database(path);
    db.exec(`DROP TRIGGER audit_update; UPDATE audit SET actor = 'eve' WHERE id = 2`);
    db.close();
    expect(history.verifyAudit(true).breaks).toMatchObject([
      { kind: 'entry-changed', entry: 2 },
      { kind: 'layout-changed', message: 'The trigger audit_update of the history is missing.' },
    ]);
  });
});

describe('sources', () => {
  it('are one a place, whatever credentials it carried', () => {
    const history = scratchHistory();
    const plain = history.sourceAt('https://files.example.com/tc/tc_raw_data.xlsx');
    const signed = history.sourceAt(
      'https://ana:hunter2@files.example.com/tc/tc_raw_data.xlsx?X-Amz-Signature=abc&X-Amz-Credential=x#top',
    );
    expect(signed).toEqual(plain);
    expect(plain).toMatchObject({ name: 'tc_raw_data.xlsx', mapping: {} });
    const versioned = history.sourceAt('https://files.example.com/tc/tc_raw_data.xlsx?versionId=7');
    expect(versioned.id).not.toBe(plain.id);
    history.changeSource(plain.id, { mapping: { Kind: 'TCTYPE' } });
    expect(history.getSource(plain.id)?.mapping).toEqual({ Kind: 'TCTYPE' });
    expect(history.sourceAt(plain.place).name).toBe('tc_raw_data.xlsx');
    expect(history.listSources()).toHaveLength(2);
    expect(history.getSource(99)).toBeNull();
  });

  it('and everything else leave secrets outside', () => {
    const path = join(scratchFolder(), 'history.sqlite');
    const history = scratchHistory(path);
    const secret = 'hunter2SECRET';
    const url = `https://u:${secret}@h.example/x.csv?X-Amz-Signature=${secret}`;
    const { id: sourceId } = history.sourceAt(url);
    const { id } = history.startRun({
      sourceId,
      place: url,
      settings: DEFAULT_SETTINGS,
      settingsKey: identity.settingsKey,
      version: VERSION,
      notes: { from: url, sessionToken: secret },
    });
    history.startStep(id, 'download');
    history.endStep(id, 'download', { detail: `GET ${url} failed` });
    history.saveExceptions(id, [exception('a')]);
    history.addNote(id, 'a', `See ${url}`);
    history.appendAudit({
      action: 'export.written',
      detail: { deep: [{ password: secret, url }] },
    });
    history.failRun(id, 'failed', {
      kind: 'internal',
      code: 'x',
      message: `No ${url}`,
      hint: 'Retry.',
      details: { secretAccessKey: secret },
    });
    const db = new Database(path);
    expect(db.serialize().includes(secret)).toBe(false);
    db.close();
  });
});
