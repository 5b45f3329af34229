import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { settingsSchema } from '../../../core/contract/settings.ts';
import type { Settings } from '../../../core/contract/settings.ts';
import { OUTPUT_FOLDER } from '../../../core/run-folder/names.ts';
import { runFolder } from '../../../main/data-folder/data-folder.ts';
import { runSource } from '../../../main/run-life/run-source.ts';
import type { FileOutcome } from '../../../main/run-life/run-request.ts';
import { scratch } from '../cli/command.ts';

const HEADER = 'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT';
const FIRST = [
  '1,earned,2026-01-05 10:00:00,100,40.00',
  '2,earned,2026-01-20 10:00:00,100,30.00',
  '3,spent,2026-02-03 10:00:00,100,-35.00',
  '4,earned,2026-02-10 10:00:00,200,25.00',
];

function sourceOf(dataDir: string) {
  const source = join(dataDir, 'ledger.csv');
  return (rows: readonly string[], settings: Partial<Settings> = {}): Promise<FileOutcome> => {
    writeFileSync(source, [HEADER, ...rows, ''].join('\n'));
    return runSource({
      source,
      dataDir,
      out: undefined,
      workers: 0,
      force: false,
      now: () => new Date('2026-06-01T12:00:00'),
      settings: settingsSchema.parse({ xlsx: false, policy: 'exact', ...settings }),
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
});
