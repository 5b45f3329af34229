import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './app/app.ts';

const HEADER = 'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT';
const rows = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => `${from + i},earned,2026-01-05 10:00:00,7,10.00`);

test('a file says which source it belongs to and why, and asks where that is doubtful', async ({
  app,
}) => {
  const { page } = app;
  const file = async (name: string, lines: readonly string[], header = HEADER): Promise<string> => {
    const path = join(app.folder, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, [header, ...lines, ''].join('\n'));
    return path;
  };
  await app.reconcile(await file('credit_2026-10.csv', rows(1, 40)));

  await app.open(await file('later/credit_2026-11.csv', rows(1, 45)));
  const belongs = page.getByLabel('This file belongs to');
  await expect(belongs).toContainText('credit');
  await expect(
    page.getByText(
      'Recognized: same name but for dates and numbers; 100 % of its rows are in this file.',
    ),
  ).toBeVisible();

  const noted = rows(900, 910).map((line) => `${line},Damaged`);
  await app.open(await file('elsewhere/credit_2026-11.csv', noted, `${HEADER},NOTE`));
  await expect(page.getByText('Which source does this file belong to?')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run all' })).toBeDisabled();
  await page.getByLabel('What NOTE holds').selectOption('REASON');
  await expect(page.getByText('Not saved yet; a run saves it too.')).toBeVisible();
  const save = page.getByRole('button', { name: 'Save for this source' });
  await expect(save).toBeDisabled();
  await belongs.selectOption('A new source');
  await expect(save).toBeEnabled();
  await page.getByLabel('Name of the new source').fill('Gift cards');
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.getByLabel('The run now')).toContainText('Completed in');
  await expect(page.getByRole('heading', { level: 1, name: 'Gift cards' })).toBeVisible();
  expect(app.complaints).toEqual([]);
});
