import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXAMPLE_CHART } from '../../../../core/contract/close/charts/example-chart.ts';
import { readArchive } from '../../../../core/pack/verify/archive.ts';
import { application, problemOf, scratch } from '../../app/application-fixture.ts';

const ROWS = [
  'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT,REASON',
  '1,earned,2026-01-05,7,100.00,Refund',
  '2,spent,2026-02-03,7,-45.00,',
];
const ACCOUNT = '2150 Store credit liability';

it('a month is closed by calls: entered, tied out from a trial balance, booked, and signed by two', async () => {
  const place = join(scratch(), 'Shop.csv');
  writeFileSync(place, `${ROWS.join('\n')}\n`);
  const { call, start } = application();
  const settings = { xlsx: false, period: '2026-02', policy: 'exact' as const };
  const { runId } = await start(place, { settings });
  const { sourceId } = (await call('runs.get', { runId: runId! })).run;
  const of = { sourceId, period: '2026-02' };
  expect(await call('close.periods', { sourceId })).toEqual([
    { period: '2026-02', runId, state: 'open', changed: [] },
  ]);
  expect((await call('close.view', of)).missing.map(({ id }) => id)).toEqual([
    'tied-out',
    'entries',
  ]);

  const terms = {
    accounts: [{ account: ACCOUNT, thresholdCents: 0 }],
    breakage: {
      by: ['REASON' as const],
      others: {
        is: 'rate' as const,
        method: 'proportional' as const,
        basisPoints: 1000,
        reason: 'As last year.',
      },
    },
  };
  await call('close.enter', {
    ...of,
    entries: [
      { is: 'terms', terms },
      { is: 'chart', chart: EXAMPLE_CHART },
    ],
  });
  const file = join(scratch(), 'tb.csv');
  writeFileSync(file, `Account,Debit,Credit\n${ACCOUNT},,55.00\n`);
  const tied = await call('close.import-balances', { ...of, place: file, sign: 'debit-positive' });
  expect(tied).toMatchObject({
    tieOut: [{ gl: 5500, subLedger: 5500, unexplained: 0, isTied: true }],
    // Of 100.00 earned with 10 % breakage and 45.00 redeemed, 5.00 are recognised.
    breakage: [
      {
        ...{ earned: 10_000, breakage: 1000, recognised: 500, toRecognise: 500, trueUp: 500 },
        cohorts: [{ month: '2026-01', ultimate: 9000, breakage: 1000, recognised: 500 }],
      },
    ],
    vintages: [
      {
        currency: '',
        months: [
          {
            ...{ month: '2026-01', earned: 10_000, redeemed: [0, 4500], expired: 0, open: 5500 },
            wholeAge: 1,
          },
        ],
      },
    ],
    ...{ policy: 'exact', asOf: '2026-02-28', chartVersion: 1, charts: [EXAMPLE_CHART] },
    ...{ groupColumns: [], expiry: { sums: [], listed: [], rows: [] } },
    missing: [{ id: 'booked', sentence: '2 entries are not booked.' }],
  });
  expect(tied.toBook.map(({ id }) => id)).toEqual(['SC-2026-02', 'BR-2026-02']);

  const entries = { ...of, layout: 'quickbooks' as const, which: 'to-book' as const };
  const { files } = await call('close.entry-files', entries);
  expect(files).toEqual([{ name: 'journal-2026-02-quickbooks.csv', entries: 2, lines: 4 }]);
  const written = await call('close.export-entries', {
    ...entries,
    file: null,
    target: { kind: 'exports', name: 'journal.csv' },
  });
  expect(written).toMatchObject({ name: 'journal.csv', rows: 4 });
  expect(readFileSync(written.path!, 'utf8')).toMatch(/^Journal No\.[^]*BR-2026-02,02\/28\/2026/);
  const none = call('close.entry-files', { ...entries, which: 'booked' });
  expect(await problemOf(none)).toBe('close.nothing-to-export');

  const booked = await call('close.book', { ...of, by: 'Ann' });
  expect(booked).toMatchObject({ toBook: [], missing: [], breakage: [{ trueUp: 0 }] });
  const posted = { is: 'posted' as const, entry: 'SC-2026-02', number: 'JE-9' };
  expect((await call('close.enter', { ...of, entries: [posted] })).booked).toMatchObject([
    { id: 'SC-2026-02', posted: 'JE-9' },
    { id: 'BR-2026-02', posted: null },
  ]);

  await call('close.step', { ...of, by: 'Ann', action: { is: 'prepare' } });
  const same = call('close.step', { ...of, by: 'ann', action: { is: 'review' } });
  expect(await problemOf(same)).toBe('close.refused');
  await call('close.step', { ...of, by: 'Bo', action: { is: 'review' } });
  const locked = await call('close.step', { ...of, by: 'Bo', action: { is: 'lock' } });
  expect(locked.standing).toMatchObject({ state: 'locked', changed: [] });
  const lock = { state: 'locked', changed: [] };
  expect(await call('close.periods', { sourceId })).toMatchObject([lock]);
  expect(await call('runs.list', { sourceId })).toMatchObject({ items: [{ close: lock }] });
  expect(await call('runs.get', { runId: runId! })).toMatchObject({ close: lock });
  expect(await call('close.later-rows', of)).toEqual([]);
  const signed = { is: 'booked' as const, entries: [...tied.toBook], trueUps: {} };
  const byHand = call('close.enter', { ...of, entries: [signed] as never });
  expect(await problemOf(byHand)).toBe('api.invalid-input');

  expect(locked.reopenings).toEqual([]);
  const reopen = { is: 'reopen' as const, reason: 'A late invoice.' };
  expect(await call('close.step', { ...of, by: 'Bo', action: reopen })).toMatchObject({
    standing: { state: 'open', signatures: [] },
    reopenings: [{ by: 'Bo', reason: 'A late invoice.' }],
  });
});

it('entries of several companies are files of their own in one archive, and expiry rows a file while there are any', async () => {
  const place = join(scratch(), 'Two.csv');
  const rows = [
    'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT,REASON,EXPIREDAT,CURRENCY',
    '1,earned,2026-02-05,7,100.00,Refund,2026-02-10,USD',
    '2,earned,2026-02-03,8,45.00,Refund,,EUR',
  ];
  writeFileSync(place, `${rows.join('\n')}\n`);
  const { call, start } = application();
  const settings = { xlsx: false, period: '2026-02' };
  const { runId } = await start(place, { settings });
  const { sourceId } = (await call('runs.get', { runId: runId! })).run;
  const of = { sourceId, period: '2026-02' };
  await call('close.enter', { ...of, entries: [{ is: 'chart', chart: EXAMPLE_CHART }] });
  const entries = { ...of, layout: 'xero' as const, which: 'to-book' as const };
  const { files } = await call('close.entry-files', entries);
  expect(files.map(({ name }) => name)).toEqual([
    'journal-2026-02-xero-EUR.csv',
    'journal-2026-02-xero-USD.csv',
  ]);
  const target = { kind: 'exports' as const, name: 'journal.zip' };
  const zip = await call('close.export-entries', { ...entries, file: null, target });
  const bytes = readFileSync(zip.path!);
  const { entries: packed } = await readArchive({
    bytes: bytes.length,
    read: (at, length) => Promise.resolve(bytes.subarray(at, at + length)),
  });
  expect(packed.map(({ name }) => name)).toEqual(files.map(({ name }) => name));

  const expiry = await call('close.export-expiry', {
    ...of,
    target: { kind: 'exports', name: 'expiry.csv' },
  });
  expect(expiry.rows).toBe(1);
  expect(readFileSync(expiry.path!, 'utf8')).toMatch(/EXP-20260228-0*1,expired,[^]*-100\.00/);
  await call('close.enter', { ...of, entries: [{ is: 'terms', terms: { graceDays: 30 } }] });
  const none = call('close.export-expiry', { ...of, target });
  expect(await problemOf(none)).toBe('close.nothing-to-export');
});

describe('beside the ledger', () => {
  /** A source whose month is reconciled, with a folder for files. */
  async function month() {
    const folder = scratch();
    const rows = [
      'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT,REASON',
      '1,earned,2026-02-05,7,100.00,Refund',
      '2,spent,2026-02-07,7,-45.00,',
      '3,spent,2026-02-08,8,-12.50,',
    ];
    const written = (name: string, text: string): string => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    };
    const place = written('Shop.csv', `${rows.join('\n')}\n`);
    const { call, start } = application();
    const { runId } = await start(place, { settings: { xlsx: false, period: '2026-02' } });
    const { sourceId } = (await call('runs.get', { runId: runId! })).run;
    const of = { sourceId, period: '2026-02' };
    const terms = { accounts: [{ account: '2150', thresholdCents: 0 }] };
    await call('close.enter', { ...of, entries: [{ is: 'terms', terms }] });
    return { call, of, written, runId: runId! };
  }

  it('a trial balance is looked at, read as a person says, and kept with whose it is', async () => {
    const { call, of, written } = await month();
    const place = written('tb.csv', 'Konto;Saldo\n2150;"55,000"\n');
    const reading = await call('close.read-table', { place, table: 'trial-balance' });
    expect(reading).toMatchObject({
      headerRow: 1,
      columns: [
        { header: 'Konto', column: null },
        { header: 'Saldo', column: null },
      ],
      missing: ['ACCOUNT', 'BALANCE'],
      rows: [['2150', '55,000']],
    });
    const mapping = { Konto: 'ACCOUNT', Saldo: 'BALANCE' };
    const as = { mapping };
    expect(await call('close.read-table', { place, table: 'trial-balance', as })).toMatchObject({
      missing: [],
      decimals: { is: 'open', row: 2, text: '55,000' },
    });
    const sign = 'credit-positive' as const;
    const doubtful = call('close.import-balances', { ...of, place, sign, as });
    expect(await problemOf(doubtful)).toBe('close.import-decimals');
    const view = await call('close.import-balances', {
      ...of,
      ...{ place, sign, as: { mapping, decimals: 'comma' }, by: 'Ann' },
    });
    expect(view.tieOut).toMatchObject([{ account: '2150', gl: 5500 }]);
    expect(view.files.balances).toMatchObject({ name: 'tb.csv', by: 'Ann' });
    const file = { name: view.files.balances!.name, sha256: view.files.balances!.sha256 };
    const target = { kind: 'exports' as const, name: 'again.csv' };
    const again = await call('close.export-attachment', { file, target });
    expect(readFileSync(again.path!, 'utf8')).toContain('55,000');
  });

  it('customers of the platform stand beside those of the ledger, page by page', async () => {
    const { call, of, written } = await month();
    const query = { only: 'all' as const, orderBy: 'difference' as const, descending: true };
    expect(await call('close.customers', { ...of, query })).toBeNull();
    const place = written('list.csv', 'Customer,Balance\n7,55.00\n8,-10.00\n9,0.50\n');
    await call('close.import-customers', { ...of, place });
    expect(await call('close.customers', { ...of, query: { ...query, limit: 2 } })).toMatchObject({
      byCurrency: [{ platform: 4550, ledger: 4250, equal: 1, different: 2 }],
      total: 3,
      rows: [
        { customer: '8', platform: -1000, ledger: -1250, cents: 250 },
        { customer: '9', ledger: null, cents: 50 },
      ],
    });
    const inOrder = async (
      orderBy: 'customer' | 'platform' | 'ledger',
    ): Promise<readonly string[]> => {
      const asked = { only: 'all' as const, orderBy };
      const page = await call('close.customers', { ...of, query: asked });
      return page!.rows.map(({ customer }) => customer);
    };
    expect(await inOrder('customer')).toEqual(['7', '8', '9']);
    expect(await inOrder('platform')).toEqual(['8', '9', '7']);
    expect(await inOrder('ledger')).toEqual(['8', '9', '7']);
    const found = await call('close.customers', { ...of, query: { ...query, search: '7' } });
    expect(found!.rows).toEqual([
      { customer: '7', currency: '', platform: 5500, ledger: 5500, cents: 0 },
    ]);
    const target = { kind: 'exports' as const, name: 'differences.csv' };
    const file = await call('close.export-customers', { ...of, format: 'csv', target });
    expect(readFileSync(file.path!, 'utf8')).toBe(
      'CUSTOMERID,CURRENCY,PLATFORM,LEDGER,DIFFERENCE\n8,,-10.00,-12.50,2.50\n9,,0.50,,0.50\n',
    );
  });

  it('an exception becomes an item in one step, and each leads to the other', async () => {
    const { call, of, runId } = await month();
    const { items } = await call('exceptions.list', {
      runId,
      query: { code: 'redemption.unmatched' },
      offset: 0,
      limit: 10,
    });
    const { key } = items[0]!;
    const item = {
      ...{ account: '2150', kind: 'ledger-error' as const, cents: 1250, reference: 'T-1' },
      ...{ explanation: 'Spent twice.', expectedBy: null },
    };
    const view = await call('close.item-of-exception', { ...of, key, item, by: 'Ann' });
    expect(view.tieOut[0]!.items).toMatchObject([{ exception: key, openedOn: '2026-02-28' }]);
    // Said again, it is the same item.
    await call('close.item-of-exception', { ...of, key, item: { ...item, kind: 'timing' } });
    const { sourceId } = of;
    const linked = await call('close.linked-items', { sourceId });
    expect(linked).toMatchObject([{ exception: key, kind: 'timing', cents: 1250 }]);
    const notes = await call('exceptions.notes', { runId, key });
    expect(notes.map(({ text }) => text)).toEqual([
      'Reconciling item of 2026-02, account 2150: Error in the ledger, 12.50.',
      'Reconciling item of 2026-02, account 2150: Timing, 12.50.',
    ]);
    const unknown = call('close.item-of-exception', { ...of, key: 'none', item });
    expect(await problemOf(unknown)).toBe('exception.unknown');
  });

  it('what is attached is kept by its bytes, and nothing is attached that is not kept', async () => {
    const { call, of, written } = await month();
    const place = written('bank slip.pdf', 'A slip.');
    const { bytes, ...file } = await call('close.attach', { place });
    expect(bytes).toBe(7);
    const sample = { population: 'redemptions' as const, size: 1 };
    const drawn = await call('close.draw-sample', { ...of, sample, by: 'Ann' });
    const { id } = drawn.samples[0]!.items[0]!.movement;
    const paper = { tickMark: 'A', evidence: 'Receipt 7', file, conclusion: 'As booked.' };
    await call('close.enter', { ...of, entries: [{ is: 'workpaper', item: id, paper }], by: 'Bo' });
    expect(await call('close.sample', of)).toMatchObject({
      by: 'Ann',
      samples: [{ populationCents: 5750, figure: 5750 }],
      papers: { [id]: { ...paper, by: 'Bo' } },
    });
    const gone = { ...file, sha256: '0'.repeat(64) };
    const entries = [{ is: 'workpaper' as const, item: id, paper: { ...paper, file: gone } }];
    expect(await problemOf(call('close.enter', { ...of, entries }))).toBe('close.attachment-gone');
    const empty = call('close.attach', { place: written('empty.pdf', '') });
    expect(await problemOf(empty)).toBe('close.attachment-empty');
  });

  it('a pack is made and checked as jobs that can be ended, and a changed byte is named', async () => {
    const { call, of, written } = await month();
    const jobId = randomUUID();
    const target = { kind: 'exports' as const, name: 'pack.zip' };
    const pack = await call('close.pack', { ...of, jobId, target });
    expect(pack).toMatchObject({ name: 'pack.zip', sha256: pack.packSha256, state: 'open' });
    const place = pack.path!;
    const read = await call('close.verify-pack', { place, jobId: randomUUID() });
    expect(read).toMatchObject({
      sha256: pack.sha256,
      files: pack.files,
      about: { period: '2026-02', policy: 'one-to-one' },
      faults: [],
    });
    const bytes = readFileSync(place);
    bytes[Math.floor(bytes.length / 2)]! ^= 1;
    const tampered = written('tampered.zip', '');
    writeFileSync(tampered, bytes);
    const { faults } = await call('close.verify-pack', { place: tampered, jobId: randomUUID() });
    expect(faults.map(({ what }) => what)).toContain('changed');

    const cancelled = randomUUID();
    const ended = problemOf(call('close.pack', { ...of, jobId: cancelled, target }));
    await call('jobs.cancel', { jobId: cancelled });
    expect(await ended).toBe('run.cancelled');
    expect(readdirSync(join(dirname(place)))).toEqual(['pack.zip']);
  });
});
