import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EXAMPLE_CHART } from '../../../core/contract/close/example-chart.ts';
import { readArchive } from '../../../core/pack/verify/archive.ts';
import { application, problemOf, scratch } from '../app/application-fixture.ts';

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
    { period: '2026-02', runId, state: 'open' },
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
  expect(await call('close.periods', { sourceId })).toMatchObject([{ state: 'locked' }]);
  expect(await call('close.later-rows', of)).toEqual([]);
  const signed = { is: 'booked' as const, entries: [...tied.toBook], trueUps: {} };
  const byHand = call('close.enter', { ...of, entries: [signed] as never });
  expect(await problemOf(byHand)).toBe('api.invalid-input');
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
