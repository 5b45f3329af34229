import { randomUUID } from 'node:crypto';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import type { CallInput } from '../../core/contract/api/api.ts';
import { application, problemOf, SAMPLES, scratch, testHost } from './application-fixture.ts';
import { keptIn, remoteServer } from './places/remote-server.ts';

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
  return { ...app, inspect };
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
