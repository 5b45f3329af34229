import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import type { ExceptionQueryInput } from '../../../core/contract/api/exceptions.ts';
import { application, problemOf, scratch } from '../app/application-fixture.ts';

const HEADER = 'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,ORDERID,AMOUNT,CURRENCY,REASON';
const LEDGER = [
  // Ana has no lots at all, Ben's redemption is larger than his lot.
  'A1,spent,2026-01-02 00:00:00,Ana,11,-30.00,USD,',
  'A2,spent,2026-01-03 00:00:00,Ana_2%,12,-7.00,USD,',
  'B1,earned,2026-01-01 00:00:00,Ben,,10.00,EUR,',
  'B2,spent,2026-01-02 00:00:00,Ben,13,-25.00,EUR,',
];

async function work() {
  const place = join(scratch(), 'ledger.csv');
  const write = (rows: readonly string[]): void =>
    writeFileSync(place, `${[HEADER, ...rows].join('\n')}\n`);
  write(LEDGER);
  const program = application();
  await program.call('settings.set', { xlsx: false, policy: 'exact' });
  const run = async (rows: readonly string[]): Promise<string> => {
    write(rows);
    const ending = await program.start(place);
    expect(ending.outcome).toBe('completed');
    return ending.runId!;
  };
  const runId = await run(LEDGER);
  const list = (query: ExceptionQueryInput, id = runId) =>
    program.call('exceptions.list', { runId: id, query });
  return { ...program, runId, list, run };
}

describe('the work list', () => {
  it('puts a cent at stake once, however many kinds have to do with it', async () => {
    const { list } = await work();
    const { items, atStake } = await list({});
    const below = items.filter(({ code }) => code === 'balance.negative');
    expect(below.map(({ ids, cents }) => [ids[0], cents])).toEqual([
      ['A1', 0],
      ['A2', 0],
      ['B2', 0],
    ]);
    expect(below[0]!.message).toBe(
      'Overdrawn: the balance falls to -30.00; the shortfall is counted with its redemptions',
    );
    expect(atStake).toEqual([
      { currency: 'EUR', cents: 1500, unknown: 0 },
      { currency: 'USD', cents: 3700, unknown: 0 },
    ]);
  });

  it('leaves a lower kind what a higher one has not at stake', async () => {
    const place = join(scratch(), 'ledger.csv');
    const { call, start } = application();
    const reconciled = async (rows: readonly string[], settings: object) => {
      writeFileSync(place, `${[HEADER, ...rows].join('\n')}\n`);
      const { runId } = await start(place, { settings: { xlsx: false, ...settings } });
      return (await call('exceptions.list', { runId: runId!, query: {} })).items;
    };
    const earned = 'L1,earned,2026-01-01 00:00:00,Ana,,10.00,USD,';
    await reconciled([earned, LEDGER[3]!], { policy: 'exact' });
    // Entered late: it takes the whole lot and needs 5.00 more, which is at stake already.
    const late = 'S1,spent,2026-01-01 12:00:00,Ana,11,-15.00,USD,';
    const items = await reconciled([earned, LEDGER[3]!, late], { policy: 'exact' });
    const of = (code: string) => items.find((one) => one.code === code && one.ids[0] === 'S1');
    expect(of('redemption.partly-matched')).toMatchObject({ cents: 500 });
    expect(of('row.backdated')).toMatchObject({ cents: 1000 });
  });

  it('dates a variance by its redemption, and says where an amount is unknown', async () => {
    const place = join(scratch(), 'ledger.csv');
    const rows = [
      'L1,earned,2026-01-01 00:00:00,Ana,,10.00,EUR,',
      'S1,spent,2026-01-05 00:00:00,Ana,11,-4.00,EUR,',
      'S2,spent,2026-01-06 00:00:00,Ana,11,four,EUR,',
    ];
    writeFileSync(place, `${[HEADER, ...rows].join('\n')}\n`);
    const { call, start } = application();
    const settings = { xlsx: false, onError: 'quarantine' as const };
    const { runId } = await start(place, { settings });
    const { items, atStake } = await call('exceptions.list', { runId: runId!, query: {} });
    const of = (code: string) => items.find((one) => one.code === code);
    expect(of('variance.untracked')).toMatchObject({
      ids: ['L1', 'S1'],
      createdAt: Date.UTC(2026, 0, 5),
      cents: 600,
    });
    expect(of('row.quarantined')).toMatchObject({ currency: 'EUR', cents: null });
    expect(atStake).toEqual([{ currency: 'EUR', cents: 600, unknown: 1 }]);
  });

  it('filters, searches and adds up what is at stake', async () => {
    const { list, call, runId } = await work();
    const all = await list({});
    expect(all.count).toBe(all.items.length);
    const sums = new Map<string, number>();
    for (const { currency, cents } of all.items)
      sums.set(currency, (sums.get(currency) ?? 0) + cents!);
    expect(all.atStake).toEqual(
      [...sums].sort().map(([currency, cents]) => ({ currency, cents, unknown: 0 })),
    );
    const unmatched = await list({ code: 'redemption.unmatched' });
    expect(unmatched.items.map(({ ids }) => ids)).toEqual([['A1'], ['A2']]);
    expect(unmatched.atStake).toEqual([{ currency: 'USD', cents: 3700, unknown: 0 }]);
    expect((await list({ search: 'b2' })).items[0]!.ids).toEqual(['B2']);
    expect((await list({ search: 'ben' })).count).toBeGreaterThan(0);
    // What SQL takes for a pattern is a letter here, and so are the signs of the stored list.
    expect((await list({ search: '_2%' })).items.every((e) => e.customer === 'Ana_2%')).toBe(true);
    expect((await list({ search: '%' })).count).toBeLessThan(all.count);
    expect((await list({ search: '["' })).count).toBe(0);
    expect((await list({ customer: 'Ben' })).atStake.map((s) => s.currency)).toEqual(['EUR']);
    const keys = await call('exceptions.keys', { runId, query: { code: 'redemption.unmatched' } });
    expect(keys).toEqual(unmatched.items.map(({ key }) => key));
    const page = await call('exceptions.list', { runId, query: {}, offset: 1, limit: 1 });
    expect(page).toMatchObject({ count: all.count, atStake: all.atStake });
    expect(page.items).toEqual([all.items[1]]);
    const summary = await call('exceptions.summary', { runId });
    expect(summary.reduce((sum, { count }) => sum + count, 0)).toBe(all.count);
  });

  it('is changed as a whole or not at all', async () => {
    const { list, call, runId, events } = await work();
    const keys = await call('exceptions.keys', { runId, query: { code: 'redemption.unmatched' } });
    const change = {
      runId,
      keys: [...keys],
      status: 'explained' as const,
      owner: 'Ana',
      note: 'Asked the shop',
    };
    await call('exceptions.change', change);
    expect(events).toContainEqual({ name: 'exceptions.changed', payload: { runId } });
    expect((await list({ owner: 'Ana' })).items).toMatchObject([
      { status: 'explained', owner: 'Ana', notes: 1 },
      { status: 'explained', owner: 'Ana', notes: 1 },
    ]);
    expect(await call('exceptions.owners', { runId })).toEqual(['Ana']);
    expect(await call('exceptions.notes', { runId, key: keys[0]! })).toMatchObject([
      { text: 'Asked the shop' },
    ]);
    const wrong = { ...change, keys: [keys[0]!, 'none'], status: 'open' as const, owner: null };
    expect(await problemOf(call('exceptions.change', wrong))).toBe('exception.unknown');
    expect((await list({ status: 'explained' })).count).toBe(2);
    expect(await call('exceptions.notes', { runId, key: keys[0]! })).toHaveLength(1);
    await call('exceptions.change', { runId, keys: [keys[0]!], owner: '' });
    expect((await list({ owner: 'Ana' })).count).toBe(1);
    const actions = (await call('runs.audit', { runId })).map(({ action }) => action);
    expect(actions.filter((action) => action === 'exception.state')).toHaveLength(2);
    expect(actions.filter((action) => action === 'exception.note')).toHaveLength(1);
  });

  it('is closed with a reason only, and can be undone', async () => {
    const { list, call, runId, events } = await work();
    const [key] = await call('exceptions.keys', { runId, query: { search: 'A1' } });
    const change = { runId, keys: [key!], status: 'accepted' as const };
    expect(await problemOf(call('exceptions.change', change))).toBe('exception.reason-missing');
    const { entries } = await call('exceptions.change', { ...change, note: 'Immaterial' });
    expect((await list({ status: 'accepted' })).count).toBe(1);
    events.length = 0;
    const undone = await call('exceptions.undo', { runId, entries: [...entries] });
    expect(undone).toEqual({ undone: 1, left: 0 });
    expect(events).toContainEqual({ name: 'exceptions.changed', payload: { runId } });
    expect((await list({ status: 'accepted' })).count).toBe(0);
  });

  it('is undone in one call where the change was made in several', async () => {
    const { list, call, runId } = await work();
    const keys = await call('exceptions.keys', { runId, query: { code: 'redemption.unmatched' } });
    expect(keys).toHaveLength(2);
    const entries: number[] = [];
    for (const key of keys) {
      const part = { runId, keys: [key], status: 'accepted' as const, note: 'Immaterial' };
      entries.push(...(await call('exceptions.change', part)).entries);
    }
    expect(entries.length).toBeGreaterThan(2);
    expect(await call('exceptions.undo', { runId, entries })).toEqual({ undone: 2, left: 0 });
    expect((await list({ status: 'accepted' })).count).toBe(0);
  });

  it('carries over to the next run', async () => {
    const { list, call, runId, run } = await work();
    expect((await list({ carried: true })).count).toBe(0);
    const [key] = await call('exceptions.keys', { runId, query: { search: 'A1' } });
    await call('exceptions.change', { runId, keys: [key!], status: 'accepted', note: 'Known' });
    const next = await run([...LEDGER, 'C1,spent,2026-01-05 00:00:00,Cleo,14,-1.00,USD,']);
    const carried = await list({ carried: true }, next);
    expect(carried.count).toBe((await list({})).count);
    expect(carried.items.find((one) => one.key === key)).toMatchObject({
      status: 'accepted',
      notes: 1,
      firstRun: runId,
      lastRun: next,
    });
    const fresh = await list({ carried: false }, next);
    expect(new Set(fresh.items.map(({ customer }) => customer))).toEqual(new Set(['Cleo']));
  });

  it('is exported as it is filtered', async () => {
    const { call, runId, dataDir, list } = await work();
    const query = { code: 'redemption.unmatched' };
    const keys = await call('exceptions.keys', { runId, query });
    await call('exceptions.change', {
      runId,
      keys: keys.slice(0, 1),
      status: 'accepted',
      owner: '=HYPERLINK("x")',
      note: '@cmd',
    });
    const write = (format: 'csv' | 'xlsx' | 'parquet') =>
      call('exceptions.export', {
        runId,
        query,
        format,
        target: { kind: 'exports', name: `work.${format}` },
      });
    const csv = await write('csv');
    expect(csv).toMatchObject({ name: 'work.csv', rows: 2, url: null });
    expect(csv.path).toBe(join(dataDir, 'exports', 'work.csv'));
    const text = readFileSync(csv.path!, 'utf8');
    expect(text.split('\n')[0]).toContain('AMOUNT_AT_STAKE');
    expect(text).toContain(`'=HYPERLINK`);
    expect(text).toContain('30.00');

    const xlsx = await write('xlsx');
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(xlsx.path!);
    const sheet = book.worksheets[0]!;
    const header = (sheet.getRow(1).values as string[]).slice(1);
    expect(sheet.rowCount).toBe(3);
    const cell = (name: string): ExcelJS.CellValue =>
      sheet.getRow(2).getCell(header.indexOf(name) + 1).value;
    expect(cell('AMOUNT_AT_STAKE')).toBe(30);
    expect(cell('STATUS')).toBe('accepted');
    expect(cell('OWNER')).toBe(`'=HYPERLINK("x")`);
    // One value a cell, of one type a column; notes have a row each on a sheet of their own.
    expect(header).toEqual(expect.arrayContaining(['TRANS_ID', 'PAIRED_TRANS_ID', 'SHEET_ROW']));
    const { items } = await list(query);
    expect(cell('TRANS_ID')).toBe(items.find(({ cents }) => cents === 3000)!.ids[0]);
    expect(cell('NOTES')).toBe(1);
    expect(cell('LATEST_NOTE')).toBe("'@cmd");
    const noted = book.getWorksheet('Notes')!;
    expect(noted.rowCount).toBe(2);
    expect((noted.getRow(2).values as unknown[]).at(-1)).toBe("'@cmd");

    const parquet = await write('parquet');
    const connection = await (await DuckDBInstance.create()).connect();
    const read = await connection.runAndReadAll(
      `SELECT STATUS, OWNER, AMOUNT_AT_STAKE::VARCHAR FROM '${parquet.path}'`,
    );
    expect(read.getRowsJson()).toEqual([
      ['accepted', '=HYPERLINK("x")', '30.00'],
      ['open', null, '7.00'],
    ]);
    expect((await list(query)).count).toBe(2);
    const none = await call('exceptions.export', {
      runId,
      query: { search: 'nobody at all' },
      format: 'csv',
      target: { kind: 'exports', name: 'none.csv' },
    });
    expect(none.rows).toBe(0);
  });
});
