import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SourceChoice } from '../../../core/contract/recognition.ts';
import { settingsSchema } from '../../../core/contract/settings.ts';
import type { Settings } from '../../../core/contract/settings.ts';
import { OUTPUT_FOLDER } from '../../../core/run-folder/names.ts';
import { readChangedRows } from '../../../core/run-folder/changed-rows-file.ts';
import { historyFile, runFolder } from '../../../main/data-folder/data-folder.ts';
import { openHistory } from '../../../main/history/history.ts';
import { continueRun, runSource } from '../../../main/run-life/run-source.ts';
import type { FileOutcome, RunRequest } from '../../../main/run-life/run-request.ts';
import { scratch } from '../cli/command.ts';
import { soleTotals } from '../../core/contract/run-records.ts';

const HEADER = 'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT';
const FIRST = [
  '1,earned,2026-01-05 10:00:00,100,40.00',
  '2,earned,2026-01-20 10:00:00,100,30.00',
  '3,spent,2026-02-03 10:00:00,100,-35.00',
  '4,earned,2026-02-10 10:00:00,200,25.00',
];

const NEW_SOURCE: SourceChoice = { kind: 'new', name: null };

function sourceOf(dataDir: string, name = 'ledger.csv') {
  const source = join(dataDir, name);
  return (
    rows: readonly string[],
    settings: Partial<Settings> = {},
    more: Partial<Pick<RunRequest, 'sourceChoice' | 'until'>> = {},
  ): Promise<FileOutcome> => {
    writeFileSync(source, [HEADER, ...rows, ''].join('\n'));
    return runSource({
      source,
      dataDir,
      out: undefined,
      workers: 0,
      force: false,
      now: () => new Date('2026-06-01T12:00:00'),
      settings: settingsSchema.parse({ xlsx: false, policy: 'exact', ...settings }),
      ...more,
    });
  };
}

function published(dataDir: string, { detail }: FileOutcome, name: string): string {
  return readFileSync(join(runFolder(dataDir, detail.run.id), OUTPUT_FOLDER, name), 'utf8');
}

it('new rows are added to what the run before had, and a late one restates its month', async () => {
  const dataDir = scratch();
  const run = sourceOf(dataDir);
  await run(FIRST);
  const added = await run(
    ['5,earned,2026-01-02 10:00:00,100,10.00', '6,spent,2026-03-01 10:00:00,200,-5.00'],
    { increment: 'new-rows' },
  );
  expect(added.problem).toBeNull();
  const { run: record, findings } = added.detail;
  expect(record.counts).toMatchObject({ earned: 4, spent: 2, customers: 2 });
  expect(record.rowCount).toBe(2);
  expect(record.notes).toMatchObject({ file: 'only new rows', rowsAdded: '2, 1 of them late' });
  expect(findings.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['row.backdated', 'period.restated']),
  );
  expect(published(dataDir, added, 'restatement.csv').split('\n').slice(0, 2)).toEqual([
    'CUSTOMERID,CURRENCY,MONTH,EARNED_DIFFERENCE,SPENT_DIFFERENCE,EXPIRED_DIFFERENCE,NET_DIFFERENCE,CLOSING_DIFFERENCE',
    '100,,2026-01,10.00,0.00,0.00,10.00,10.00',
  ]);
  // The same as one file with all of it, in a data folder of its own.
  const elsewhere = scratch();
  const whole = await sourceOf(elsewhere)([
    ...FIRST,
    '5,earned,2026-01-02 10:00:00,100,10.00',
    '6,spent,2026-03-01 10:00:00,200,-5.00',
  ]);
  for (const name of ['tc_data_with_redemptions.csv', 'allocations.csv'])
    expect(published(dataDir, added, name)).toBe(published(elsewhere, whole, name));
});

it('what is changed and gone halts, and becomes an exception when it is said what counts', async () => {
  const dataDir = scratch();
  const run = sourceOf(dataDir);
  await run(FIRST);
  const later = [FIRST[0]!.replace('40.00', '41.00'), ...FIRST.slice(2)];
  const halted = await run(later);
  expect(halted.problem).toMatchObject({ code: 'validation.reported-rows-changed' });
  expect(halted.detail.run).toMatchObject({ status: 'halted', rowCount: 3, quality: 1 });
  const taken = await run(later, { onChanged: 'take' });
  expect(taken.problem).toBeNull();
  expect(taken.detail.run.counts).toMatchObject({ earned: 2, spent: 1 });
  expect(
    taken.detail.exceptions.filter(({ code }) => code === 'row.changed').map(({ count }) => count),
  ).toEqual([2]);
  expect(published(dataDir, taken, 'exceptions.csv')).toContain('AMOUNT 40.00 → 41.00');
});

it('changed and gone rows are listed and decided one by one, with a reason that is kept', async () => {
  const dataDir = scratch();
  const run = sourceOf(dataDir);
  await run(FIRST);
  const later = [FIRST[0]!.replace('40.00', '41.00'), FIRST[2]!, FIRST[3]!.replace('200', '300')];
  const halted = await run(later);
  const { total, rows } = (await readChangedRows(runFolder(dataDir, halted.detail.run.id)))!;
  expect(total).toBe(3);
  expect(rows.map(({ id, before, after, effects }) => [id, before, after, effects.length])).toEqual(
    [
      ['1', 4000, 4100, 1],
      ['4', 2500, 2500, 2],
      ['2', 3000, null, 1],
    ],
  );
  const decidedRows = [
    { decision: 'take' as const, reason: 'Corrected by the shop', rows: ['1', '4'] },
    { decision: 'keep' as const, reason: 'Deleted by mistake', rows: ['2'] },
  ];
  const decided = await run(later, { decidedRows });
  expect(decided.problem).toBeNull();
  const { run: record } = decided.detail;
  expect(record.counts).toMatchObject({ earned: 3, spent: 1, customers: 2 });
  expect(record.notes).toMatchObject({
    rowsChanged: '2 changed, 1 gone; reported figures kept for 1, the new file used for 2',
    rowsChangedReason: 'Corrected by the shop; Deleted by mistake',
  });
  expect(published(dataDir, decided, 'tc_data_with_redemptions.csv')).toContain('41.00');
  const exceptions = published(dataDir, decided, 'exceptions.csv');
  expect(exceptions).toContain('AMOUNT 40.00 → 41.00; new file used: Corrected by the shop');
  expect(exceptions).toContain('no longer in the file; reported figures kept: Deleted by mistake');
  expect(JSON.parse(published(dataDir, decided, 'analytics_report.json'))).toMatchObject({
    delivery: {
      on_changed: 'by-row',
      rows_taken: 2,
      on_changed_reasons: ['Corrected by the shop', 'Deleted by mistake'],
    },
  });
  const history = openHistory(historyFile(dataDir));
  const trail = history.auditTrail({ runId: record.id });
  history.close();
  expect(trail.find(({ action }) => action === 'run.started')!.detail).toMatchObject({
    decidedRows,
  });
});

it('new rows are refused where the files of the run before are gone, and a whole ledger is not', async () => {
  const dataDir = scratch();
  const run = sourceOf(dataDir);
  const first = await run(FIRST);
  rmSync(runFolder(dataDir, first.detail.run.id), { recursive: true });
  const refused = await run(['7,earned,2026-04-01 10:00:00,100,1.00'], { increment: 'new-rows' });
  expect(refused.problem).toMatchObject({ code: 'increment.standing-gone' });
  const whole = await run([...FIRST, '7,earned,2026-04-01 10:00:00,100,1.00']);
  expect(whole.problem).toBeNull();
  expect(whole.detail.run.counts).toMatchObject({ earned: 4 });
  expect(whole.detail.findings.map(({ code }) => code)).toContain('source.standing-gone');
});

it('decisions on rows of a file that is compared with nothing stop the run', async () => {
  const run = sourceOf(scratch());
  const decidedRows = [{ decision: 'take' as const, reason: 'Corrected', rows: ['1', '2'] }];
  const first = await run(FIRST, { decidedRows });
  expect(first.problem).toMatchObject({ code: 'validation.decided-rows-unknown' });
  expect(first.problem!.message).toContain('1, 2, and the file is compared with no earlier run');
  await run(FIRST);
  const alone = await run([FIRST[0]!.replace('40.00', '41.00')], { decidedRows, increment: 'off' });
  expect(alone.problem).toMatchObject({ code: 'validation.decided-rows-unknown' });
});

const NEW = ['5,earned,2026-03-01 10:00:00,200,7.00', '6,spent,2026-03-02 10:00:00,200,-5.00'];

describe('already reconciled', () => {
  it('is not what new rows are on a ledger that stands no more: they are added to the one that does', async () => {
    const dataDir = scratch();
    const run = sourceOf(dataDir);
    await run(FIRST);
    const added = await run(NEW, { increment: 'new-rows' });
    const second = [...FIRST, '7,earned,2026-02-20 10:00:00,300,90.00'];
    await run(second, { increment: 'refresh', onChanged: 'take' });
    const again = await run(NEW, { increment: 'new-rows' });
    expect(again.alreadyReconciled).toBe(false);
    expect(soleTotals(again.detail.run).closing).toBe(soleTotals(added.detail.run).closing + 9000);
    // The same once more brings nothing, and is answered.
    expect(await run(NEW, { increment: 'new-rows' })).toMatchObject({
      alreadyReconciled: true,
      detail: { run: { id: again.detail.run.id } },
    });
  });

  it('is a file whose ledger stands, whatever was computed from the same bytes in between', async () => {
    const dataDir = scratch();
    const run = sourceOf(dataDir);
    const first = await run(FIRST);
    await run(FIRST, { policy: 'one-to-one' });
    await run(FIRST, { period: '2026-01' });
    expect(await run(FIRST)).toMatchObject({
      alreadyReconciled: true,
      detail: { run: { id: first.detail.run.id } },
    });
  });

  it('is no file whose rows another one has changed since', async () => {
    const dataDir = scratch();
    const run = sourceOf(dataDir);
    await run(FIRST);
    await run([...FIRST, ...NEW]);
    const back = await run(FIRST);
    expect(back.problem).toMatchObject({ code: 'validation.reported-rows-changed' });
  });
});

describe('a run that waits', () => {
  it('is not gone on with when another has changed what it was compared with', async () => {
    const dataDir = scratch();
    const run = sourceOf(dataDir);
    await run(FIRST);
    const waiting = await run(NEW, { increment: 'new-rows' }, { until: 'validate' });
    expect(waiting.pausedAfter).toBe('validate');
    await run([...FIRST, '7,earned,2026-02-20 10:00:00,300,90.00']);
    const { id: runId } = waiting.detail.run;
    const on = { dataDir, out: undefined, workers: 0, now: () => new Date('2026-06-01T12:00:00') };
    await expect(continueRun({ ...on, runId })).rejects.toMatchObject({
      code: 'run.standing-changed',
    });
    // Asked for anew it is compared anew.
    const anew = await run(NEW, { increment: 'new-rows' });
    expect(anew.detail.run.id).not.toBe(runId);
    expect(anew.detail.run.counts).toMatchObject({ earned: 5, spent: 2 });
  });
});

describe('a file that holds almost nothing of what stands', () => {
  const OTHER = [
    '91,earned,2026-01-05 10:00:00,900,1.00',
    '92,earned,2026-01-06 10:00:00,900,2.00',
  ];

  it('halts the run until it is said what it is', async () => {
    const dataDir = scratch();
    const run = sourceOf(dataDir);
    await run(FIRST);
    const halted = await run(NEW);
    expect(halted.problem).toMatchObject({ code: 'validation.hardly-any-shared' });
    expect(halted.detail.run.status).toBe('halted');
    expect((await run(NEW, { increment: 'new-rows' })).problem).toBeNull();
  });

  it('hides nothing of what was reported before it, when it was run as a ledger of its own', async () => {
    const dataDir = scratch();
    const run = sourceOf(dataDir);
    const first = await run(FIRST);
    expect((await run(OTHER, { increment: 'off' })).problem).toBeNull();
    const changed = [FIRST[0]!.replace('40.00', '41.00'), ...FIRST.slice(1)];
    const halted = await run(changed);
    expect(halted.problem).toMatchObject({
      code: 'validation.reported-rows-changed',
      details: { standingRun: first.detail.run.id, changed: 1, gone: 0 },
    });
  });
});

describe('a file that is said to be a later one', () => {
  it.each(['new-rows', 'refresh'] as const)(
    'is refused as %s where nothing of its source stands, and the source that has its rows is named',
    async (increment) => {
      const dataDir = scratch();
      const run = sourceOf(dataDir);
      await run(FIRST);
      const other = sourceOf(dataDir, 'another.csv');
      const refused = other([...FIRST, ...NEW], { increment }, { sourceChoice: NEW_SOURCE });
      await expect(refused).rejects.toMatchObject({
        code: 'increment.nothing-stands',
        message: expect.stringContaining('100 % of the rows of the source ledger') as string,
      });
      // Nothing was written down of it.
      const elsewhere = other(['99,earned,2026-01-05 10:00:00,1,1.00'], { increment });
      await expect(elsewhere).rejects.toMatchObject({ code: 'increment.nothing-stands' });
    },
  );
});
