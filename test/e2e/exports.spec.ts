import { readFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import { expect, test } from './app/app.ts';

test('the view exported to CSV and Excel holds what the grid shows', async ({ app }) => {
  const { page } = app;
  const runId = await app.reconciled(app.sample('tc_raw_data.xlsx'), '--no-xlsx');
  await app.goTo(`/run/${runId}/grid`);
  await page.getByRole('radio', { name: 'Open lots' }).check();
  const totals = page.getByLabel('Totals of the rows shown');
  await expect(totals).not.toContainText('2,000 rows');
  const shown = Number(/([\d,]+) rows/.exec(await totals.innerText())![1]!.replace(',', ''));

  const exported = (format: string, name: string): Promise<string> =>
    app.saved(name, async () => {
      await page.getByRole('button', { name: 'Export view' }).click();
      await page.getByRole('menuitem', { name: format }).click();
    });
  // Its texts stand in quotation marks, and none of them holds a comma.
  const text = await readFile(await exported('CSV', 'view.csv'), 'utf8');
  const csv = text.replaceAll('"', '').trimEnd().split('\n');
  expect(csv).toHaveLength(shown + 1);
  expect(csv[0]).toContain(
    'CUSTOMERID,TRANS_ID,REDEEMID,MATCH_STATUS,MATCHED_AMOUNT,OPEN_AMOUNT,AMOUNT,CREATEDAT,TCTYPE',
  );

  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(await exported('Excel', 'view.xlsx'));
  const sheet = workbook.worksheets[0]!;
  expect(sheet.actualRowCount).toBe(shown + 1);
  const headers = (sheet.getRow(1).values as string[]).slice(1);
  const amount = headers.indexOf('AMOUNT') + 1;
  const status = headers.indexOf('MATCH_STATUS') + 1;
  let sum = 0;
  sheet.eachRow((row, at) => {
    if (at === 1) return;
    expect(row.getCell(status).value).toBe('open');
    sum += Math.round((row.getCell(amount).value as number) * 100);
  });
  const cents = csv
    .slice(1)
    .map((line) => line.split(',')[headers.indexOf('AMOUNT')]!)
    .reduce((total, cell) => total + Math.round(Number(cell) * 100), 0);
  expect(sum).toBe(cents);
  await expect(totals).toContainText(
    (sum / 100).toLocaleString('en-US', { minimumFractionDigits: 2 }),
  );
});

test.describe('with the workbook', () => {
  test.use({ excel: true });

  test('the files of the report are what the run has written', async ({ app }) => {
    const { page } = app;
    await app.reconcile(app.sample('tc_raw_data.xlsx'));
    test.skip(
      test.info().project.name === 'electron',
      'the window shows files in their folder instead of downloading them',
    );
    const book = await app.saved('reconciliation.xlsx', () =>
      page.getByRole('button', { name: 'Download reconciliation.xlsx' }).click(),
    );
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(book);
    expect(workbook.worksheets.map(({ name }) => name)).toContain('Summary');
    // All of them are one download.
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download all', exact: true }).click();
    expect((await download).suggestedFilename()).toBe('tc_raw_data 2026-10-31 (one-to-one).zip');
  });
});
