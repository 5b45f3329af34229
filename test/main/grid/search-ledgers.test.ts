import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { problemOf, SAMPLES, scratch } from '../app/application-fixture.ts';
import { gridOf, output, reconciled } from './grid-fixture.ts';

const HEADS = 'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT\n';

it('customers and movements are found by the beginning of their ids, the whole id before all', async () => {
  const dataDir = scratch();
  const path = join(dataDir, 'credit.csv');
  const rows = ['10001,earned,2026-01-02,55,10.00', '1000,spent,2026-01-03,55,-4.00'];
  writeFileSync(path, HEADS + [...rows, '2000,earned,2026-01-04,1000,7.00'].join('\n'));
  const runId = await reconciled(dataDir, path);
  const { call } = gridOf(dataDir);
  const hits = await call('ledgers.search', { runId, text: ' 1000 ' });
  expect(hits.runs).toEqual([{ runId, sourceName: 'credit', period: null }]);
  expect(hits.customers).toEqual([
    {
      runId,
      customer: '1000',
      name: null,
      movements: 1,
      balances: [{ currency: '', cents: 700 }],
    },
  ]);
  expect(hits.movements).toEqual([
    {
      runId,
      id: '1000',
      customer: '55',
      type: 'spent',
      createdAt: Date.UTC(2026, 0, 3),
      cents: -400,
      currency: '',
      status: 'matched',
    },
    expect.objectContaining({ id: '10001', cents: 1000 }),
  ]);
  expect((await call('ledgers.search', { runId, text: `1' OR '1` })).movements).toEqual([]);
});

it.each([
  ['numbers', ''],
  ['numbers below zero', '-'],
  ['texts', 'x'],
])('ids that are %s are found by each of their beginnings', async (_, before) => {
  const dataDir = scratch();
  const path = join(dataDir, 'credit.csv');
  const numbers = Array.from({ length: 20 }, (_one, n) => String(n * n * 17 + 1));
  const ids = [...numbers, '999999999999999'].map((number) => `${before}${number}`);
  writeFileSync(path, HEADS + ids.map((id) => `${id},earned,2026-01-02,${id},1.00`).join('\n'));
  const runId = await reconciled(dataDir, path);
  const { call } = gridOf(dataDir);
  const beginnings = numbers.flatMap((id) => [1, 2, 3, 4].map((n) => `${before}${id.slice(0, n)}`));
  for (const text of new Set([
    ...beginnings,
    `${before}0`,
    `${before}1x`,
    `${before}9`.repeat(9),
  ])) {
    const { movements, customers } = await call('ledgers.search', { runId, text, limit: 100 });
    const wanted = ids.filter((id) => id.startsWith(text));
    expect(movements.map(({ id }) => id).sort()).toEqual(wanted.sort());
    expect(customers).toHaveLength(movements.length);
    const lengths = movements.map(({ id }) => id.length);
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
  }
});

it('customers are found by a part of their name as well', async () => {
  const dataDir = scratch();
  const runId = await reconciled(dataDir, join(SAMPLES, 'tc_raw_data.xlsx'));
  const { call } = gridOf(dataDir);
  const [first] = (await call('customers.search', { runId, text: '' })).filter(
    ({ name }) => name !== null,
  );
  const part = first!.name!.slice(1, 6).toUpperCase();
  const { customers } = await call('ledgers.search', { runId, text: part, limit: 100 });
  expect(customers.map(({ customer }) => customer)).toContain(first!.customer);
  for (const { name } of customers) expect(name!.toUpperCase()).toContain(part);
});

it('without a run, the latest of each source is looked through; an archived one is not', async () => {
  const dataDir = scratch();
  const ledger = (name: string, rows: string): string => {
    const path = join(dataDir, name);
    writeFileSync(path, HEADS + rows);
    return path;
  };
  const gifts = await reconciled(dataDir, ledger('gifts.csv', 'g1,earned,2026-01-02,ada,10.00'));
  const points = await reconciled(dataDir, ledger('points.csv', 'g1,earned,2026-01-02,bob,5.00'));
  const { app, call } = gridOf(dataDir);
  const both = await call('ledgers.search', { runId: null, text: 'g1' });
  expect(both.movements.map(({ runId, customer }) => [runId, customer])).toEqual([
    [points, 'bob'],
    [gifts, 'ada'],
  ]);
  expect(both.unread).toEqual([]);
  const file = output(dataDir, points, 'tc_data_with_redemptions.parquet');
  renameSync(file, `${file}.away`);
  const readable = gridOf(dataDir);
  const rest = await readable.call('ledgers.search', { runId: null, text: 'g1' });
  expect(rest.movements.map(({ customer }) => customer)).toEqual(['ada']);
  expect(rest.unread).toEqual([{ runId: points, sourceName: 'points', period: null }]);
  await readable.app.close();
  renameSync(`${file}.away`, file);
  await call('runs.archive', { runIds: [points], reason: 'Only tried' });
  const one = await call('ledgers.search', { runId: null, text: 'g1' });
  expect(one.runs.map(({ runId }) => runId)).toEqual([gifts]);
  // It is found where it is the run at hand.
  const own = await call('ledgers.search', { runId: points, text: 'g1' });
  expect(own.movements).toHaveLength(1);
  const nowhere = call('ledgers.search', { runId: '20000101-000000-000000', text: 'g1' });
  expect(await problemOf(nowhere)).toBe('run.unknown');
  await app.close();
});
