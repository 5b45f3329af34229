import { readFile } from 'node:fs/promises';
import process from 'node:process';
import type { Page } from '@playwright/test';
import { s3Error } from '../s3/s3-answer.ts';
import { s3Server } from '../s3/s3-server.ts';
import type { S3Server } from '../s3/s3-server.ts';
import { expect, test } from './app/app.ts';

const BUCKET = 'month-end';
const KEY = '2026-10/tc_raw_data.xlsx';

// Of the environment, the keys.
test.use({ alone: true });

let server: S3Server;
test.beforeAll(async () => {
  server = await s3Server({ buckets: [BUCKET, 'elsewhere'] });
  // What the AWS default chain of the program finds.
  process.env['AWS_ACCESS_KEY_ID'] = server.accessKeyId;
  process.env['AWS_SECRET_ACCESS_KEY'] = server.secretAccessKey;
});
test.afterAll(() => server.close());

/** Asks for an S3 place on the start screen. */
async function ask(page: Page, place: string): Promise<void> {
  await page.getByLabel('Path, s3:// or https:// address').fill(place);
  await page.getByLabel('Region').fill('us-east-1');
  await page.getByLabel('Endpoint').fill(server.endpoint);
  await page.getByLabel('Path-style addresses').check();
  await page.getByRole('button', { name: 'Fetch and preview' }).click();
}

test('a file that is not there yet is waited for, and the look goes on when it arrives', async ({
  app,
}) => {
  const { page } = app;
  await ask(page, `s3://${BUCKET}/${KEY}`);
  const panel = page.getByRole('region', { name: 'The file has not arrived yet' });
  await expect(panel).toContainText(`The bucket ${BUCKET} has no object ${KEY}.`);
  // A state, not a failure.
  await expect(page.getByRole('alert')).toHaveCount(0);
  await panel.getByRole('button', { name: 'Check again' }).click();
  await expect(panel.getByRole('button', { name: 'Wait for the file' })).toBeVisible();

  await panel.getByLabel('How long to wait').selectOption('30 minutes');
  await panel.getByRole('button', { name: 'Wait for the file' }).press('Enter');
  await expect(panel).toContainText(/Checked once; next check at \d\d:\d\d:\d\d, until /);
  await expect(page.getByRole('progressbar')).toHaveCount(0);

  // By keyboard the next button is the one that has come.
  await page.keyboard.press('Tab');
  await expect(panel.getByRole('button', { name: 'Stop waiting' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('button', { name: 'Wait for the file' })).toBeVisible();

  await panel.getByRole('button', { name: 'Wait for the file' }).click();
  await expect(panel.getByRole('button', { name: 'Stop waiting' })).toBeVisible();
  await server.put(BUCKET, KEY, await readFile(app.sample('tc_raw_data.xlsx')));
  // The next look is 20 seconds away.
  await expect(page.getByRole('button', { name: 'Run all' })).toBeVisible();
  await expect(page.getByRole('tabpanel')).toContainText('TRANS_ID');
  expect(app.complaints).toEqual([]);
});

test('a wait is taken up again by who comes back to the screen', async ({ app }) => {
  const { page } = app;
  const key = 'late/tc_raw_data.xlsx';
  await ask(page, `s3://${BUCKET}/${key}`);
  await page.getByRole('button', { name: 'Wait for the file' }).click();
  await expect(page.getByRole('button', { name: 'Stop waiting' })).toBeVisible();
  await page.getByRole('link', { name: 'History' }).click();
  await page.getByRole('link', { name: 'Reconcile', exact: true }).click();
  await expect(page.getByText(/Checked once; next check/)).toBeVisible();
  await page.getByRole('link', { name: 'History' }).click();
  await server.put(BUCKET, key, await readFile(app.sample('tc_raw_data.xlsx')));
  await page.getByRole('link', { name: 'Reconcile', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Run all' })).toBeVisible();

  // What was fetched is kept, until that is no longer wanted.
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByText('146.8 KiB of 4.0 GiB, 1 file')).toBeVisible();
  await page.getByRole('button', { name: 'Empty the cache' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Empty the cache' }).click();
  await expect(page.getByText('0 bytes of 4.0 GiB, 0 files')).toBeVisible();
  expect(app.complaints).toEqual([]);
});

test('a run that waits is shown on every screen, and stopped from there', async ({ app }) => {
  const { page } = app;
  const key = 'gone/tc_raw_data.xlsx';
  await server.put('elsewhere', key, await readFile(app.sample('tc_raw_data.xlsx')));
  await ask(page, `s3://elsewhere/${key}`);
  await expect(page.getByRole('button', { name: 'Run all' })).toBeVisible();
  // It is taken away between the look and the run.
  const answer = s3Error(404, 'NoSuchKey', 'The specified key does not exist.');
  server.faults.next(1000, { kind: 'answer', answer }, { key });
  await page.getByRole('button', { name: 'Run all' }).click();
  const panel = page.getByRole('region', { name: 'The file has not arrived yet' });
  await panel.getByRole('button', { name: 'Wait for the file' }).click();
  const side = page.getByRole('navigation', { name: 'Screens' });
  await expect(side).toContainText(/Checked once; next check/);
  await page.getByRole('link', { name: 'Dashboard' }).click();
  await expect(side).toContainText(`Waiting for s3://elsewhere/${key}`);
  await side.getByRole('button', { name: 'Stop waiting' }).click();
  await expect(side).not.toContainText('Waiting for');
  server.faults.clear();
  expect(app.complaints).toEqual([]);
});
