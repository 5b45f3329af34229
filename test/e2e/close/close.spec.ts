import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, test } from '../app/app.ts';
import type { App } from '../app/app.ts';
import { ALWAYS } from '../app/drawn.ts';
import { faults } from '../app/axe.ts';

const PERIOD = '2026-07';
const ACCOUNT = '2150 Store credit liability';
const PREPARER = 'Ann Archer';
const REVIEWER = 'Bo Berg';

/** Goes to a part of the close that is open. */
async function part({ page }: App, name: string): Promise<void> {
  const line = page
    .getByRole('navigation', { name: 'Checklist of the close' })
    .getByRole('link', { name: new RegExp(`^${name}`) });
  await line.click();
  await expect(line).toHaveAttribute('aria-current', 'page');
}

/** Adds a refund of the period to a workbook, as the shop's next export would have it. */
async function withLateRow(file: string): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(file);
  const sheet = workbook.getWorksheet('TC_Data')!;
  const headers = (sheet.getRow(1).values as string[]).slice(1);
  const first = sheet.getRow(2).values as ExcelJS.CellValue[];
  const own: Readonly<Record<string, ExcelJS.CellValue>> = {
    TRANS_ID: 99_000_001,
    TCTYPE: 'earned',
    CREATEDAT: new Date('2026-07-20T10:00:00Z'),
    EXPIREDAT: new Date('2027-07-20T10:00:00Z'),
    AMOUNT: 25,
    REASON: 'Refund',
  };
  sheet.addRow(headers.map((header, index) => own[header] ?? first[index + 1]));
  await workbook.xlsx.writeFile(file);
}

/** Says who is tied to what: two people, and the account of the example chart. */
async function setUp({ page }: App): Promise<void> {
  await expect(page.getByText('Set up the close of this source first.')).toBeVisible();
  const names = page.getByRole('textbox', { name: 'Name', exact: true });
  await names.nth(0).fill(PREPARER);
  await names.nth(1).fill(REVIEWER);
  await page.getByLabel('Materiality of exceptions').fill('1,000.00');
  await page.getByLabel('Estimate and book breakage').check();
  await page.getByRole('button', { name: 'Set up the close' }).click();
}

/** The general ledger is off by 12.50, which one timing item explains. */
async function tieOut(app: App): Promise<void> {
  const { page } = app;
  const lines = page.getByRole('region', { name: 'General ledger and sub-ledger, line by line' });
  await part(app, 'Tie-out');
  await page.getByRole('textbox', { name: ACCOUNT }).fill('4,811.13');
  await page.getByRole('button', { name: 'Save balances' }).click();
  await expect(lines).toContainText('Not tied out');
  await expect(lines).toContainText('4,798.63 Cr');
  await page.getByRole('button', { name: 'Add an item' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('textbox', { name: 'Amount' })).toHaveValue('12.50');
  await dialog.getByRole('button', { name: 'Add the item' }).click();
  await expect(dialog.getByText('Say what it is.')).toBeVisible();
  await dialog.getByLabel('Explanation').fill('Refund of 31 July, posted on 1 August');
  await dialog.getByRole('textbox', { name: 'Expected clearing date' }).fill('2026-08-05');
  await dialog.getByRole('button', { name: 'Add the item' }).click();
  await expect(lines).toContainText('Tied out');
}

/** Books what there is, and explains what differs from other periods. */
async function bookAndExplain(app: App): Promise<void> {
  const { page } = app;
  await part(app, 'Journal entries');
  await expect(page.getByText('BR-2026-07').first()).toBeVisible();
  await page.getByRole('button', { name: /^Book / }).click();
  await expect(page.getByRole('button', { name: /^Book / })).toHaveCount(0);
  await part(app, 'Flux');
  await page.getByLabel('Only what wants an explanation').check();
  const open = page.getByRole('textbox', { name: /^Explanation: / });
  await expect(open.first()).toBeVisible();
  for (let left = await open.count(); left > 0; left--) {
    await open.first().fill('Summer campaign');
    await page
      .getByRole('button', { name: /^Save the explanation of / })
      .first()
      .click();
    await expect(open).toHaveCount(left - 1);
  }
}

/** Takes the next step as a person; `refused` is what is said where it is not taken. */
async function sign(app: App, step: string, person: string, refused?: string): Promise<void> {
  const { page } = app;
  await part(app, 'Sign-off');
  await page.getByRole('combobox', { name: 'You act as' }).selectOption(person);
  await page.getByRole('button', { name: `${step} as ${person}` }).click();
  if (refused !== undefined) await expect(page.getByRole('alert')).toContainText(refused);
}

test(
  'a month is closed from end to end: tied out, booked, explained, signed by two, locked, and reopened with a reason',
  ALWAYS,
  async ({ app }) => {
    const { page } = app;
    const sample = app.sample('tc_raw_data.xlsx');
    const options = ['--period', PERIOD, '--policy', 'exact', '--no-xlsx'];
    const run = await app.reconciled(sample, ...options);
    await app.goTo(`/run/${run}/step/report`);
    await page.getByRole('button', { name: 'Continue to Close' }).click();
    const now = page.getByRole('region', { name: 'The close now' });

    await setUp(app);
    await page.getByRole('combobox', { name: 'You act as' }).selectOption(PREPARER);
    await tieOut(app);
    await bookAndExplain(app);
    expect(await faults(page)).toEqual([]);

    await sign(app, 'Prepare', PREPARER);
    await expect(now).toContainText('Prepared');
    await sign(app, 'Review', PREPARER, 'Whoever prepared the period cannot review it.');
    // Whatever changes suspends the signature, and says so, until it is as it was.
    await part(app, 'Tie-out');
    await page.getByRole('textbox', { name: ACCOUNT }).fill('4,811.14');
    await page.getByRole('button', { name: 'Save balances' }).click();
    await expect(page.getByText('The signatures are suspended.')).toBeVisible();
    await expect(
      page.getByText(/Changed since it was signed: tie-out and its items/),
    ).toBeVisible();
    // Wherever the state stands, it says so too: at the head of the run, at its sign-off, and in History.
    await app.goTo(`/run/${run}/step/report`);
    await expect(page.getByText('Close: prepared, suspended')).toHaveCount(2);
    await app.goTo('/history');
    await expect(page.getByRole('row', { name: new RegExp(run) })).toContainText(
      'Prepared, suspended',
    );
    await app.goTo(`/run/${run}/close/tie-out`);
    await page.getByRole('textbox', { name: ACCOUNT }).fill('4,811.13');
    await page.getByRole('button', { name: 'Save balances' }).click();
    await expect(page.getByText('The signatures are suspended.')).toHaveCount(0);
    await sign(app, 'Review', REVIEWER);
    await expect(now).toContainText('Reviewed');
    await sign(app, 'Lock', REVIEWER);
    await expect(now).toContainText('Locked');
    await expect(page.getByText('No row of the period was added')).toBeVisible();
    await part(app, 'Tie-out');
    await expect(page.getByRole('button', { name: 'Add an item' })).toBeDisabled();

    await withLateRow(sample);
    const later = await app.reconciled(sample, ...options);
    await app.goTo(`/run/${later}/close`);
    await expect(page.getByText(`The period is locked with the run ${run}.`)).toBeVisible();
    await page.getByRole('link', { name: 'Open the close' }).click();
    await part(app, 'Sign-off');
    await expect(page.getByRole('row', { name: /^Added 99000001/ })).toContainText('25.00');
    await expect(page.getByText(/posted as a correction in 2026-08, the first/)).toBeVisible();
    await app.goTo('/history');
    await expect(page.getByRole('row', { name: new RegExp(run) })).toContainText('Locked');

    await app.goTo(`/run/${run}/close/sign-off`);
    await page.getByRole('button', { name: 'Reopen …' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('The late refund belongs here');
    await page.getByRole('button', { name: `Reopen as ${REVIEWER}` }).click();
    // Open again, it is made from the latest run.
    await expect(page.getByText(`A later run of the period counts: ${later}.`)).toBeVisible();
    await page.getByRole('link', { name: 'Open the close' }).click();
    await expect(now).toContainText('Open');
    await part(app, 'Sign-off');
    await expect(
      page.getByRole('row', { name: `${REVIEWER} The late refund belongs here` }),
    ).toBeVisible();
    expect(app.complaints.filter((words) => !words.includes('400'))).toEqual([]);
  },
);

/** A sample is drawn, tied to its figure, and one of its items is tested with a file as evidence. */
async function testSample(app: App): Promise<void> {
  const { page } = app;
  const dialog = page.getByRole('dialog');
  await part(app, 'Sample');
  await page.getByRole('textbox', { name: 'Size' }).fill('5');
  await page.getByRole('button', { name: 'Draw the sample' }).click();
  await expect(page.getByText('Tied', { exact: true })).toBeVisible();
  await page
    .getByRole('button', { name: /^Test / })
    .first()
    .click();
  await expect(dialog.getByRole('region', { name: 'Lots that it took' })).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Tick-mark' }).fill('V');
  await dialog.getByRole('textbox', { name: 'Evidence' }).fill('The shop’s order');
  const evidence = join(app.folder, 'order.txt');
  writeFileSync(evidence, 'Order 1001\n');
  await dialog
    .locator('input[type=file][aria-label="Attach the evidence"]')
    .setInputFiles(evidence);
  await expect(dialog.getByText('order.txt')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Conclusion' }).fill('Agrees with the order');
  expect(await faults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('1 of 5 items concluded')).toBeVisible();
  await expect(page.getByRole('row', { name: /Agrees with the order/ })).toContainText('order.txt');
  expect(await faults(page)).toEqual([]);
}

test('balances and customers come from files, an exception becomes an item, a sample is tested, and a pack is made, proven and refused', async ({
  app,
}) => {
  const { page } = app;
  const options = ['--period', PERIOD, '--policy', 'exact', '--no-xlsx'];
  const run = await app.reconciled(app.sample('tc_raw_data.xlsx'), ...options);
  await app.goTo(`/run/${run}/close`);
  await setUp(app);
  await part(app, 'Tie-out');

  const dialog = page.getByRole('dialog');
  const take = async (button: string, name: string, rows: readonly string[]): Promise<void> => {
    const file = join(app.folder, name);
    writeFileSync(file, `${rows.join('\n')}\n`);
    await page.locator(`input[type=file][aria-label="${button}"]`).setInputFiles(file);
    await dialog.getByRole('button', { name: 'Import' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole('button', { name, exact: true })).toBeVisible();
  };
  const balances = ['Account,Balance', `${ACCOUNT},-4811.13`, '1000 Cash,9000.00'];
  await take('Import a trial balance', 'trial-balance.csv', balances);
  await expect(page.getByRole('row', { name: new RegExp(ACCOUNT) })).toContainText('4,811.13 Cr');
  await take('Import a customer list', 'customers.csv', ['Customer,Balance', '999,12.00']);
  await page.getByRole('textbox', { name: 'Customer', exact: true }).fill('999');
  const differences = page.getByRole('region', {
    name: 'Customers of the platform and the ledger',
  });
  await expect(differences.getByRole('row', { name: '999 12.00 – 12.00' })).toBeVisible();
  await expect(page.getByText('5 customers', { exact: true })).toBeVisible();
  await page.getByRole('textbox', { name: 'Customer', exact: true }).fill('');
  await differences.getByRole('columnheader', { name: 'Platform' }).click();
  await differences.getByRole('columnheader', { name: 'Platform' }).click();
  await expect(differences.locator('[row-index="0"]')).toContainText('999');
  expect(await faults(page)).toEqual([]);

  await app.goTo(`/run/${run}/exceptions`);
  await page.getByRole('row', { name: /Expired too early/ }).click();
  await page.getByRole('button', { name: 'Make it a reconciling item …' }).click();
  await dialog.getByRole('button', { name: 'Add the item' }).click();
  await page.getByRole('link', { name: 'Reconciling item: Timing, 12.36' }).click();
  await expect(page.getByRole('link', { name: 'From an exception of the run' })).toBeVisible();

  await testSample(app);
  await part(app, 'Auditor’s pack');
  const pack = await app.saved('pack.zip', () =>
    page.getByRole('button', { name: 'Make the pack' }).click(),
  );
  const choose = page.locator('input[type=file][aria-label="Choose a pack"]');
  await choose.setInputFiles(pack);
  await expect(page.getByText('every byte is what was written.')).toBeVisible();
  const bytes = readFileSync(pack);
  bytes[Math.floor(bytes.length / 2)]! ^= 1;
  const tampered = join(app.folder, 'tampered.zip');
  writeFileSync(tampered, bytes);
  await choose.setInputFiles(tampered);
  await expect(page.getByText('this pack is not what was written.')).toBeVisible();
  expect(app.complaints).toEqual([]);
});
