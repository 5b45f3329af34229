import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../app/app.ts';

test('a backup is made, the history damaged, and the start page brings it back', async ({
  app,
}) => {
  const run = await app.reconcile(app.sample('tc_raw_data.xlsx'));
  let { page } = app;
  await page.getByRole('link', { name: 'Backups' }).click();
  await expect(page.getByText('Backups are not set up.')).toBeVisible();
  const place = join(app.folder, 'backups');
  await page.getByLabel('Place').fill(place);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Make a backup now' }).click();
  await expect(page.getByText('The last good backup is less than a day old.')).toBeVisible();
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(page.getByText(/is sound: all of it was read back/)).toBeVisible();

  await rm(join(app.dataDir, 'history.sqlite'));
  page = await app.start();
  await expect(page.getByRole('heading', { name: 'The history cannot be opened' })).toBeVisible();
  await expect(page.getByText(/is missing, but 1 run lies beside it/)).toBeVisible();
  await page.getByLabel('Where the backups are').fill(place);
  await page.getByRole('button', { name: 'Find backups' }).click();
  await page.getByRole('button', { name: 'Show what would change' }).click();
  await expect(page.getByText(/The history comes back with 1 run/)).toBeVisible();
  await page.getByRole('button', { name: 'Restore this backup' }).click();
  await page.getByRole('link', { name: 'History' }).click();
  await expect(page.getByRole('row', { name: new RegExp(run) })).toBeVisible();
});
