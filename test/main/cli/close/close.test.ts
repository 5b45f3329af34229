import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run, scratch } from '../command.ts';

const HEADER = 'TRANS_ID,TCTYPE,CREATEDAT,EXPIREDAT,CUSTOMERID,AMOUNT,REASON';
const FEBRUARY = [
  '1,earned,2026-01-05,2026-12-31,7,100.00,Refund',
  '2,spent,2026-02-03,,7,-45.00,',
  '3,earned,2026-02-10,2026-02-20,8,20.00,Reward',
];
const ACCOUNT = '2150';
const line = (type: string, debit: string, credit: string): object => ({
  name: type,
  types: [type],
  reasons: { is: 'any' },
  groups: {},
  debit,
  credit,
  memo: `${type} {PERIOD}`,
  dimensions: {},
});
const ITEM = {
  id: '1',
  kind: 'timing',
  account: ACCOUNT,
  currency: '',
  company: '',
  cents: 1250,
  reference: 'JE-7',
  explanation: 'Posted on 1 March.',
  openedOn: '2026-02-28',
  expectedBy: null,
  clearedOn: null,
  exception: null,
  attachment: null,
};
const ENTERED = [
  {
    is: 'terms',
    terms: {
      accounts: [{ account: ACCOUNT, thresholdCents: 0 }],
      materialityCents: 100_000,
      people: [
        { name: 'Ann', roles: ['preparer'] },
        { name: 'Bo', roles: ['reviewer'] },
      ],
    },
  },
  {
    is: 'chart',
    chart: {
      version: 1,
      from: '2026-01-01',
      note: 'First.',
      lines: [
        line('earned', '6000', ACCOUNT),
        line('spent', ACCOUNT, '4000'),
        line('expired', ACCOUNT, '4900'),
      ],
    },
  },
  { is: 'item', item: ITEM },
];

/** A folder with a ledger that is reconciled for a month, and the command line for its close. */
function shop() {
  const folder = scratch();
  const data = ['--data-dir', join(folder, 'data')];
  const written = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const reconcile = (rows: readonly string[], period: string) =>
    run([
      written('Shop.csv', `${[HEADER, ...rows].join('\n')}\n`),
      ...['--period', period, '--no-xlsx', '--json', ...data],
    ]);
  const close = async (step: string, period: string, ...options: readonly string[]) => {
    const args = ['close', step, '--source', 'Shop', '--period', period, ...data, ...options];
    const ended = await run(args);
    return { ...ended, json: ended.out.startsWith('{') ? (JSON.parse(ended.out) as object) : null };
  };
  return { folder, written, reconcile, close };
}

describe('close', () => {
  it('ties a month out, books it, has it signed by two people, locks it, takes a late row, and reopens', async () => {
    const { folder, written, reconcile, close } = shop();
    expect(await reconcile(FEBRUARY, '2026-02')).toMatchObject({ code: 0 });
    const began = await close('status', '2026-02');
    expect(began.out).toMatch(/Shop, 2026-02: open\n[^]*Missing {4}There is nothing to tie out/);

    const entered = written('entered.json', JSON.stringify(ENTERED));
    expect((await close('record', '2026-02', '--record', entered)).code).toBe(0);
    const tied = await close('tie-out', '2026-02', '--balance', '2150=87.50', '--json');
    expect(tied.json).toMatchObject({
      tieOut: [{ gl: '87.50', subLedger: '75.00', difference: '12.50', unexplained: '0.00' }],
      expiry: [{ code: 'lot.past-expiry', amount: '20.00' }],
      missing: [{ id: 'booked' }],
    });
    expect(await close('prepare', '2026-02', '--by', 'Ann')).toMatchObject({
      code: 2,
      err: expect.stringContaining('1 entry is not booked.'),
    });

    const out = join(folder, 'files');
    const book = ['--layout', 'netsuite', '--out', out, '--book', '--by', 'Ann'];
    expect((await close('journal', '2026-02', ...book)).out).toMatch(
      /Booked {5}SC-2026-02, 2026-02-28\n[^]*changes by -25\.00, the roll-forward by -25\.00/,
    );
    expect(readdirSync(out)).toEqual(['journal-2026-02-netsuite.csv']);
    expect(readFileSync(join(out, 'journal-2026-02-netsuite.csv'), 'utf8')).toContain(
      'SC-2026-02,2026-02-28,Store credit 2026-02,4000,,45.00,spent 2026-02',
    );
    expect((await close('journal', '2026-02', '--book')).err).toMatch(/no entry to be booked/);

    expect((await close('prepare', '2026-02', '--by', 'Ann')).code).toBe(0);
    const id = (tied.json as { runId: string }).runId;
    const data = ['--data-dir', join(folder, 'data')];
    const { terms } = ENTERED[0] as { terms: object };
    const agree = (period: string, change: object) => {
      const entries = [{ is: 'terms', terms: { ...terms, ...change } }];
      const file = written('agreed.json', JSON.stringify(entries));
      return close('record', period, '--record', file);
    };
    // What is changed of a signed period suspends it, until it is as it was.
    expect((await agree('2026-02', { flux: { thresholdCents: 7 } })).out).toMatch(
      /Suspended {2}changed since it was signed: flux and its explanations/,
    );
    expect((await run(['history', ...data])).out).toMatch(/ 2026-02, prepared, suspended /);
    const shown = await run(['show', id, ...data]);
    expect(shown.out).toMatch(/\nClose {6}prepared, suspended\n +Changed since .*: flux and/);
    await agree('2026-02', {});
    expect((await close('review', '2026-02', '--by', 'ann')).err).toMatch(/cannot review it/);
    expect((await close('review', '2026-02', '--by', 'Bo')).code).toBe(0);
    expect((await close('lock', '2026-02', '--by', 'Bo')).out).toMatch(/2026-02: locked\n/);
    const history = await run(['history', ...data]);
    expect(history.out).toMatch(/ 2026-02, locked /);
    expect((await run(['show', id, ...data])).out).toMatch(/\nClose {6}locked\n/);
    expect(JSON.parse((await run(['show', id, '--json', ...data])).out)).toMatchObject({
      close: { state: 'locked', changed: [] },
    });

    // March brings a row of February: it does not restate it, and is posted in March.
    const march = ['4,earned,2026-02-11,,8,5.00,Reward', '5,earned,2026-03-01,,7,9.00,Refund'];
    expect(await reconcile([...FEBRUARY, ...march], '2026-03')).toMatchObject({ code: 0 });
    const locked = await close('status', '2026-02', '--json');
    expect(locked.json).toMatchObject({
      state: 'locked',
      changed: [],
      laterRows: [{ what: 'added', id: '4', before: null, now: '5.00' }],
    });
    // What is agreed for March leaves February as it was locked.
    expect((await agree('2026-03', { accounts: [], graceDays: 9, breakage: {} })).code).toBe(0);
    expect((await close('status', '2026-02', '--json')).json).toEqual(locked.json);
    expect((await close('journal', '2026-03', '--json')).json).toMatchObject({
      tieOut: [],
      breakageWarning: expect.stringContaining('too high') as string,
    });
    expect((await close('journal', '2026-03')).out).toMatch(
      /Breakage {3}One-to-one leaves untracked variance/,
    );
    await agree('2026-03', {});
    const next = await close('journal', '2026-03', '--json');
    expect(next.json).toMatchObject({
      toBook: [
        { id: 'SC-2026-02-C1', kind: 'correction', of: '2026-02', date: '2026-03-31' },
        { id: 'SC-2026-03', kind: 'period' },
      ],
      proofs: [
        { period: '2026-02', booked: '-25.00', posted: '5.00', movement: '-20.00', agrees: true },
        { period: '2026-03', movement: '9.00', agrees: true },
      ],
    });

    // Nothing is entered for a locked period.
    const item = [{ is: 'item', item: { ...ITEM, explanation: 'Another.' } }];
    const refused = written('item.json', JSON.stringify(item));
    expect(await close('record', '2026-02', '--record', refused)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/2026-02 is locked[^]*Reopen it first/),
    });
    expect((await close('reopen', '2026-02', '--by', 'Ann', '--reason', 'x')).err).toMatch(
      /Ann is not a reviewer/,
    );
    const reopened = await close('reopen', '2026-02', '--by', 'Bo', '--reason', 'The item.');
    expect(reopened.out).toMatch(/2026-02: open\n/);
  });

  it('reads a trial balance, and keeps its name and checksum', async () => {
    const { written, reconcile, close } = shop();
    await reconcile(FEBRUARY, '2026-02');
    const entered = written('entered.json', JSON.stringify(ENTERED));
    await close('record', '2026-02', '--record', entered);
    const balance = written('tb.csv', 'Account,Balance\n1000,5.00\n2150,-87.50\n');
    const tied = await close('tie-out', '2026-02', '--trial-balance', balance);
    expect(tied.out).toMatch(/General ledger 87\.50, sub-ledger 75\.00[^]*tied out/);
    const other = await close(
      'tie-out',
      '2026-02',
      '--trial-balance',
      balance,
      '--credit-positive',
    );
    expect(other.out).toMatch(/General ledger -87\.50/);
  });

  it('writes the rows that book what has lapsed, which empty the list when they are run as well', async () => {
    const { folder, reconcile, close } = shop();
    await reconcile(FEBRUARY, '2026-02');
    const out = join(folder, 'expiry');
    const told = await close('expiry', '2026-02', '--out', out);
    expect(told.out).toMatch(/Open lot past its expiry: 3, customer 8, 20\.00: /);
    const [header, ...rows] = readFileSync(join(out, 'expiry-2026-02.csv'), 'utf8')
      .trimEnd()
      .split('\n');
    expect([header, ...rows]).toEqual([
      HEADER,
      'EXP-20260228-00000001,expired,2026-02-28 23:59:59.999,,8,-20.00,Reward',
    ]);
    await reconcile([...FEBRUARY, ...rows], '2026-02');
    expect((await close('expiry', '2026-02')).out).toMatch(/No open lot is past its expiry/);
  });

  it('compares what the platform says of its customers with the ledger', async () => {
    const { written, reconcile, close } = shop();
    await reconcile(FEBRUARY, '2026-02');
    const list = [
      '--customer-list',
      written('list.csv', 'Customer,Balance\n7,55.00\n8,21.00\n9,0.50\n'),
    ];
    expect((await close('tie-out', '2026-02', ...list)).out).toMatch(
      /platform 76\.50, ledger 75\.00: 1 agree, 2 differ\n {2}8: platform 21\.00, ledger 20\.00, difference 1\.00\n {2}9: platform 0\.50, ledger not listed/,
    );
    expect((await close('tie-out', '2026-02', '--json', ...list)).json).toMatchObject({
      customers: { differences: [{ customer: '8', difference: '1.00' }, { customer: '9' }] },
    });
  });

  it('notes items, of exceptions too, what was found of a sample, and what is to be reversed', async () => {
    const { written, reconcile, close } = shop();
    const rows = [...FEBRUARY, '4,spent,2026-02-12,,9,-7.00,'];
    await reconcile(rows, '2026-02');
    await close(
      'record',
      '2026-02',
      '--record',
      written('entered.json', JSON.stringify(ENTERED.slice(0, 2))),
    );
    const slip = written('slip.txt', 'A slip.');
    const said = ['--kind', 'timing', '--amount', '12.50', '--reason', 'Posted in March.'];
    const noted = await close('item', '2026-02', ...said, '--attach', slip, '--json');
    expect(noted.json).toMatchObject({
      tieOut: [{ items: [{ amount: '12.50', attachment: { name: 'slip.txt' } }] }],
    });
    const { tieOut } = noted.json as { tieOut: [{ items: [{ id: string }] }] };
    const cleared = ['--item', tieOut[0].items[0].id, '--cleared-on', '2026-02-27'];
    expect((await close('item', '2026-02', ...cleared)).out).not.toMatch(/Timing/);
    expect((await close('item', '2026-02', '--kind', 'timing')).err).toMatch(/needs a kind/);
    const key = 'redemption.unmatched:4';
    const made = await close('item', '2026-02', '--exception', key, ...said);
    expect(made.err + made.out).toMatch(/Timing: 12\.50, 0 days old: Posted in March\./);

    const again = written('chart.json', JSON.stringify(ENTERED.slice(1, 2)));
    expect((await close('record', '2026-02', '--record', again)).err).toMatch(/version 1 already/);
    expect((await close('chart', '2026-02')).out).toMatch(
      /Version 1, from 2026-01-01: First\.\n[^]*spent: debit 2150, credit 4000/,
    );

    const drawn = await close(
      'sample',
      '2026-02',
      '--sample-size',
      '1',
      '--sample-by',
      'random',
      '--json',
    );
    const { samples } = drawn.json as { samples: [{ items: [{ movement: { id: string } }] }] };
    const { id } = samples[0].items[0].movement;
    const paper = ['--tick-mark', 'A', '--conclusion', 'As booked.', '--attach', slip];
    expect((await close('sample', '2026-02', '--item', id, ...paper)).out).toMatch(
      /Random, 1, seed \w+;[^]*: A; slip\.txt; As booked\./,
    );
    expect((await close('sample', '2026-02', '--item', 'none', ...paper)).err).toMatch(
      /not in the sample/,
    );

    await close('journal', '2026-02', '--book');
    await close('reverse', '2026-02', '--entry', 'SC-2026-02');
    await reconcile(rows, '2026-03');
    expect((await close('journal', '2026-03')).out).toMatch(/To book {4}SC-2026-02-R, 2026-03-01/);
  });

  it.each([
    [['close'], /needs a step/],
    [['close', 'dance'], /no step dance/],
    [['close', 'status', '--period', '2026-02'], /No source was named/],
    [['close', 'status', '--source', 'Shop'], /No period was named/],
    [['close', 'reopen', '--source', 'Shop', '--period', '2026-02'], /needs a reason/],
    [['close', 'record', '--source', 'Shop', '--period', '2026-02'], /needs a file/],
    [
      ['close', 'tie-out', '--source', 'Shop', '--period', '2026-02', '--balance', 'x'],
      /The balance x is not valid/,
    ],
    [['ledger.csv', '--book'], /--book works only with close/],
  ])('%j is refused in words', async (args, words) => {
    const ended = await run([...args, '--data-dir', scratch()]);
    expect(ended).toMatchObject({ code: 2, err: expect.stringMatching(words) });
  });

  it('is of a period that a run reports on, and takes nothing by hand that follows from what is done', async () => {
    const { written, reconcile, close } = shop();
    await reconcile(FEBRUARY, '2026-02');
    expect((await close('status', '2026-03')).err).toMatch(/No completed run/);
    const signed = [
      { is: 'event', run: 'x', event: { is: 'reopened', by: 'x', at: 1, reason: 'x' } },
    ];
    const file = written('signed.json', JSON.stringify(signed));
    expect((await close('record', '2026-02', '--record', file)).err).toMatch(/not entered by hand/);
    const broken = written('broken.json', '[{"is":"terms"}]');
    expect((await close('record', '2026-02', '--record', broken)).err).toMatch(
      /no list of entries/,
    );
  });
});
