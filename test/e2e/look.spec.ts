import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './app/app.ts';
import { faults } from './app/axe.ts';
import { addressOf, ADDRESSES, looking, settled } from './app/every-screen.ts';

/** The screen by day or by night, once it has taken it up. */
async function themed(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
}

/** A state of a screen has no faults, by day and by night. */
async function lookAt(page: Page, state: string): Promise<void> {
  await themed(page, 'light');
  await settled(page);
  expect.soft(await faults(page), state).toEqual([]);
  await themed(page, 'dark');
  expect.soft(await faults(page, ['color-contrast']), state).toEqual([]);
}

/** Sets up a source by the editor; its place is reached at once, or refused at once. */
async function setUp(page: Page, name: string, place: string): Promise<void> {
  await page.getByRole('link', { name: 'Sources', exact: true }).click();
  await page.getByRole('button', { name: 'New source' }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Location', { exact: true }).fill(place);
  if (place.startsWith('s3:')) {
    await page.getByLabel('Region').fill('us-east-1');
    await page.getByLabel('Endpoint').fill('http://127.0.0.1:9');
  }
  await page.getByRole('button', { name: 'Save source' }).click();
  await expect(page.getByRole('region', { name })).toBeVisible();
}

for (const screen of ADDRESSES)
  looking(`${screen} is accessible, by day and by night`, async ({ shared, runs }) => {
    const { page } = shared;
    await themed(page, 'light');
    await shared.goTo(addressOf(screen, runs));
    await settled(page);
    expect(await faults(page)).toEqual([]);
    await themed(page, 'dark');
    // The themes differ in their colours only.
    expect(await faults(page, ['color-contrast'])).toEqual([]);
    expect(shared.complaints).toEqual([]);
  });

looking(
  'a newer version is told of over every screen, until it is put off',
  async ({ shared, host }) => {
    looking.skip(
      host !== 'loopback',
      'Elsewhere no request of the page can be answered in its place.',
    );
    const { page } = shared;
    const newer = { version: '9.0.0', releasedOn: null, page: 'https://own.example/' };
    const view = {
      state: { kind: 'ready', newer, onQuit: false },
      place: 'https://own.example/',
      ...{ without: null, managedBy: null, byHand: null, looksItself: true, stoppedRuns: 2 },
    };
    await page.route('**/api/updates.get', (route) =>
      route.fulfill({ json: { ok: true, value: view } }),
    );
    await page.reload();
    await shared.goTo('/');
    const told = page.getByText('Version 9.0.0 is ready to install.');
    await expect(told).toBeVisible();
    await lookAt(page, 'told');
    // The settings say it in a place of their own.
    await shared.goTo('/settings');
    const updates = page.getByRole('region', { name: 'Updates' });
    await expect(updates.getByRole('button', { name: 'Install when I quit' })).toBeVisible();
    await lookAt(page, 'in the settings');
    await shared.goTo('/');
    await page.getByRole('button', { name: 'Later' }).click();
    await expect(told).toHaveCount(0);
    await page.unroute('**/api/updates.get');
    await page.reload();
    expect(shared.complaints).toEqual([]);
  },
);

test('a preview that asks is accessible, and once it is answered, by day and by night', async ({
  app,
}) => {
  const { page } = app;
  const exports = join(import.meta.dirname, '..', 'fixtures', 'exports');
  const file = join(app.folder, 'two-ways.csv');
  copyFileSync(join(exports, 'dates', 'all-days-below-13.csv'), file);
  await app.open(file);
  await expect(page.getByText('How are the dates written?')).toBeVisible();
  await lookAt(page, 'asked');
  await page.getByRole('button', { name: 'Month first' }).click();
  await page.getByLabel('Dates in the file').selectOption('Year first (2026-12-31)');
  await expect(page.getByText('cannot be read').first()).toBeVisible();
  await lookAt(page, 'answered');
  await app.open(app.sample('tc_raw_data.xlsx'));
  await expect(page.getByRole('region', { name: 'Sheets', exact: true })).toBeVisible();
  await lookAt(page, 'sheets');
  expect(app.complaints).toEqual([]);
});

test('sources are accessible in every state, by day and by night', async ({ app }) => {
  const { page } = app;
  await app.goTo('/sources');
  await lookAt(page, 'none yet');
  await setUp(page, 'By hand', app.sample('tc_raw_data.xlsx'));
  await setUp(page, 'Month end', 's3://ledgers/{yyyy}-{MM}/tc_raw_data*.xlsx');
  const panel = page.getByRole('region', { name: 'Month end' });
  await panel.getByRole('button', { name: 'Test connection' }).click();
  await expect(panel.getByText('Not tested').first()).toBeVisible();
  await panel.getByLabel('Period').fill('June');
  await lookAt(page, 'the list, a connection that fails, a period that is none');
  await page.setViewportSize({ width: 700, height: 800 });
  const beyond = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(beyond).toBe(0);
  await page.setViewportSize({ width: 1280, height: 800 });

  await panel.getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('Keys saved here').check();
  await page.getByLabel('Your own encryption key (SSE-C)').check();
  await page.getByLabel('Name', { exact: true }).fill('');
  await page.getByRole('button', { name: 'Save source' }).click();
  await expect(page.getByText('Please correct the fields marked above.')).toBeVisible();
  await lookAt(page, 'the editor, with what is wrong');

  await app.goTo('/');
  await page.getByRole('button', { name: 'Open Month end' }).click();
  await expect(page.getByRole('region', { name: 'Which period is it for?' })).toBeVisible();
  await lookAt(page, 'the period first');
  expect(app.complaints).toEqual([]);
});

looking(
  'the search and the archive are accessible, by day and by night',
  async ({ shared, runs }) => {
    const { page } = shared;
    const look = async (): Promise<void> => {
      await expect(page.getByRole('status').filter({ hasText: '…' })).toHaveCount(0);
      await themed(page, 'light');
      expect(await faults(page)).toEqual([]);
      await themed(page, 'dark');
      expect(await faults(page, ['color-contrast'])).toEqual([]);
    };
    await shared.goTo(`/run/${runs.a}`);
    await settled(page);
    await page.keyboard.press('ControlOrMeta+k');
    await look();
    await page.keyboard.type('7');
    await expect(page.getByRole('group', { name: 'Movements' })).toBeVisible();
    await look();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Archive …' }).click();
    await expect(page.getByRole('dialog')).toContainText('Nothing is deleted');
    await look();
    await page.keyboard.press('Escape');
  },
);

test('the theme is chosen, kept, and follows the system again', async ({ app }) => {
  let { page } = app;
  await page.emulateMedia({ colorScheme: 'light' });
  await app.goTo('/settings');
  await page.getByLabel('Theme').selectOption('dark');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  page = await app.start();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await app.goTo('/settings');
  await page.getByLabel('Theme').selectOption('system');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
});

test('the whole walk by keyboard alone', async ({ app }) => {
  const { page } = app;
  const press = async (
    name: string | RegExp,
    role: 'button' | 'link' = 'button',
  ): Promise<void> => {
    const wanted = page.getByRole(role, { name }).first();
    await expect(wanted).toBeVisible();
    for (let presses = 0; presses < 80; presses++) {
      if ((await wanted.and(page.locator(':focus')).count()) > 0) break;
      await page.keyboard.press('Tab');
    }
    await expect(wanted).toBeFocused();
    await page.keyboard.press('Enter');
  };
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await press('Sample workbook');
  await expect(page.getByText('TRANS_ID').first()).toBeVisible();
  await press('Step by step');
  const now = page.getByLabel('The run now');
  for (const step of ['Validate', 'Match', 'Verify']) {
    await expect(now).toContainText(`${step} is done.`);
    await page.keyboard.press('Control+Enter');
  }
  await expect(now).toContainText('Completed in');

  await page.keyboard.press('Alt+2');
  const first = page.locator('.ag-row[row-index="0"] [col-id="TRANS_ID"]');
  await expect(first).not.toBeEmpty();
  await first.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Close the lot trail' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Close the lot trail' })).toHaveCount(0);
  await page.keyboard.press('Alt+3');
  await expect(page.getByLabel('Kinds of exceptions')).toBeVisible();
  await page.keyboard.press('Alt+h');
  await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
});
