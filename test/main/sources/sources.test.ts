import { randomUUID } from 'node:crypto';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput } from '../../../core/contract/api/api.ts';
import { awsErrors } from '../../s3/s3-answer.ts';
import { s3Server } from '../../s3/s3-server.ts';
import type { S3Server } from '../../s3/s3-server.ts';
import { application, problemOf, SAMPLES, scratch, testHost } from '../app/application-fixture.ts';
import { keptIn, remoteServer } from '../places/remote/remote-server.ts';

const LEDGER = `TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT,Channel
0012,earned,2026-01-01 00:00:00,7,10.00,web
13,spent,2026-01-02 00:00:00,7,-4.00,shop
14,earned,2026-01-03 00:00:00,8,2.50,web
`;
/** Headers that mean nothing to the program. */
const FOREIGN = LEDGER.replace('TRANS_ID', 'Beleg').replace('AMOUNT', 'Betrag');
const MAPPING = { Beleg: 'TRANS_ID', Betrag: 'AMOUNT' };

function file(text: string, name = 'ledger.csv'): string {
  const path = join(scratch(), name);
  writeFileSync(path, text);
  return path;
}

function program(host = testHost()) {
  const app = application({ host });
  const inspect = (place: string, more: Partial<CallInput<'sources.inspect'>> = {}) =>
    app.call('sources.inspect', { jobId: randomUUID(), place, ...more });
  const test = (place: string, more: Partial<CallInput<'sources.test'>> = {}) =>
    app.call('sources.test', { jobId: randomUUID(), place, ...more });
  const save = (place: string, more: Partial<CallInput<'sources.save'>> = {}) =>
    app.call('sources.save', { id: null, name: place, place, ...more });
  return { ...app, inspect, test, save };
}

describe('a source that is looked at', () => {
  it.each(['tc_raw_data.xlsx', 'messy.xlsx'])('is a workbook: %s', async (name) => {
    const { inspect } = program();
    const preview = await inspect(join(SAMPLES, name));
    expect(preview).toMatchObject({ name, format: 'xlsx', missing: [], duplicated: [] });
    expect(preview.bytes).toBe(readFileSync(join(SAMPLES, name)).length);
    expect(preview.sheets.map(({ role }) => role)).toEqual(
      expect.arrayContaining(['ledger', 'sales', 'customers']),
    );
    const ledger = preview.sheets.find(({ role }) => role === 'ledger')!;
    expect(ledger.rows).toHaveLength(50);
    expect(ledger.rows.every(({ cells }) => cells.length === ledger.headers.length)).toBe(true);
    expect(preview.columns.map(({ header }) => header)).toEqual(ledger.headers);
    expect(preview.columns.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['TRANS_ID', 'TCTYPE', 'CREATEDAT', 'CUSTOMERID', 'AMOUNT']),
    );
  });

  it('may lie anywhere where it was handed to the program, and is then only read', async () => {
    const { app, inspect, call, start } = program(testHost({ allowedFolders: [] }));
    const [handed, other] = [file(LEDGER), file(LEDGER, 'other.csv')];
    app.openPlace('https://example.com/ledger.csv');
    app.openPlace(handed);
    expect(await inspect(handed)).toMatchObject({ place: handed, missing: [] });
    expect(await problemOf(inspect(other))).toBe('path.not-allowed');
    const { runId } = await start(handed, { settings: { xlsx: false } });
    const asked = { runId: runId!, sheet: 'TC_Data', from: 1, count: 1 };
    expect((await call('sources.rows', asked)).rows).toHaveLength(1);
    const target = { kind: 'path', path: handed } as const;
    expect(await problemOf(call('findings.export', { runId: runId!, format: 'csv', target }))).toBe(
      'path.not-allowed',
    );
    expect(readFileSync(handed, 'utf8')).toBe(LEDGER);
  });

  it('is a CSV file, its cells as they are written', async () => {
    const { inspect } = program();
    const place = file(LEDGER);
    expect(await inspect(place)).toMatchObject({
      place,
      name: 'ledger.csv',
      format: 'csv',
      sheets: [
        {
          role: 'ledger',
          rowCount: 3,
          rows: [
            { row: 2, cells: ['0012', 'earned', '2026-01-01 00:00:00', '7', '10.00', 'web'] },
            { row: 3 },
            { row: 4 },
          ],
        },
      ],
      columns: [
        { letters: 'A', field: 'TRANS_ID', mapped: false },
        { letters: 'B', field: 'TCTYPE' },
        { letters: 'C', field: 'CREATEDAT' },
        { letters: 'D', field: 'CUSTOMERID' },
        { letters: 'E', field: 'AMOUNT' },
        { letters: 'F', header: 'Channel', field: 'extra' },
      ],
      mapping: {},
      lastRun: null,
    });
  });

  it('has its header below titles', async () => {
    const place = file(`Store credit, June\n\n${FOREIGN}`);
    const { sheets, columns, missing } = await program().inspect(place, { mapping: MAPPING });
    expect(missing).toEqual([]);
    expect(columns.map(({ field }) => field)).toContain('TRANS_ID');
    expect(sheets[0]!.rows[0]!.row).toBe(4);
  });

  it('is a Parquet file that tells its rows without being read', async () => {
    const place = join(scratch(), 'ledger.parquet');
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(
      `COPY (SELECT range AS TRANS_ID, 'earned' AS TCTYPE, TIMESTAMP '2026-01-01' AS CREATEDAT,
       7 AS CUSTOMERID, 1.25::DECIMAL(18,2) AS AMOUNT FROM range(5000)) TO '${place}' (FORMAT parquet)`,
    );
    connection.closeSync();
    instance.closeSync();
    const { format, sheets, missing } = await program().inspect(place);
    expect({ format, missing }).toEqual({ format: 'parquet', missing: [] });
    expect(sheets[0]).toMatchObject({ role: 'ledger', rowCount: 5000 });
    expect(sheets[0]!.rows).toHaveLength(50);
  });

  it('lacks columns until they are mapped, and the mapping is remembered', async () => {
    const { inspect, call, start } = program();
    const place = file(FOREIGN);
    const missing = async (mapping?: Record<string, string>) =>
      (await inspect(place, mapping && { mapping })).missing;
    expect(new Set(await missing())).toEqual(new Set(['TRANS_ID', 'AMOUNT']));
    // Tried out, it is not yet kept.
    expect(await missing(MAPPING)).toEqual([]);
    expect(await missing()).toHaveLength(2);
    expect(await call('sources.saveMapping', { place, mapping: MAPPING })).toMatchObject({
      place,
      mapping: MAPPING,
    });
    const preview = await inspect(place);
    expect(preview).toMatchObject({ missing: [], mapping: MAPPING });
    expect(preview.columns.filter(({ mapped }) => mapped).map(({ header }) => header)).toEqual([
      'Beleg',
      'Betrag',
    ]);
    const { outcome, runId } = await start(place, { settings: { xlsx: false } });
    expect(outcome).toBe('completed');
    expect((await inspect(place)).lastRun).toBe(runId);
    // One that gives a column twice is said so.
    expect(
      (await inspect(place, { mapping: { ...MAPPING, Channel: 'AMOUNT' } })).duplicated,
    ).toEqual([{ field: 'AMOUNT', headers: ['Betrag', 'Channel'] }]);
  });

  it('is among the recent ones until it is forgotten', async () => {
    const { inspect, call, start } = program();
    const [first, second] = [file(LEDGER, 'first.csv'), file(LEDGER, 'second.csv')];
    await inspect(first);
    await inspect(second);
    const paused = await start(first, { until: 'validate' });
    const { runId } = await start(second, { settings: { xlsx: false } });
    rmSync(first);
    const recent = await call('sources.recent', {});
    expect(recent.map(({ place }) => place).sort()).toEqual([first, second].sort());
    expect(recent.find(({ place }) => place === first)).toMatchObject({
      name: 'first.csv',
      exists: false,
      lastRun: { id: paused.runId, status: 'interrupted', pausedAfter: 'validate' },
    });
    expect(recent.find(({ place }) => place === second)).toMatchObject({
      exists: true,
      lastRun: { id: runId, status: 'completed', pausedAfter: null },
    });
    await call('sources.forget', { place: first });
    expect((await call('sources.recent', {})).map(({ place }) => place)).toEqual([second]);
  });

  it('is a problem where it cannot be read, and is then not remembered', async () => {
    const { inspect, call } = program();
    expect(await problemOf(inspect(join(scratch(), 'none.xlsx')))).toBe('source.missing');
    expect(await problemOf(inspect(file('', 'empty.csv')))).toBe('source.empty');
    expect(await problemOf(inspect(file('\u0000\u0001\u0002', 'book.xlsx')))).toBe(
      'source.not-a-workbook',
    );
    expect(await problemOf(inspect('/etc/hosts'))).toBe('path.not-allowed');
    expect(await call('sources.recent', {})).toEqual([]);
    expect(await call('jobs.list', {})).toEqual([]);
  });
});

describe('a source of the web', () => {
  it('is fetched to be looked at, and remembered without what gave access to it', async () => {
    const { origin } = await remoteServer((_request, response) => void response.end(LEDGER));
    const { inspect, call, dataDir } = program();
    const preview = await inspect(`${origin}/shop/ledger.csv?X-Amz-Signature=secret`);
    expect(preview).toMatchObject({
      place: `${origin}/shop/ledger.csv`,
      name: 'ledger.csv',
      missing: [],
    });
    expect(keptIn(dataDir)).toContain(join(preview.sha256, 'ledger.csv'));
    expect(await call('sources.recent', {})).toMatchObject([
      { place: `${origin}/shop/ledger.csv`, exists: true },
    ]);
  });

  it('is cancelled while it is fetched', async () => {
    const { origin } = await remoteServer((_request, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('the first of them');
    });
    const { inspect, call, event, ending, dataDir } = program();
    const jobId = randomUUID();
    const inspecting = problemOf(inspect(`${origin}/ledger.csv`, { jobId }));
    const progress = await event((one) => (one.name === 'progress' ? one.payload : undefined));
    expect(progress).toMatchObject({
      jobId,
      kind: 'inspect',
      place: `${origin}/ledger.csv`,
      progress: { step: 'download', of: 1000 },
    });
    expect(await call('jobs.cancel', { jobId })).toBe(true);
    expect(await inspecting).toBe('run.cancelled');
    expect(await ending(jobId)).toMatchObject({ kind: 'inspect', outcome: 'cancelled' });
    expect(keptIn(dataDir)).toEqual([]);
    expect(await call('sources.recent', {})).toEqual([]);
  });

  it('shows rows of a run from what is kept of it', async () => {
    const server = await remoteServer((_request, response) => void response.end(LEDGER));
    const { start, call } = program();
    const { outcome, runId } = await start(`${server.origin}/ledger.csv`, {
      settings: { xlsx: false },
    });
    expect(outcome).toBe('completed');
    await server.close();
    const { steps } = await call('runs.get', { runId: runId! });
    expect(steps.map(({ status }) => status)).toEqual(steps.map(() => 'completed'));
    const rows = await call('sources.rows', { runId: runId!, sheet: 'TC_Data', from: 3, count: 1 });
    expect(rows.rows.map(({ row, cells }) => [row, cells[0]])).toEqual([[3, '13']]);
  });
});

describe('rows of a run’s source', () => {
  async function run(place: string) {
    const app = program();
    const { outcome, runId } = await app.start(place, {
      settings: { xlsx: false, onError: 'quarantine' },
    });
    expect(outcome).toBe('completed');
    const rows = (from: number, count: number, sheet = 'TC_Data') =>
      app.call('sources.rows', { runId: runId!, sheet, from, count });
    return { ...app, runId: runId!, rows };
  }

  it('stand as they stand in it, numbered as Excel does', async () => {
    const { rows } = await run(file(LEDGER));
    const all = await rows(1, 500);
    expect(all.headers).toEqual(LEDGER.split('\n')[0]!.split(','));
    expect(all.rows.map(({ row }) => row)).toEqual([2, 3, 4]);
    expect(await rows(4, 10)).toEqual({ ...all, rows: all.rows.slice(2) });
    expect(await rows(3, 1)).toEqual({ ...all, rows: all.rows.slice(1, 2) });
    expect((await rows(5, 10)).rows).toEqual([]);
  });

  it('are those that a finding names', async () => {
    const { call, rows, runId } = await run(join(SAMPLES, 'messy.xlsx'));
    const { findings } = await call('runs.get', { runId });
    let seen = 0;
    // The values of warnings may be sums over rows.
    for (const { code } of findings.filter(({ severity }) => severity === 'error')) {
      const { items } = await call('findings.rows', { runId, code, limit: 1 });
      const [
        { sheet, row, column, value } = { sheet: null, row: null, column: null, value: null },
      ] = items;
      if (sheet === null || row === null || column === null || value === null) continue;
      const found = await rows(row, 1, sheet);
      expect(found.rows.map((one) => one.row)).toEqual([row]);
      expect(found.rows[0]!.cells).toContain(value);
      seen++;
    }
    expect(seen).toBeGreaterThan(3);
  });

  it('are a problem where the file is another by now, and are there again when it is back', async () => {
    const place = file(LEDGER);
    const kept = join(scratch(), 'kept.csv');
    copyFileSync(place, kept);
    const { rows, call } = await run(place);
    const before = await rows(2, 1);
    writeFileSync(
      place,
      LEDGER.replace('10.00', '99.00').concat('15,earned,2026-01-04,8,1.00,web\n'),
    );
    expect(await problemOf(rows(2, 1))).toBe('source.changed');
    rmSync(place);
    expect(await problemOf(rows(2, 1))).toBe('source.missing');
    copyFileSync(kept, place);
    expect(await rows(2, 1)).toEqual(before);
    expect(await problemOf(rows(2, 1, 'Sales'))).toBe('sheet.missing');
    expect(
      await problemOf(
        call('sources.rows', {
          runId: '20260101-000000-abcdef',
          sheet: 'TC_Data',
          from: 1,
          count: 1,
        }),
      ),
    ).toBe('run.unknown');
  });
});

describe('a source of S3 that is set up', () => {
  let s3: S3Server;
  beforeAll(async () => {
    s3 = await s3Server({ buckets: ['ledgers'] });
  });
  afterAll(() => s3.close());
  afterEach(() => s3.faults.clear());

  const access = () => ({ endpoint: s3.endpoint, pathStyle: true, region: 'us-east-1' });
  const keys = () => ({ accessKeyId: s3.accessKeyId, secretAccessKey: s3.secretAccessKey });
  const setUp = () => ({ s3: access(), secret: { keys: keys() } });
  /** What was asked since. */
  const asking = () => {
    const before = s3.requests.length;
    return () => s3.requests.slice(before).map(({ operation }) => operation);
  };
  const PATTERN = 's3://ledgers/month-end/{yyyy}-{MM}/tc*.csv';
  const month = (name: string) => `s3://ledgers/month-end/2026-${name}`;

  it('is looked at by what is kept for it: its access, secret, mapping and period', async () => {
    const { inspect, save } = program();
    await s3.put('ledgers', 'month-end/2026-01/tc_a.csv', FOREIGN);
    await s3.put('ledgers', 'month-end/2026-01/other.csv', LEDGER);
    await s3.put('ledgers', 'month-end/2026-02/tc_b.csv', FOREIGN);
    expect(await problemOf(inspect(PATTERN))).toBe('source.period-needed');
    await save(PATTERN, { ...setUp(), mapping: MAPPING, settings: { period: '2026-01' } });
    expect(await inspect(PATTERN)).toMatchObject({
      place: PATTERN,
      name: 'tc_a.csv',
      mapping: MAPPING,
      missing: [],
      fetched: {
        from: 'place',
        choice: { pattern: PATTERN, chosen: { place: month('01/tc_a.csv') }, of: 1, others: [] },
      },
    });
    // What is given goes before what is kept.
    expect(await inspect(PATTERN, { period: '2026-02', mapping: {} })).toMatchObject({
      name: 'tc_b.csv',
      fetched: { choice: { chosen: { place: month('02/tc_b.csv') } } },
      mapping: {},
      missing: expect.arrayContaining(['TRANS_ID', 'AMOUNT']) as string[],
    });
    const nowhere = { s3: { ...access(), endpoint: 'http://minio.example' } };
    expect(await problemOf(inspect(PATTERN, nowhere))).toBe('source.not-encrypted');
    expect(await problemOf(inspect(PATTERN, { period: '2026-03' }))).toBe('source.no-match');
  });

  it('costs one look while it is unchanged, and says so', async () => {
    const { inspect, save } = program();
    await s3.put('ledgers', 'same.csv', LEDGER);
    await save('s3://ledgers/same.csv', setUp());
    const first = await inspect('s3://ledgers/same.csv');
    expect(first.fetched).toMatchObject({ from: 'place', choice: null });
    const asked = asking();
    const again = await inspect('s3://ledgers/same.csv');
    expect(again).toEqual({ ...first, fetched: { ...first.fetched, from: 'cache' } });
    expect(asked()).toEqual(['HeadObject']);
  });

  it('is one source month after month, its runs named by their objects', async () => {
    const { start, save, call, inspect } = program();
    const MONTHLY = 's3://ledgers/closing/{yyyy}-{MM}/tc.csv';
    const object = (name: string) => `s3://ledgers/closing/2026-${name}`;
    const more = Array.from({ length: 20 }, (_, i) => `${100 + i},earned,2026-02-01,9,1.00,web`);
    await s3.put('ledgers', 'closing/2026-01/tc.csv', FOREIGN);
    await s3.put('ledgers', 'closing/2026-02/tc.csv', `${FOREIGN}${more.join('\n')}\n`);
    const saved = await save(MONTHLY, { ...setUp(), mapping: MAPPING });
    const run = async (period: string) => {
      const ended = await start(MONTHLY, { settings: { period, xlsx: false } });
      expect(ended).toMatchObject({ outcome: 'completed', problem: null });
      return call('runs.get', { runId: ended.runId! });
    };
    const january = await run('2026-01');
    expect(january.run).toMatchObject({
      place: object('01/tc.csv'),
      sourceId: saved.id,
      notes: { 'chosen by': MONTHLY, 'chosen of': '1' },
    });
    expect(january.source).toMatchObject({ id: saved.id, place: MONTHLY });
    const february = await run('2026-02');
    expect(february.run).toMatchObject({ place: object('02/tc.csv'), sourceId: saved.id });
    const codes = (view: typeof january) => view.findings.map(({ code }) => code);
    expect(codes(january)).not.toContain('source.row-count-shift');
    expect(codes(february)).toContain('source.row-count-shift');
    const runId = february.run.id;
    const shift = await call('findings.rows', { runId, code: 'source.row-count-shift' });
    expect(shift.items[0]!.message).toContain(january.run.id);
    const [listed] = await call('sources.list', {});
    expect(listed!.lastRun).toMatchObject({ id: runId, status: 'completed' });
    expect(await call('runs.list', { sourceId: saved.id })).toMatchObject({ total: 2 });
    // The bytes of another month under the same pattern are known as what they are.
    expect((await inspect(MONTHLY, { period: '2026-01' })).lastRun).toBe(january.run.id);
  });

  it('is waited for, seen to be, and cancelled', async () => {
    const { inspect, save, call, event, ending } = program();
    const place = 's3://ledgers/not-yet.csv';
    await save(place, setUp());
    const jobId = randomUUID();
    const begun = Date.now();
    const waited = problemOf(inspect(place, { jobId, waitMinutes: 30 }));
    const waiting = await event((one) =>
      one.name === 'progress' && one.payload.progress?.waiting ? one.payload : undefined,
    );
    expect(waiting).toMatchObject({ jobId, kind: 'inspect', place });
    const { looks, nextLookAt, until } = waiting.progress!.waiting!;
    expect(looks).toBe(1);
    expect(until).toBeGreaterThanOrEqual(begun + 30 * 60_000);
    expect(nextLookAt).toBeLessThan(until);
    expect(await call('jobs.list', {})).toMatchObject([{ jobId, kind: 'inspect' }]);
    expect(await call('jobs.cancel', { jobId })).toBe(true);
    expect(await waited).toBe('run.cancelled');
    expect(await ending(jobId)).toMatchObject({ kind: 'inspect', outcome: 'cancelled' });
    expect(await call('jobs.list', {})).toEqual([]);
    expect(await problemOf(inspect(place))).toBe('source.missing');
    // One that is there is not waited for.
    await s3.put('ledgers', 'not-yet.csv', LEDGER);
    expect(await inspect(place, { waitMinutes: 30 })).toMatchObject({ place, missing: [] });
  });

  it('is kept within a limit; rows of what is no longer kept are a problem, until it is back', async () => {
    const { inspect, save, start, call } = program();
    const place = (name: string) => `s3://ledgers/${name}.csv`;
    const runOf = async (name: string, text: string) => {
      await s3.put('ledgers', `${name}.csv`, text);
      await save(place(name), setUp());
      const { outcome, runId } = await start(place(name), { settings: { xlsx: false } });
      expect(outcome).toBe('completed');
      return runId!;
    };
    const rows = (runId: string) =>
      call('sources.rows', { runId, sheet: 'TC_Data', from: 2, count: 1 });
    const first = await runOf('first', LEDGER);
    const limitBytes = (await call('settings.get', {})).cacheMiB * 2 ** 20;
    const bytes = Buffer.byteLength(LEDGER);
    expect(await call('sources.cache', {})).toEqual({ files: 1, bytes, limitBytes });
    expect((await rows(first)).rows).toMatchObject([{ row: 2, cells: { 0: '0012' } }]);
    // With no room but for the one in use, the next one takes the place of the first.
    await call('settings.set', { cacheMiB: 0 });
    const second = await runOf('second', LEDGER.replace('10.00', '11.00'));
    expect(await call('sources.cache', {})).toEqual({ files: 1, bytes, limitBytes: 0 });
    await expect(rows(first)).rejects.toMatchObject({
      kind: 'source-unreadable',
      code: 'source.copy-gone',
      message: expect.stringContaining(place('first')) as string,
    });
    expect((await rows(second)).rows).toHaveLength(1);
    expect(await call('sources.clearCache', {})).toEqual({ files: 0, bytes: 0, limitBytes: 0 });
    expect(await problemOf(rows(second))).toBe('source.copy-gone');
    expect((await inspect(place('first'))).fetched).toMatchObject({ from: 'place' });
    expect((await rows(first)).rows).toHaveLength(1);
    // What has taken its place since is not taken for it.
    await s3.put('ledgers', 'first.csv', FOREIGN);
    await inspect(place('first'));
    expect(await problemOf(rows(first))).toBe('source.copy-gone');
  });

  it('is tested by what is kept for it, or by what is given', async () => {
    const { test, save, call, ending } = program();
    await s3.put('ledgers', 'tested.csv', LEDGER);
    const place = 's3://ledgers/tested.csv';
    const saved = await save(place, setUp());
    const jobId = randomUUID();
    expect(await test(place, { jobId })).toMatchObject({
      ok: true,
      steps: ['address', 'host', 'connection', 'credentials', 'bucket', 'object'].map((step) => ({
        step,
        outcome: 'passed',
        hint: null,
        code: null,
      })),
      object: { place, bytes: Buffer.byteLength(LEDGER) },
      choice: null,
    });
    expect(await ending(jobId)).toMatchObject({ kind: 'test', outcome: 'completed' });
    const secret = { keys: { ...keys(), secretAccessKey: 'another-secret' } };
    const refused = await test(place, { secret });
    expect(refused.steps.at(-2)).toMatchObject({ step: 'bucket', outcome: 'failed' });
    expect(refused.steps.at(-2)).toMatchObject({ code: 'source.wrong-credentials' });
    expect(refused.steps.at(-1)).toMatchObject({ step: 'object', outcome: 'skipped', code: null });
    expect(refused).toMatchObject({ ok: false, object: null });
    // Trying it out changes nothing of what is kept.
    expect((await call('sources.list', {}))[0]).toEqual(saved);
    expect((await test(place)).ok).toBe(true);
    s3.faults.next(9, { kind: 'answer', answer: awsErrors.accessDenied('s3:GetObject') });
    expect((await test(place)).steps.at(-1)).toMatchObject({
      step: 'object',
      code: 'source.no-permission',
      hint: expect.stringContaining('s3:GetObject') as string,
    });
    s3.faults.clear();
    const missing = await test('s3://ledgers/none.csv', { s3: access(), secret: { keys: keys() } });
    expect(missing.steps.at(-1)).toMatchObject({ step: 'object', code: 'source.missing' });
    const chosen = await test('s3://ledgers/{yyyy}/t*.csv', {
      s3: access(),
      secret: { keys: keys() },
    });
    expect(chosen.steps.at(-1)).toMatchObject({ code: 'source.period-needed' });
    const prefix = await test('s3://ledgers/', { s3: access(), secret: { keys: keys() } });
    expect(prefix).toMatchObject({ ok: true, choice: { pattern: 's3://ledgers/' } });
    expect(prefix.choice!.chosen.place).toBe(prefix.object!.place);
  });
});

describe('the test of a source', () => {
  it('looks for a local file', async () => {
    const { test } = program(testHost({ allowedFolders: [SAMPLES] }));
    const place = join(SAMPLES, 'messy.xlsx');
    expect(await test(place)).toMatchObject({
      ok: true,
      steps: [{ step: 'object', outcome: 'passed' }],
      object: { place, bytes: readFileSync(place).length },
    });
    expect(await test(join(SAMPLES, 'none.xlsx'))).toMatchObject({
      ok: false,
      steps: [{ step: 'object', outcome: 'failed', code: 'source.missing' }],
      object: null,
    });
    expect(await problemOf(test('/etc/hosts'))).toBe('path.not-allowed');
  });

  it('goes the way to a place of the web, with what opens it', async () => {
    const { origin, asked } = await remoteServer(({ method, url }, response) => {
      if (method === 'HEAD') response.end();
      else if (url !== '/a.csv?sig=5a7ed5a7ed') response.writeHead(403).end();
      else response.writeHead(200, { 'content-length': LEDGER.length }).end(LEDGER);
    });
    const { test, save } = program();
    const place = `${origin}/a.csv`;
    const signed = `${place}?sig=5a7ed5a7ed`;
    const refused = await test(place);
    expect(refused.steps.at(-1)).toMatchObject({ step: 'object', code: 'source.no-permission' });
    const passed = {
      ok: true,
      steps: ['address', 'host', 'connection', 'object'].map((step) => ({
        step,
        outcome: 'passed',
      })),
      object: { place, bytes: LEDGER.length },
    };
    expect(await test(signed)).toMatchObject(passed);
    expect(await test(place, { secret: { url: signed } })).toMatchObject(passed);
    await save(signed);
    const report = await test(place);
    expect(report).toMatchObject(passed);
    expect(JSON.stringify(report)).not.toContain('5a7ed5a7ed');
    expect(asked.at(-1)!.url).toBe('/a.csv?sig=5a7ed5a7ed');
  });

  it('ends when it is cancelled', async () => {
    const reached = Promise.withResolvers<undefined>();
    const { origin } = await remoteServer(() => reached.resolve(undefined));
    const { test, call, ending } = program();
    const jobId = randomUUID();
    const testing = problemOf(test(`${origin}/a.csv`, { jobId }));
    await reached.promise;
    expect(await call('jobs.cancel', { jobId })).toBe(true);
    expect(await testing).toBe('run.cancelled');
    expect(await ending(jobId)).toMatchObject({ kind: 'test', outcome: 'cancelled' });
  });
});
