import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { awsErrors } from '../s3/s3-answer.ts';
import { s3Server } from '../s3/s3-server.ts';
import type { S3Server } from '../s3/s3-server.ts';
import { expect, test as base } from './app/app.ts';

const BUCKET = 'results';

const test = base.extend<{ server: S3Server }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures wanted off it
  server: async ({}, use) => {
    const server = await s3Server({ buckets: [BUCKET] });
    await use(server);
    await server.close();
  },
});

/** Fills in the delivery on the settings screen, with keys that are given there. */
async function fillIn(page: Page, server: S3Server, place: string): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByLabel('Location').fill(place);
  await page.getByLabel('Region').fill('us-east-1');
  await page.getByLabel('Endpoint').fill(server.endpoint);
  await page.getByLabel('Path-style addresses').check();
  await page.getByLabel('Keys saved here').check();
  await page.getByLabel('Access key id').fill(server.accessKeyId);
  await page.getByLabel('Secret access key').fill(server.secretAccessKey);
}

test('a delivery is set up, tested, and takes a run to S3 with its manifest last', async ({
  app,
  server,
}) => {
  const { page } = app;
  await fillIn(page, server, `s3://${BUCKET}/thrive`);
  await page
    .getByLabel('Encryption', { exact: true })
    .selectOption('AES-256, with a key of the storage');
  const panel = page.getByRole('region', { name: 'Delivery' });
  await panel.getByRole('button', { name: 'Test' }).click();
  const report = panel.getByRole('region', { name: 'Connection test' });
  await expect(report).toContainText('The connection works.');
  await expect(report.getByRole('listitem').filter({ hasText: 'Writing' })).toContainText('Passed');
  expect(await server.keys(BUCKET)).toEqual([]);

  await panel.getByRole('button', { name: 'Save delivery' }).click();
  await expect(panel).toContainText(`Saved: the access key …${server.accessKeyId.slice(-4)}`);
  await expect(page.getByLabel('Secret access key')).toHaveValue('');

  const run = await app.reconcile(app.sample('tc_raw_data.xlsx'));
  expect(await server.keys(BUCKET)).toEqual([]);
  server.faults.next(1, { kind: 'stall', bytes: null }, { key: /\.parquet$/ });
  await page.getByRole('button', { name: 'Deliver to S3' }).click();
  const delivering = page.getByRole('region', { name: 'Delivery' });
  await expect(delivering).toContainText(/Delivering \w+\.parquet/);
  await delivering.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('The delivery was cancelled.')).toBeVisible();
  expect((await server.keys(BUCKET)).filter((key) => key.endsWith('manifest.json'))).toEqual([]);
  server.faults.clear();

  await delivering.getByRole('button', { name: 'Deliver to S3' }).click();
  await expect(page.getByText(/^Delivered on .* and their manifest\.$/)).toBeVisible();
  const manifest = `thrive/${run}/manifest.json`;
  await expect(page.getByText(`s3://${BUCKET}/${manifest}`)).toBeVisible();

  const put = server.requests
    .filter(
      ({ method, key }) =>
        (method === 'PUT' || method === 'POST') && key.startsWith(`thrive/${run}/`),
    )
    .map(({ key }) => key);
  expect(put.at(-1)).toBe(manifest);
  const { files } = JSON.parse((await server.bytes(BUCKET, manifest))!.toString()) as {
    files: { name: string; bytes: number }[];
  };
  const inRun = `thrive/${run}/`;
  expect((await server.keys(BUCKET)).filter((key) => key.startsWith(inRun)).sort()).toEqual(
    [...files.map(({ name }) => `${inRun}${name}`), manifest].sort(),
  );

  // What was delivered is known to whoever opens the run later; the secret is nowhere on the disk.
  await app.goTo('/history');
  await app.goTo(`/run/${run}`);
  await expect(page.getByText(/^Delivered on /)).toBeVisible();
  expect(app.complaints).toEqual([]);
  for (const file of await readdir(app.dataDir, { recursive: true, withFileTypes: true }))
    if (file.isFile())
      expect(
        (await readFile(join(file.parentPath, file.name))).includes(server.secretAccessKey),
        file.name,
      ).toBe(false);
});

test('a run is delivered by itself, and what goes wrong is said with what to do', async ({
  app,
  server,
}) => {
  const { page } = app;
  await fillIn(page, server, `s3://${BUCKET}/thrive`);
  await page.getByLabel('Deliver each run when it is completed').check();
  await page.getByRole('button', { name: 'Save delivery' }).click();
  await expect(page.getByText('Saved: the access key')).toBeVisible();

  const first = await app.reconcile(app.sample('tc_raw_data.xlsx'));
  await expect(page.getByText(/^Delivered on /)).toBeVisible();
  expect(await server.keys(BUCKET)).toContain(`thrive/${first}/manifest.json`);

  server.faults.next(
    1000,
    { kind: 'answer', answer: awsErrors.accessDenied('s3:PutObject') },
    { key: /^thrive\// },
  );
  await page.getByRole('button', { name: 'Run again' }).click();
  // The run stands; only its delivery failed.
  await expect(page.getByRole('alert')).toContainText(/s3:PutObject/);
  await expect(page.getByLabel('The run now')).toContainText('Completed in');
  const second = /run\/([\w-]+)/.exec(page.url())![1]!;
  expect(second).not.toBe(first);

  server.faults.clear();
  await page.getByRole('button', { name: 'Deliver to S3' }).click();
  await expect(page.getByText(/^Delivered on /)).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(await server.keys(BUCKET)).toContain(`thrive/${second}/manifest.json`);
  expect(app.complaints).toEqual([]);
});

test('a delivery that is removed is offered no more', async ({ app, server }) => {
  const { page } = app;
  await fillIn(page, server, `s3://${BUCKET}`);
  await page.getByRole('button', { name: 'Save delivery' }).click();
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('No delivery is set up.')).toBeVisible();
  await expect(page.getByLabel('Location')).toHaveValue('');
  await app.reconcile(app.sample('tc_raw_data.xlsx'));
  await expect(page.getByRole('region', { name: 'Files', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Deliver to S3' })).toHaveCount(0);
});

test('what is wrong in the form is said at its fields, and nothing is saved', async ({ app }) => {
  const { page } = app;
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByLabel('Keys saved here').check();
  await page.getByRole('button', { name: 'Save delivery' }).click();
  await expect(page.getByLabel('Location')).toHaveAccessibleDescription(/Enter the bucket/);
  await expect(page.getByLabel('Access key id')).toHaveAccessibleDescription(
    /Enter the access key/,
  );
  await page.getByRole('link', { name: 'History' }).click();
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByText('No delivery is set up.')).toBeVisible();
});

test('the way to the network and the cache are settings that are kept', async ({ app }) => {
  let { page } = app;
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByLabel('Proxy').fill('http://ada:geheim@proxy:8080');
  await page.getByLabel('Proxy').press('Enter');
  await expect(page.getByText('Leave out user and password')).toBeVisible();
  await page.getByLabel('Proxy').fill('http://proxy.example.com:8080');
  await page.getByLabel('Proxy').press('Enter');
  await page.getByLabel('Cache limit').fill('0.5 GiB');
  await page.getByLabel('Cache limit').press('Enter');
  await expect(page.getByText('0 bytes of 512.0 MiB, 0 files')).toBeVisible();
  await page.getByLabel('Certificate file').fill(join(app.folder, 'no-such.pem'));
  await page.getByLabel('Certificate file').press('Enter');
  await expect(page.getByRole('alert')).toContainText('cannot be read');

  page = await app.start();
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByLabel('Proxy')).toHaveValue('http://proxy.example.com:8080');
  await expect(page.getByLabel('Cache limit')).toHaveValue('512 MiB');
  await expect(page.getByLabel('Certificate file')).toHaveValue('');
});
