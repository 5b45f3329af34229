import { readFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import { expect, test } from './app/app.ts';

test('exceptions are decided, noted, exported, and carried over to the next run', async ({
  app,
}) => {
  const { page } = app;
  const file = app.sample('tc_raw_data.xlsx');
  const first = await app.reconciled(file, '--no-xlsx');
  await app.goTo(`/run/${first}/exceptions`);
  const list = page.getByLabel('Exceptions', { exact: true });
  await expect(list).toContainText('426.13');
  await page
    .getByRole('group', { name: 'Kinds of exceptions' })
    .getByText('Overdrawn balance')
    .click();
  await expect(page.getByText('1 to 3 of 3 exceptions')).toBeVisible();

  await page.getByRole('checkbox', { name: 'Select this page' }).check();
  await page.getByLabel('Set status').selectOption({ label: 'Explained' });
  await expect(page.getByRole('button', { name: 'Apply' })).toBeDisabled();
  await page.getByLabel('Reason (required)').fill('Posted late by the shop');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(list.getByText('Explained')).toHaveCount(3);

  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(list.getByText('Explained')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toHaveCount(0);

  // What is undone by the keys is not offered to be undone any more.
  await page.getByRole('checkbox', { name: 'Select this page' }).check();
  await page.getByLabel('Set owner').selectOption({ index: 2 });
  await page.getByRole('button', { name: 'Apply' }).click();
  const offered = page.getByRole('button', { name: 'Undo', exact: true });
  await expect(offered).toBeVisible();
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByText('Undone: 3 exceptions are as before.').last()).toBeVisible();
  await expect(offered).toHaveCount(0);

  // With nothing selected a key changes nothing; with a selection it is filled in and waits.
  await page.keyboard.press('Alt+e');
  await expect(page.getByText('Select exceptions first.').first()).toBeVisible();
  await page.getByRole('checkbox', { name: 'Select this page' }).check();
  await page.keyboard.press('Alt+e');
  await page.keyboard.type('Posted late by the shop');
  await expect(list.getByText('Explained')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(list.getByText('Explained')).toHaveCount(3);

  const csv = await app.saved('exceptions.csv', async () => {
    await page.getByRole('button', { name: 'Export list' }).click();
    await page.getByRole('menuitem', { name: 'As CSV' }).click();
  });
  const text = await readFile(csv, 'utf8');
  expect(text.match(/^balance\.negative,/gm)).toHaveLength(3);
  expect(text).toContain('Posted late by the shop');

  const again = await app.saved('again.xlsx', () =>
    page.getByRole('button', { name: 'Write the workbook again' }).click(),
  );
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(again);
  const sheet = book.getWorksheet('Exceptions')!;
  const reason = (sheet.getRow(1).values as string[]).indexOf('Reason');
  const reasons = sheet.getColumn(reason).values;
  expect(reasons.filter((one) => one === 'Posted late by the shop')).toHaveLength(3);
  const noted = book.getWorksheet('Notes')!.getColumn(8).values;
  expect(noted.filter((note) => note === 'Posted late by the shop')).not.toHaveLength(0);

  const second = await app.reconciled(file, '--no-xlsx', '--force');
  await app.goTo(`/run/${second}/exceptions`);
  await page
    .getByRole('group', { name: 'Kinds of exceptions' })
    .getByText('Overdrawn balance')
    .click();
  await expect(list.getByText('Explained')).toHaveCount(3);
  await list.getByText('Explained').first().click();
  await expect(page.getByText('Posted late by the shop').first()).toBeVisible();
});
