import ExcelJS from 'exceljs';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SAMPLES, scratch } from '../app/application-fixture.ts';
import { csvText } from './generated-ledger.ts';
import { gridOf, reconciled } from './grid-fixture.ts';

async function sheetsOf(path: string): Promise<Record<string, unknown[][]>> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  return Object.fromEntries(
    workbook.worksheets.map((sheet) => {
      const rows: unknown[][] = [];
      sheet.eachRow((row) => rows.push((row.values as unknown[]).slice(1)));
      return [sheet.name, rows];
    }),
  );
}

it('a customer is named as the sheet Customers does, and exported with the run and its cut-off', async () => {
  const dataDir = scratch();
  const runId = await reconciled(dataDir, join(SAMPLES, 'tc_raw_data.xlsx'), { policy: 'exact' });
  const { app, call } = gridOf(dataDir);
  const customer = '16179597';
  const trail = await call('customers.trail', { runId, customer });
  expect(trail.name).toEqual({ text: 'Ada', columns: ['FIRSTNAME'] });

  const path = join(scratch(), 'customer.xlsx');
  const written = await call('customers.export', {
    runId,
    customer,
    format: 'xlsx',
    target: { kind: 'path', path },
  });
  expect(written).toMatchObject({ path, rows: trail.movements.length + trail.later.length });
  const sheets = await sheetsOf(path);
  expect(Object.keys(sheets)).toEqual(['Customer', 'Movements', 'Allocations', 'Exceptions']);
  const facts = new Map(sheets['Customer']!.map(([label, value]) => [label, value]));
  expect(facts.get('Name (FIRSTNAME in Customers)')).toBe('Ada');
  expect(facts.get('Run')).toBe(runId);
  expect(facts.get('Cut-off, the end of')).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(facts.get('Balance')).toBe(trail.totals[0]!.balance / 100);
  expect(sheets['Movements']!.slice(1).map(([id]) => id)).toEqual(
    trail.movements.map(({ id }) => id),
  );
  expect(sheets['Allocations']!.slice(1)).toEqual(
    trail.pairs.map(({ earnedId, redeemerId, cents }) => [earnedId, redeemerId, cents / 100]),
  );
  const trailOf = await call('runs.audit', { runId });
  expect(trailOf.find(({ action }) => action === 'export.written')!.detail).toMatchObject({
    what: `customer ${customer}`,
  });
  await app.close();
});

it('all movements of a customer are exported, however many the screen shows', async () => {
  const dataDir = scratch();
  const source = join(dataDir, 'ledger.csv');
  const movements = Array.from({ length: 5001 }, (_, i) => [
    String(i + 1),
    'earned',
    '2025-01-01',
    '7',
    '1.00',
  ]);
  const spent = Array.from({ length: 501 }, (_, i) => [
    String(20_000 + i),
    'spent',
    '2024-01-01',
    '7',
    '-1.00',
  ]);
  const heads = ['TRANS_ID', 'TCTYPE', 'CREATEDAT', 'CUSTOMERID', 'AMOUNT'];
  writeFileSync(source, csvText([heads, ...movements, ...spent]));
  const runId = await reconciled(dataDir, source);
  const { app, call } = gridOf(dataDir);
  expect((await call('customers.trail', { runId, customer: '7' })).more).toBe(502);
  const path = join(scratch(), 'whole.xlsx');
  const target = { kind: 'path', path } as const;
  const { rows } = await call('customers.export', { runId, customer: '7', format: 'xlsx', target });
  expect(rows).toBe(5502);
  const sheets = await sheetsOf(path);
  expect(sheets['Movements']).toHaveLength(1 + 5502);
  // Each redemption without a lot, and the account that they overdraw.
  expect(sheets['Exceptions']!.length).toBeGreaterThan(1 + 501);
  await app.close();
});

it('movements after the cut-off are listed without figures, and a ledger without Customers names nobody', async () => {
  const dataDir = scratch();
  const source = join(dataDir, 'ledger.csv');
  writeFileSync(
    source,
    csvText([
      ['TRANS_ID', 'TCTYPE', 'CREATEDAT', 'CUSTOMERID', 'AMOUNT'],
      ['1', 'earned', '2025-01-01', '7', '5.00'],
      ['2', 'earned', '2025-03-01', '7', '6.00'],
    ]),
  );
  const runId = await reconciled(dataDir, source, { asOf: '2025-01-31' });
  const { app, call } = gridOf(dataDir);
  expect((await call('customers.trail', { runId, customer: '7' })).name).toBeNull();
  const path = join(scratch(), 'later.xlsx');
  const target = { kind: 'path', path } as const;
  await call('customers.export', { runId, customer: '7', format: 'xlsx', target });
  const [head, ...rows] = (await sheetsOf(path))['Movements']!;
  const at = (name: string): number => head!.indexOf(name);
  expect(rows.map((row) => [row[0], row[at('MATCH_STATUS')], row[at('BALANCE')]])).toEqual([
    ['1', 'open', 5],
    ['2', 'after cut-off', undefined],
  ]);
  const csv = join(scratch(), 'later.csv');
  const asText = {
    runId,
    customer: '7',
    format: 'csv',
    target: { kind: 'path', path: csv },
  } as const;
  expect((await call('customers.export', asText)).rows).toBe(2);
  expect(readFileSync(csv, 'utf8')).toBe(
    csvText([
      head!.map(String),
      [
        '1',
        'earned',
        '2025-01-01 00:00:00',
        '',
        '',
        '5.00',
        '',
        '',
        '',
        'open',
        '0.00',
        '5.00',
        '5.00',
      ],
      [
        '2',
        'earned',
        '2025-03-01 00:00:00',
        '',
        '',
        '6.00',
        '',
        '',
        '',
        'after cut-off',
        '',
        '',
        '',
      ],
    ]),
  );
  await app.close();
});
