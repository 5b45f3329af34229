import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './app/app.ts';
import { LARGE_LEDGER } from './app/large-ledger.ts';

test('a run is there as it was after a restart, and beside another', async ({ app }) => {
  const run = await app.reconcile(app.sample('tc_raw_data.xlsx'));
  const exact = await app.reconciled(
    app.sample('tc_raw_data.xlsx'),
    '--policy',
    'exact',
    '--no-xlsx',
  );
  const page = await app.start();
  await page.getByRole('link', { name: 'History' }).click();
  await expect(page.getByRole('row', { name: /tc_raw_data/ })).toHaveCount(2);
  await expect(page.getByRole('row', { name: new RegExp(run) })).toContainText(/[\d,]+ open/);
  await page.getByRole('button', { name: 'Untracked' }).click();
  await expect(page.getByRole('row').nth(1)).toContainText('9,225.11');
  await page.getByRole('button', { name: 'Untracked' }).click();
  await expect(page.getByRole('row').nth(1)).toContainText(exact);
  await page.getByLabel('Search').fill('completed exact');
  await expect(page.getByRole('row', { name: /tc_raw_data/ })).toHaveCount(1);

  await app.goTo(`/run/${run}`);
  await expect(page.getByText('9,225.11').first()).toBeVisible();
  await expect(page.getByLabel('The run now')).toContainText('Completed in');

  await app.goTo(`/compare/${run}/${exact}`);
  await expect(page.getByText('9,225.11').first()).toBeVisible();
  await page.getByRole('tab', { name: /^Matched differently/ }).click();
  await expect(page.getByRole('tabpanel')).toContainText('7781421');
});

test.describe('in a process of its own', () => {
  test.use({ alone: true });

  test('a killed program leaves a run that is resumed to its end', async ({ app }) => {
    let { page } = app;
    const file = join(app.folder, 'large.parquet');
    await copyFile(LARGE_LEDGER, file);
    await app.open(file);
    await page.getByRole('button', { name: 'Run all' }).click();
    await expect(page.getByRole('navigation', { name: 'Steps of the run' })).toContainText(
      /Match\s*Done/,
    );
    const run = /run\/([\w-]+)/.exec(page.url())![1]!;
    await app.kill();

    page = await app.start();
    await app.goTo(`/run/${run}`);
    await expect(page.getByText('Interrupted').first()).toBeVisible();
    await page.getByRole('button', { name: /Resume/ }).click();
    await expect(page.getByLabel('The run now')).toContainText('Completed in');
  });
});

test('a run is cancelled within a second and can be resumed', async ({ app }) => {
  const { page } = app;

  const file = join(app.folder, 'large.parquet');
  await copyFile(LARGE_LEDGER, file);
  await app.open(file);
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.getByRole('navigation', { name: 'Steps of the run' })).toContainText(
    /Validate\s*Running/,
  );
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByLabel('The run now')).toContainText(/cancelled/i);
  await expect(page.getByRole('button', { name: /Resume/ })).toBeVisible();
});

test('the dashboard draws the last runs', async ({ app }) => {
  await app.reconciled(app.sample('tc_raw_data.xlsx'), '--no-xlsx');
  await app.reconciled(app.sample('tc_raw_data.xlsx'), '--no-xlsx', '--policy', 'exact');
  const { page } = app;
  await page.getByRole('link', { name: 'Dashboard' }).click();
  await expect(page.getByText('4,862.74').first()).toBeVisible();
  const sections = {
    Quality: ['Out of line', 'Quality score', 'Match rate', 'Exceptions by kind'],
    Operations: ['Duration', 'Duration by step', 'Run outcomes'],
    Finance: ['Open liability', 'Flux', 'Breakage', 'Aging'],
  };
  for (const [section, panels] of Object.entries(sections)) {
    await page.getByRole('radio', { name: section }).check();
    for (const name of panels)
      await expect(page.getByRole('heading', { name, exact: true })).toBeVisible();
  }
  await page.getByRole('radio', { name: 'Quality' }).check();
  await page.getByRole('button', { name: 'Look for them' }).click();
  await expect(page.getByText('No customer is out of line in the whole ledger.')).toBeVisible();
});

test('settings are kept, and rule the next run and the figures', async ({ app }) => {
  let { page } = app;
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByLabel('Matching policy').selectOption('exact');
  await page.getByLabel('Numbers').selectOption('1.234,56');
  await expect(page.getByLabel('Numbers')).toHaveValue('1.234,56');
  page = await app.start();
  await app.reconcile(app.sample('tc_raw_data.xlsx'));
  await expect(page.getByText('15.230,34').first()).toBeVisible();
});

test('a trial run is archived with a reason, leaves history and dashboard, and comes back', async ({
  app,
}) => {
  const { page } = app;
  const official = await app.reconcile(app.sample('tc_raw_data.xlsx'));
  const sample = app.sample('tc_raw_data.xlsx');
  const trial = await app.reconciled(sample, '--policy', 'exact', '--no-xlsx');
  await page.getByRole('link', { name: 'History' }).click();
  await page.getByRole('checkbox', { name: new RegExp(trial) }).check();
  await page.getByRole('button', { name: 'Archive …' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Nothing is deleted');
  await expect(dialog.getByRole('button', { name: 'Archive' })).toBeDisabled();
  await dialog.getByLabel('Reason').fill('Only tried');
  await dialog.getByRole('button', { name: 'Archive' }).click();
  await expect(page.getByRole('checkbox', { name: new RegExp(trial) })).toHaveCount(0);
  await expect(page.getByRole('checkbox', { name: new RegExp(official) })).toBeVisible();

  await page.getByLabel('Archive', { exact: true }).selectOption('Archived runs only');
  await expect(page.getByRole('row', { name: new RegExp(trial) })).toContainText('Only tried');
  await app.goTo(`/run/${trial}`);
  await expect(page.getByText(/^Archived by/)).toBeVisible();
  await page.getByRole('button', { name: 'Restore …' }).click();
  await dialog.getByLabel('Reason').fill('It was the right one');
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText(/^Archived by/)).toHaveCount(0);
  await page.getByRole('link', { name: 'Audit trail' }).click();
  await expect(page.getByText('Run restored from the archive')).toBeVisible();
  await expect(page.getByText('reason: Only tried')).toBeVisible();
});

test('everything is found from one field, by the keyboard alone', async ({ app }) => {
  const { page } = app;
  const run = await app.reconcile(app.sample('tc_raw_data.xlsx'));
  await page.getByRole('link', { name: 'History' }).click();
  const field = page.getByRole('combobox', { name: /^Search runs/ });
  const found = page.getByRole('listbox', { name: 'Found' });

  await page.keyboard.press('ControlOrMeta+k');
  await expect(field).toBeFocused();
  await expect(found.getByRole('group', { name: 'Runs' })).toContainText('tc_raw_data');
  await page.keyboard.type('dash');
  await expect(found.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Dashboard', level: 1 })).toBeVisible();

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('tc_raw completed');
  await expect(found.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(run));

  // Within the run at hand; the arrows go over all kinds and around.
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('7781403');
  const movement = found.getByRole('group', { name: 'Movements' }).getByRole('option');
  await expect(movement).toHaveCount(1);
  await expect(movement).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText('1 found.');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/grid\//);
  await expect(page.getByRole('gridcell', { name: '7781403' }).first()).toBeVisible();

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('16');
  const customers = found.getByRole('group', { name: 'Customers' }).getByRole('option');
  await expect(customers.first()).toBeVisible();
  await expect(page.getByRole('dialog').getByRole('status')).toContainText('found.');
  await page.keyboard.press('ArrowUp');
  await expect(found.getByRole('option').last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(found.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(field).toHaveCount(0);

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('Search everything');
});
