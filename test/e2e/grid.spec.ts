import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app/app.ts';
import { LARGE_LEDGER, LARGE_ROWS } from './app/large-ledger.ts';

const cell = (page: Page, row: number, column: string): Locator =>
  page.locator(`.ag-row[row-index="${row}"] [col-id="${column}"]`);

/** As the totals say it. */
const ALL_ROWS = `${LARGE_ROWS.toLocaleString('en-US')} rows`;

test(`${ALL_ROWS} scroll, sort and filter`, async ({ app }) => {
  const runId = await app.reconciled(LARGE_LEDGER, '--no-xlsx');
  await app.goTo(`/run/${runId}/grid`);
  const { page } = app;
  const totals = page.getByLabel('Totals of the rows shown');
  await expect(totals).toContainText(ALL_ROWS);
  await expect(cell(page, 0, 'TRANS_ID')).not.toBeEmpty();

  await test.step('to the last row and back, by keyboard', async () => {
    await cell(page, 0, 'TRANS_ID').focus();
    await page.keyboard.press('Control+End');
    await expect(cell(page, LARGE_ROWS - 1, 'TRANS_ID')).not.toBeEmpty();
    await expect(cell(page, LARGE_ROWS - 1, 'TRANS_ID')).toHaveText(/^\d+$/);
    await expect(cell(page, LARGE_ROWS - 1, 'TRANS_ID')).toBeFocused();
    await page.keyboard.press('Control+Home');
    await expect(cell(page, 0, 'TRANS_ID')).toHaveText(/^\d+$/);
    await expect(cell(page, 0, 'TRANS_ID')).toBeFocused();
  });

  await test.step('sorted by amount, then by date', async () => {
    const header = page.getByRole('columnheader', { name: /^AMOUNT/ });
    await header.getByText('AMOUNT').click();
    await expect(header).toHaveAttribute('aria-sort', 'ascending');
    await expect(cell(page, 0, 'AMOUNT')).toHaveText(/^\(/);
    await page
      .getByRole('columnheader', { name: /^CREATEDAT/ })
      .getByText('CREATEDAT')
      .click({ modifiers: ['Shift'] });
    // Rows stand empty until the page of the new order is there.
    await expect(async () => {
      const amounts = await amountsOf(page, 10);
      expect(amounts.every(Number.isFinite)).toBe(true);
      expect(amounts).toEqual([...amounts].sort((a, b) => a - b));
    }).toPass();
    await cell(page, 0, 'AMOUNT').focus();
    await page.keyboard.press('Control+End');
    await expect(cell(page, LARGE_ROWS - 1, 'AMOUNT')).toHaveText(/^[\d,]+\.\d\d$/);
  });

  await test.step('filtered', async () => {
    await page.getByRole('radio', { name: 'Exceptions' }).check();
    await expect(totals).not.toContainText(ALL_ROWS);
    await expect(totals).toContainText(/[\d,]+ rows/);
    await expect(cell(page, 0, 'TRANS_ID')).not.toBeEmpty();
    const first = await cell(page, 0, 'CUSTOMERID').innerText();
    await page.getByRole('radio', { name: 'All' }).check();
    const customer = page.getByRole('combobox', { name: 'Customer' });
    await customer.fill(first);
    await page
      .getByRole('option', { name: new RegExp(`^${first}`) })
      .first()
      .click();
    await expect(totals).toContainText('1 customer');
    await expect(cell(page, 0, 'CUSTOMERID')).toHaveText(first);
    await expect(page.getByLabel('Active filters')).toContainText(first);
  });
  expect(app.complaints).toEqual([]);
});

test('finding an id, the lot trail to the cent, everything of the customer', async ({ app }) => {
  const { page } = app;
  const runId = await app.reconciled(
    app.sample('tc_raw_data.xlsx'),
    '--policy',
    'exact',
    '--no-xlsx',
  );
  await app.goTo(`/run/${runId}/grid`);
  await expect(cell(page, 0, 'TRANS_ID')).not.toBeEmpty();
  await page.getByLabel('Find an id').fill('7787769');
  await page.keyboard.press('Enter');
  const found = page
    .locator('.ag-row', { hasText: '7787769' })
    .locator('[col-id="TRANS_ID"]')
    .first();
  await expect(found).toBeVisible();
  await found.click();
  const trail = page
    .getByRole('complementary', { name: /Lot trail/ })
    .or(page.getByRole('group', { name: 'Lot trail' }))
    .first();
  await expect(trail).toContainText('7787769');
  await expect(trail).toContainText('56.37');
  // 56.37 came of three lots: 20.00, 31.37 and 5.00.
  for (const share of ['20.00', '31.37', '5.00']) await expect(trail).toContainText(share);
  await expect(trail.getByRole('img').first()).toBeVisible();

  await trail.getByRole('link', { name: 'Open this customer' }).click();
  await expect(page.getByRole('heading', { name: /16179597/ }).first()).toBeVisible();
  for (const id of ['7784769', '7785147', '7785257', '7787769'])
    await expect(page.getByText(id).first()).toBeVisible();
  expect(app.complaints).toEqual([]);
});

test('columns chosen and their order are remembered; rows are copied as text', async ({ app }) => {
  test.skip(
    test.info().project.name === 'electron',
    'the clipboard of a test window is not granted',
  );
  const runId = await app.reconciled(app.sample('tc_raw_data.xlsx'), '--no-xlsx');
  await app.goTo(`/run/${runId}/grid`);
  let { page } = app;
  await expect(cell(page, 0, 'TRANS_ID')).not.toBeEmpty();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'EXPIREDAT' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('columnheader', { name: /^EXPIREDAT/ })).toHaveCount(0);

  await cell(page, 0, 'TRANS_ID').click();
  await cell(page, 2, 'TRANS_ID').click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+c');
  await expect
    .poll(() => page.evaluate('navigator.clipboard.readText()'))
    .toMatch(/^CUSTOMERID\tTRANS_ID\tREDEEMID\tMATCH_STATUS/);
  const text = await page.evaluate<string>('navigator.clipboard.readText()');
  expect(text.trim().split('\n')).toHaveLength(4);

  page = await app.start();
  await app.goTo(`/run/${runId}/grid`);
  await expect(cell(page, 0, 'TRANS_ID')).not.toBeEmpty();
  await expect(page.getByRole('columnheader', { name: /^EXPIREDAT/ })).toHaveCount(0);
});

async function amountsOf(page: Page, rows: number): Promise<number[]> {
  const texts: string[] = [];
  for (let row = 0; row < rows; row++) texts.push(await cell(page, row, 'AMOUNT').innerText());
  return texts.map((text) =>
    text === '' ? NaN : Number(text.replace(/[(),]/g, '')) * (text.startsWith('(') ? -1 : 1),
  );
}
