import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { s3Server } from '../s3/s3-server.ts';
import type { S3Server } from '../s3/s3-server.ts';
import { expect, test } from './app/app.ts';
import { ALWAYS } from './app/drawn.ts';

const BUCKET = 'ledgers';
const KEY = 'north/tc_raw_data.xlsx';

let server: S3Server;
test.beforeAll(async () => {
  server = await s3Server({ buckets: [BUCKET] });
});
test.afterAll(() => server.close());

/** Begins a new source at a place, reached as the tests' S3 is, with the keys that are given. */
async function begin(page: Page, name: string, place: string, secret: string): Promise<void> {
  await page.keyboard.press('Alt+o');
  await page.getByRole('button', { name: 'New source' }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Location', { exact: true }).fill(place);
  await page.getByLabel('Region').fill('us-east-1');
  await page.getByLabel('Endpoint').fill(server.endpoint);
  await page.getByLabel('Path-style addresses').check();
  await page.getByLabel('Keys saved here').check();
  await page.getByLabel('Access key id').fill(server.accessKeyId);
  await page.getByLabel('Secret access key').fill(secret);
}

test(
  'a source is set up with keys, tested, looked at, run, and removed',
  ALWAYS,
  async ({ app, host }) => {
    const { page } = app;
    await server.put(BUCKET, KEY, await readFile(app.sample('tc_raw_data.xlsx')));
    await app.goTo('/sources');
    await expect(page.getByText('No source is set up yet.')).toBeVisible();
    await begin(page, 'North', `s3://nowhere/${KEY}`, server.secretAccessKey);
    if (host === 'loopback')
      await expect(page.getByRole('group', { name: 'Credentials' })).toContainText(
        /until the program ends/i,
      );

    const report = page.getByRole('region', { name: 'Connection test' });
    const step = (name: string) =>
      report.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });
    const tried = page.getByRole('button', { name: 'Test connection' });
    await tried.click();
    await expect(step('Bucket')).toContainText('Failed');
    await expect(step('Bucket')).toContainText('nowhere');
    await expect(step('File')).toContainText('Not tested');

    await page.getByLabel('Location', { exact: true }).fill(`s3://${BUCKET}/${KEY}`);
    await page.getByLabel('Secret access key').fill('not/the+one');
    await expect(report).toHaveCount(0);
    await tried.click();
    await expect(report).toContainText(/Credentials not accepted\.|Bucket not reachable\./);
    await expect(report).toContainText(/key/i);

    await page.getByLabel('Location', { exact: true }).fill(`s3://${BUCKET}/north/later.xlsx`);
    await page.getByLabel('Secret access key').fill(server.secretAccessKey);
    await tried.click();
    await expect(report).toContainText('The connection works; the file has not arrived yet.');

    await page.getByLabel('Location', { exact: true }).fill(`s3://${BUCKET}/${KEY}`);
    await tried.click();
    await expect(report).toContainText('The connection works.');
    await expect(step('Credentials')).toContainText(`…${server.accessKeyId.slice(-4)}`);
    await page.getByRole('button', { name: 'Save source' }).click();

    const panel = page.getByRole('region', { name: 'North' });
    await expect(panel).toContainText(`Access key …${server.accessKeyId.slice(-4)}`);
    if (host === 'loopback') await expect(panel).toContainText('until the program ends');
    await panel.getByRole('button', { name: 'Preview' }).click();
    await expect(page.getByRole('tabpanel')).toContainText('TRANS_ID');
    await expect(page.getByText('From its location', { exact: true })).toBeVisible();
    await expect(page.getByText(/^checked by .*ETag/)).toBeVisible();

    // The second look costs a question: nothing has changed.
    await page.getByRole('button', { name: 'Choose another' }).click();
    const asked = server.requests.length;
    await page.getByRole('button', { name: 'Open North' }).click();
    await expect(page.getByText('Unchanged, from the cache', { exact: true })).toBeVisible();
    expect(server.requests.length - asked).toBe(1);

    await page.keyboard.press('Alt+o');
    await panel.getByRole('button', { name: 'Run all' }).click();
    await expect(page.getByLabel('The run now')).toContainText('Completed in');
    await page.keyboard.press('Alt+o');
    await expect(panel).toContainText('Completed');

    // Nothing of the secret is in the page, nor in what the editor is filled with.
    await panel.getByRole('button', { name: 'Edit' }).click();
    await expect(page.getByLabel('Secret access key')).toHaveValue('');
    expect(await page.content()).not.toContain(server.secretAccessKey);
    await page.getByRole('button', { name: 'Back to sources' }).click();

    await panel.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove source' }).click();
    await expect(page.getByText('No source is set up yet.')).toBeVisible();
    await app.goTo('/history');
    await expect(page.getByRole('row', { name: /North .*Completed/ })).toBeVisible();
    expect(app.complaints).toEqual([]);
  },
);

test('keys that were kept until the program ended are asked for again', async ({ app, host }) => {
  test.skip(host !== 'loopback', 'Elsewhere the keychain of the system keeps them.');
  await server.put(BUCKET, KEY, await readFile(app.sample('tc_raw_data.xlsx')));
  await begin(app.page, 'North', `s3://${BUCKET}/${KEY}`, server.secretAccessKey);
  await app.page.getByRole('button', { name: 'Save source' }).click();
  await expect(app.page.getByRole('region', { name: 'North' })).toBeVisible();
  const page = await app.start();
  await page.getByRole('button', { name: 'Open North' }).click();
  await expect(page.getByRole('alert')).toContainText('no longer available');
  await page.getByRole('button', { name: 'Enter the credentials again' }).click();
  await expect(page.getByText(/^No longer available: the access key/)).toBeVisible();
  await page.getByRole('button', { name: 'Save source' }).click();
  // Nothing was typed, so nothing has changed.
  const panel = page.getByRole('region', { name: 'North' });
  await expect(panel).toContainText('missing: enter it again');
  await panel.getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('Access key id').fill(server.accessKeyId);
  await page.getByLabel('Secret access key').fill(server.secretAccessKey);
  await page.getByRole('button', { name: 'Save source' }).click();
  await expect(panel).toContainText('until the program ends');
  await panel.getByRole('button', { name: 'Preview' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('TRANS_ID');
  expect(app.complaints).toEqual([]);
});

test('a pattern is filled in by the period, and what it stands for is shown', async ({ app }) => {
  const { page } = app;
  const bytes = await readFile(app.sample('tc_raw_data.xlsx'));
  await server.put(BUCKET, 'month-end/2025-06/tc_raw_data_1.xlsx', bytes);
  await server.put(BUCKET, 'month-end/2025-06/tc_raw_data_2.xlsx', bytes);
  await server.put(BUCKET, 'month-end/2025-06/notes.txt', 'no workbook');
  const place = `s3://${BUCKET}/month-end/{yyyy}-{MM}/tc_raw_data*.xlsx`;
  await begin(page, 'Month end', place, server.secretAccessKey);
  await page.getByLabel('Example for the period').fill('2025-06');
  const filled = `s3://${BUCKET}/month-end/2025-06/tc_raw_data*.xlsx`;
  await expect(page.getByText(`For 2025-06: the newest file that matches ${filled}`)).toBeVisible();
  await page.getByRole('button', { name: 'Test connection' }).click();
  const files = page.getByRole('table', { name: 'Matching files' });
  await expect(files.getByRole('row')).toHaveCount(3);
  await page.getByRole('button', { name: 'Save source' }).click();

  const panel = page.getByRole('region', { name: 'Month end' });
  await panel.getByLabel('Period').fill('June');
  await expect(panel.getByRole('button', { name: 'Preview' })).toBeDisabled();
  await panel.getByLabel('Period').fill('2025-06');
  await panel.getByRole('button', { name: 'Preview' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('TRANS_ID');
  await expect(page.getByText('The newest of 2 matching files.')).toBeVisible();
  await expect(files.getByRole('row', { name: /Chosen/ })).toContainText('tc_raw_data_2.xlsx');
  await expect(page.getByRole('textbox', { name: 'Period' })).toHaveValue('2025-06');

  // From the start screen the period is asked for first; nothing came in the month that is closed.
  await page.getByRole('button', { name: 'Choose another' }).click();
  await page.getByRole('button', { name: 'Open Month end' }).click();
  await page.getByRole('textbox', { name: 'Period' }).fill('2025-05');
  await page.getByRole('button', { name: 'Preview' }).click();
  const absent = page.getByRole('region', { name: 'The file has not arrived yet' });
  await expect(absent).toContainText('month-end/2025-05/');

  // A run that waits is in no other's way, and is shown beside it.
  await page.keyboard.press('Alt+o');
  await panel.getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('If the file has not arrived').selectOption('Wait 30 minutes');
  await page.getByRole('button', { name: 'Save source' }).click();
  await panel.getByLabel('Period').fill('2025-05');
  await panel.getByRole('button', { name: 'Run all' }).click();
  await expect(panel).toContainText(/Checked once; next check/);
  const side = page.getByRole('navigation', { name: 'Screens' });
  await expect(side).toContainText('Waiting for s3://ledgers/month-end/');
  await app.reconcile(app.sample('tc_raw_data.xlsx'));
  await expect(side).toContainText('Waiting for s3://ledgers/month-end/');
  await page.keyboard.press('Alt+o');
  await panel.getByRole('button', { name: 'Stop waiting' }).click();
  await expect(side).not.toContainText('Waiting for');

  await panel.getByLabel('Period').fill('2025-06');
  await panel.getByRole('button', { name: 'Run all' }).click();
  await expect(page.getByLabel('The run now')).toContainText('Completed in');
  await expect(page.getByText(/· 2025-06 ·/)).toBeVisible();
  expect(app.complaints).toEqual([]);
});

test('a place that was looked at is saved as a source, with what was chosen for it', async ({
  app,
}) => {
  const { page } = app;
  await app.open(app.sample('tc_raw_data.xlsx'));
  await page.getByLabel('Policy').selectOption({ label: 'Exact' });
  await page.getByRole('button', { name: 'Save as a source' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as a source' });
  await expect(dialog.getByLabel('Name')).toHaveValue('tc_raw_data');
  await dialog.getByLabel('Name').fill('By hand');
  await dialog.getByRole('button', { name: 'Save source' }).click();
  await expect(page.getByRole('button', { name: 'Edit By hand' })).toBeVisible();

  await page.getByRole('link', { name: 'Sources', exact: true }).click();
  const panel = page.getByRole('region', { name: 'By hand' });
  await expect(panel).toContainText('On this computer');
  await expect(panel).toContainText('Exact');
  await panel.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText('The connection works.')).toBeVisible();
  await panel.getByRole('button', { name: 'Run all' }).click();
  await expect(page.getByLabel('The run now')).toContainText('Completed in');
  await expect(page.getByText('15,230.34').first()).toBeVisible();

  // Another of the same name is refused, with the reason.
  await page.keyboard.press('Alt+o');
  await page.getByRole('button', { name: 'New source' }).click();
  await page.getByLabel('Name', { exact: true }).fill('by hand');
  await page.getByLabel('Location', { exact: true }).fill(app.sample('messy.xlsx'));
  await page.getByRole('button', { name: 'Save source' }).click();
  await expect(page.getByRole('alert')).toContainText('by hand');
  expect(app.complaints).toEqual([]);
});
