import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './app/app.ts';
import { ALWAYS } from './app/drawn.ts';

test.describe('with the workbook, as it is unless the settings say otherwise', () => {
  test.use({ excel: true, alone: true });

  test('the sample, all at once: from the workbook to the report', ALWAYS, async ({ app }) => {
    const { page } = app;
    const newHere = page.getByRole('region', { name: 'New here?' });
    await newHere.getByRole('button', { name: 'Try it with the sample' }).click();
    const preview = page.getByRole('tabpanel');
    await expect(preview).toContainText('TRANS_ID');
    await expect(preview.getByText('7781403')).toBeVisible();
    await expect(page.getByText('150,272 bytes')).toBeVisible();
    await page.getByRole('tab', { name: /Customers/ }).click();
    await expect(page.getByRole('tabpanel')).toContainText('EMAIL');

    await page.getByRole('button', { name: 'Run all' }).click();
    await expect(page.getByLabel('The run now')).toContainText('Completed in');
    await expect(page.getByText('20,126.26').first()).toBeVisible();
    await expect(page.getByText('4,862.74').first()).toBeVisible();
    await expect(page.getByRole('row', { name: /reconciliation\.xlsx/ })).toBeVisible();

    // Back to each step, and what it has to say.
    const steps = page.getByRole('navigation', { name: 'Steps of the run' });
    await steps.getByRole('link', { name: /Validate/ }).click();
    await expect(page.getByRole('heading', { name: 'A balance is overdrawn' })).toBeVisible();
    await steps.getByRole('link', { name: /Match/ }).click();
    await expect(page.getByText('584').first()).toBeVisible();
    await steps.getByRole('link', { name: /Verify/ }).click();
    await expect(page.getByText('All 7 checks passed.')).toBeVisible();
    await steps.getByRole('link', { name: /Download/ }).click();
    await expect(page.getByText('tc_raw_data.xlsx').first()).toBeVisible();

    // Whoever has opened a workbook is not new here.
    await page.getByRole('link', { name: 'Reconcile', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Recent', exact: true })).toContainText(
      'tc_raw_data.xlsx',
    );
    await expect(newHere).toHaveCount(0);
    expect(app.complaints).toEqual([]);
  });
});

test('the same workbook again is already reconciled', async ({ app }) => {
  const first = await app.reconcile(app.sample('tc_raw_data.xlsx'));
  await app.open(app.sample('tc_raw_data.xlsx'));
  await app.page.getByRole('button', { name: 'Run all' }).click();
  await expect(app.page.getByText('Already reconciled. This is that run.')).toBeVisible();
  expect(app.page.url()).toContain(first);
});

test(
  'the messy workbook halts, shows its rows, and goes on with them set aside',
  ALWAYS,
  async ({ app }) => {
    const { page } = app;
    await app.open(app.sample('messy.xlsx'));
    await page.getByRole('button', { name: 'Run all' }).click();
    const now = page.getByLabel('The run now');
    await expect(now).toContainText(
      'Halted: 24 rows with errors, worth 8.00 of unknown currency, 122.00 USD, and 6 rows of unknown amount.',
    );
    // Said once.
    await expect(page.getByText(/nothing was published/i)).toHaveCount(1);
    await expect(page.getByText('92.0 %')).toBeVisible();

    await page.getByRole('button', { name: /The sign of AMOUNT contradicts TCTYPE/ }).click();
    const offending = page.getByRole('region', { name: /^Rows: The sign of AMOUNT/ });
    await expect(offending.getByRole('row')).toHaveCount(3);
    const row = offending.getByRole('button', { name: /^Show row \d+ of TC_Data/ }).first();
    const number = /row (\d+)/.exec((await row.getAttribute('aria-label'))!)![1]!;
    await row.click();
    await expect(page.getByRole('rowheader', { name: number, exact: true }).first()).toBeVisible();

    const findings = await app.saved('findings.csv', async () => {
      await page.getByRole('button', { name: 'Export findings' }).click();
      await page.getByRole('menuitem', { name: /CSV/ }).click();
    });
    expect(await readFile(findings, 'utf8')).toContain('row.sign-wrong');

    await page.getByRole('button', { name: 'Quarantine 24 rows and continue' }).click();
    await expect(page.getByLabel('The run now')).toContainText('Completed in');
    await expect(page.getByText('3,793.22').first()).toBeVisible();
    const largest = page.getByRole('table', { name: 'Customers with the largest balances' });
    await expect(largest.getByRole('columnheader', { name: 'Currency' })).toBeVisible();
    await expect(
      page.getByText('worth 8.00 of unknown currency, 122.00 USD, and 6 rows of unknown amount'),
    ).toBeVisible();
    expect(app.complaints).toEqual([]);
  },
);

test('a run whose dates can be read in two ways halts, and is run again as the analyst says', async ({
  app,
}) => {
  const { page } = app;
  const file = join(app.folder, 'two-ways.csv');
  await writeFile(
    file,
    'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT\n1,earned,01/02/2026,7,5.00\n2,spent,03/04/2026,7,-5.00\n',
  );
  // The preview asks before a run; one from the command line halts.
  await app.goTo(`/run/${await app.reconciled(file, '--no-xlsx')}/step/validate`);
  await expect(page.getByText(/^Halted: CREATEDAT can be read in two ways/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Quarantine/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Day first (31/12/2026)' }).click();
  await expect(page.getByLabel('The run now')).toContainText('Completed in');
  await expect(page.getByText('2026-04-03').first()).toBeVisible();
  expect(app.complaints).toEqual([]);
});

test('step by step stays step by step when rows are set aside', async ({ app }) => {
  const { page } = app;
  await app.open(app.sample('messy.xlsx'));
  await page.getByRole('button', { name: 'Step by step' }).click();
  await page.getByRole('button', { name: /^Quarantine \d+ rows/ }).click();
  const now = page.getByLabel('The run now');
  await expect(now).toContainText('Validate is done.');
  await expect(page.getByRole('button', { name: 'Continue to Match' })).toBeVisible();
});

test('step by step, with the policies compared before one is chosen', async ({ app }) => {
  const { page } = app;
  await app.open(app.sample('tc_raw_data.xlsx'));
  await page.getByRole('button', { name: 'Step by step' }).click();
  const now = page.getByLabel('The run now');
  await expect(now).toContainText('Validate is done.');
  await page.getByRole('link', { name: 'Compare the policies first' }).click();

  const comparison = page.getByRole('region', { name: /policies/i }).first();
  await expect(comparison.getByText('7,200.03')).toBeVisible();
  await expect(comparison.getByRole('cell', { name: '9,225.11' })).toBeVisible();
  await comparison
    .getByRole('radio', { name: /exact/i })
    .or(comparison.getByRole('button', { name: /exact/i }))
    .first()
    .click();
  await expect(now).toContainText('exact');
  await page.getByRole('button', { name: 'Continue to Match' }).click();
  await expect(now).toContainText('Match is done.');
  await page.getByRole('button', { name: 'Continue to Verify' }).click();
  await expect(now).toContainText('Verify is done.');
  await page.getByRole('button', { name: 'Continue to Report' }).click();
  await expect(now).toContainText('Completed in');
  await expect(page.getByText('exact ·').first()).toBeVisible();
  await expect(page.getByText('15,230.34').first()).toBeVisible();
});

for (const [policy, matched] of [
  ['One-to-one', '7,200.03'],
  ['Whole-lot', '14,549.38'],
  ['Exact', '15,230.34'],
] as const)
  test(`the policy ${policy} gives its own figures`, async ({ shared }) => {
    const { page } = shared;
    await shared.open(shared.sample('tc_raw_data.xlsx'));
    await page.getByLabel('Policy').selectOption({ label: policy });
    await page.getByRole('button', { name: 'Run all' }).click();
    await expect(page.getByLabel('The run now')).toContainText('Completed in');
    await expect(page.getByText(matched).first()).toBeVisible();
  });

test('a header that nothing recognises is mapped once and remembered', async ({ app }) => {
  const file = join(app.folder, 'odd.csv');
  await writeFile(
    file,
    'REFERENCE_NO,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT\n1,earned,2026-01-02 10:00:00,7,5.00\n2,spent,2026-01-03 10:00:00,7,-5.00\n',
  );
  const { page } = app;
  await app.open(file);
  await expect(page.getByText(/TRANS_ID.*missing|missing.*TRANS_ID/i).first()).toBeVisible();
  await page.getByLabel('Column for REFERENCE_NO').selectOption('TRANS_ID');
  await page.getByRole('button', { name: 'Save for this source' }).click();
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.getByLabel('The run now')).toContainText('Completed in');

  await app.start();
  await app.open(file);
  await expect(app.page.getByLabel('Column for REFERENCE_NO')).toHaveValue('TRANS_ID');
});
