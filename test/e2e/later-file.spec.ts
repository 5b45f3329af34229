import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './app/app.ts';
import type { App } from './app/app.ts';
import { ALWAYS } from './app/drawn.ts';

const HEADER = 'TRANS_ID,TCTYPE,CREATEDAT,EXPIREDAT,CUSTOMERID,ORDERID,AMOUNT,REASON';
const FIRST = [
  '1,earned,2026-01-05 10:00:00,2027-01-05,100,,40.00,Damaged Item',
  '2,earned,2026-01-20 10:00:00,2027-01-20,100,,30.00,Damaged Item',
  '3,spent,2026-02-03 10:00:00,,100,9001,-35.00,',
  '4,earned,2026-02-10 10:00:00,2027-02-10,200,,25.00,Loyalty Reward',
];

/** Reconciles the first file, and runs a later one in its place. */
async function runLater(app: App, later: readonly string[]): Promise<void> {
  const path = join(app.folder, 'ledger.csv');
  await writeFile(path, [HEADER, ...FIRST, ''].join('\n'));
  await app.reconcile(path);
  await writeFile(path, [HEADER, ...later, ''].join('\n'));
  await app.open(path);
  await app.page.getByRole('button', { name: 'Run all' }).click();
}

test(
  'a later file that changes what was reported halts, and says what it changes when it counts',
  ALWAYS,
  async ({ app }) => {
    const { page } = app;
    // A lot of January corrected, a late row, and one of March.
    const later = [
      FIRST[0]!.replace('40.00', '50.00'),
      ...FIRST.slice(1),
      '5,earned,2026-01-10 10:00:00,2027-01-10,200,,12.50,Late',
      '6,spent,2026-03-01 10:00:00,,200,9002,-20.00,',
    ];
    await runLater(app, later);
    await expect(page.getByText(/^Halted: Compared with run .*: 1 row changed/)).toBeVisible();
    await expect(
      page.getByRole('heading', { name: /The row differs from what the previous run reported/ }),
    ).toBeVisible();
    await expect(page.getByText('AMOUNT 40.00 → 50.00').first()).toBeVisible();

    const use = page.getByRole('button', { name: 'Use the new file', exact: true });
    const rows = page.getByRole('region', { name: 'Changed and gone rows' });
    await expect(rows.getByRole('row', { name: /^Select 1 1 100/ })).toContainText(
      '100: +10.00 from 2026-01',
    );
    await expect(use).toBeDisabled();
    await page.getByLabel('Reason for your decision (required)').fill('Corrected by the shop');
    await page.getByRole('button', { name: 'Select all 1' }).click();
    await use.click();
    await expect(rows).toContainText('Corrected by the shop');
    await page.getByRole('button', { name: 'Continue with these decisions' }).click();
    await expect(page.getByLabel('The run now')).toContainText('Completed in');
    const compared = page.getByRole('region', { name: 'Compared with the previous run' });
    await expect(compared.getByText('Reported months are restated')).toBeVisible();
    await expect(compared.getByText('1 of them late')).toBeVisible();
    await expect(compared.getByText('the new file used')).toBeVisible();
    const january = compared.getByRole('row', { name: /^2026-01/ });
    await expect(january).toContainText('+22.50');
    await expect(page.getByRole('row', { name: /restatement\.csv/ })).toBeVisible();
    expect(app.complaints).toEqual([]);
  },
);

test('changed and gone rows are decided one by one, and the run goes on when all are', async ({
  app,
}) => {
  const { page } = app;
  const later = [FIRST[0]!.replace('40.00', '50.00'), FIRST[1]!, FIRST[2]!];
  await runLater(app, later);

  const rows = page.getByRole('region', { name: 'Changed and gone rows' });
  await expect(rows.getByRole('row', { name: /No longer in the file/ })).toContainText(
    '200: (25.00) from 2026-02',
  );
  const goOn = page.getByRole('button', { name: 'Continue with these decisions' });
  const decision = (id: string) => page.getByLabel(`Decision on ${id}`, { exact: true });
  await expect(decision('1')).toBeDisabled();
  const reason = page.getByLabel('Reason for your decision (required)');
  await reason.fill('Corrected by the shop');
  await decision('1').selectOption('Use the new file');
  await expect(page.getByText('1 of 2 decided')).toBeVisible();
  await expect(goOn).toBeDisabled();
  await reason.fill('Deleted by mistake');
  await decision('4').selectOption('Keep reported figures');
  await goOn.click();
  await expect(page.getByLabel('The run now')).toContainText('Completed in');
  const compared = page.getByRole('region', { name: 'Compared with the previous run' });
  await expect(
    compared.getByText(
      'reported figures kept for 1, the new file used for 1 – Corrected by the shop – Deleted by mistake',
    ),
  ).toBeVisible();
  await page.getByRole('link', { name: 'Audit trail' }).click();
  await expect(page.getByText(/Deleted by mistake/).first()).toBeVisible();
  expect(app.complaints).toEqual([]);
});
