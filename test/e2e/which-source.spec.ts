import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, test } from './app/app.ts';

const HEADER = 'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT';
const rows = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => `${from + i},earned,2026-01-05 10:00:00,7,10.00`);

/** Writes a workbook whose movements stand in a sheet that its name does not give away. */
async function workbook(path: string, movements: readonly unknown[][]): Promise<string> {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('Notes').addRow(['Store credit']);
  book.addWorksheet('Movements').addRows([...movements]);
  await book.xlsx.writeFile(path);
  return path;
}

test('a file says which source it belongs to and why, and asks where that is doubtful', async ({
  app,
}) => {
  const { page } = app;
  const file = async (name: string, lines: readonly string[], header = HEADER): Promise<string> => {
    const path = join(app.folder, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, [header, ...lines, ''].join('\n'));
    return path;
  };
  await app.reconcile(await file('credit_2026-10.csv', rows(1, 40)));

  await app.open(await file('later/credit_2026-11.csv', rows(1, 45)));
  const belongs = page.getByLabel('This file belongs to');
  await expect(belongs).toContainText('credit');
  await expect(
    page.getByText(
      'Recognized: same name apart from dates and numbers; 100 % of its rows are in this file.',
    ),
  ).toBeVisible();

  const noted = rows(900, 910).map((line) => `${line},Damaged`);
  await app.open(await file('elsewhere/credit_2026-11.csv', noted, `${HEADER},NOTE`));
  await expect(page.getByText('Which source does this file belong to?')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run all' })).toBeDisabled();
  await page.getByLabel('Column for NOTE').selectOption('REASON');
  await expect(page.getByText('Not saved yet; a run saves it too.')).toBeVisible();
  const save = page.getByRole('button', { name: 'Save for this source' });
  await expect(save).toBeDisabled();
  await belongs.selectOption('A new source');
  await expect(save).toBeEnabled();
  await page.getByLabel('Name of the new source').fill('Gift cards');
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.getByLabel('The run now')).toContainText('Completed in');
  await expect(page.getByRole('heading', { level: 1, name: 'Gift cards' })).toBeVisible();
  expect(app.complaints).toEqual([]);
});

test('a run whose sheets are not known halts, and is begun again once they are chosen', async ({
  app,
}) => {
  const { page } = app;
  const file = await workbook(join(app.folder, 'credit.xlsx'), [
    HEADER.split(','),
    [1, 'earned', '2026-03-04', 7, 10],
  ]);
  await app.goTo(`/run/${await app.reconciled(file, '--sheet', 'June')}/step/validate`);
  await expect(
    page.getByText(/^Halted: The sheet June is missing; the workbook has: Notes, Movements/),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Choose the sheets' }).click();
  await expect(page.getByText('The workbook has no sheet June.')).toBeVisible();
  await page.getByLabel('Store credit ledger').selectOption('Movements');
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.getByLabel('The run now')).toContainText('Completed in');
  expect(app.complaints).toEqual([]);
});

test('an uploaded file that was fixed is uploaded again, and belongs to the source of its run', async ({
  app,
}) => {
  const { page } = app;
  const file = (...lines: string[]) => ({
    name: 'credit.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from([HEADER, ...lines, ''].join('\n')),
  });
  const upload = async (button: string, chosen: ReturnType<typeof file>): Promise<void> => {
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: button }).click();
    await (await choosing).setFiles(chosen);
  };
  const runAll = page.getByRole('button', { name: 'Run all' });
  await upload('Open a workbook', file('1,earned,yesterday,7,10.00'));
  await runAll.click();
  await upload('I’ve fixed the file – upload it again', file('1,earned,2026-03-04,7,10.00'));
  await expect(page.getByLabel('This file belongs to')).toContainText('credit');
  await runAll.click();
  await expect(page.getByLabel('The run now')).toContainText('Completed in');
  expect(app.complaints).toEqual([]);
});

test('a workbook is read as it is said at the preview, and so is the next one of its source', async ({
  app,
}) => {
  const { page } = app;
  const credit = (name: string, more: readonly unknown[][] = []): Promise<string> =>
    workbook(join(app.folder, name), [
      ['Store credit'],
      HEADER.split(','),
      [1, 'earned', '04/03/2026', 7, '1.250,00'],
      [2, 'spent', '05/03/2026', 7, '-16,07'],
      ...more,
    ]);
  await app.open(await credit('credit_2026-03.xlsx'));
  await expect(page.getByText('Which sheet has the store credit ledger?')).toBeVisible();
  const runAll = page.getByRole('button', { name: 'Run all' });
  await expect(runAll).toBeDisabled();
  await page.getByLabel('Store credit ledger').selectOption('Movements');
  await expect(page.getByText('How are the dates written?')).toBeVisible();
  await expect(page.getByText('Choose how the dates are written before you run.')).toBeVisible();
  const read = page.getByRole('region', { name: 'Dates and amounts', exact: true });
  await expect(read).toContainText('Decimal comma, points between thousands');
  await expect(read.getByRole('row', { name: /AMOUNT/ })).toContainText('1.250,00→1,250.00');
  await page.getByRole('button', { name: 'Day first' }).click();
  await expect(read.getByRole('row', { name: /CREATEDAT/ })).toContainText('04/03/2026→2026-03-04');
  await runAll.click();
  await expect(page.getByLabel('The run now')).toContainText('Completed in');

  await app.open(await credit('credit_2026-04.xlsx', [[3, 'earned', '06/03/2026', 7, '1,00']]));
  await expect(page.getByLabel('Store credit ledger')).toHaveValue('Movements');
  await expect(page.getByLabel('Dates in the file')).toHaveValue('dmy');
  await expect(runAll).toBeEnabled();
  await page.getByLabel('Dates in the file').selectOption('Detect from the column');
  await expect(runAll).toBeDisabled();
  expect(app.complaints).toEqual([]);
});

test('a file is read as the source that is chosen for it has it, and a new one as nothing is known', async ({
  app,
}) => {
  const { page } = app;
  const file = async (name: string, ...lines: string[]): Promise<string> => {
    const path = join(app.folder, name);
    await writeFile(path, [HEADER, ...lines, ''].join('\n'));
    return path;
  };
  const credit = await file('credit.csv', '1,earned,04/03/2026,7,10.00');
  await app.reconciled(credit, '--no-xlsx', '--dates', 'dmy', '--fiscal-start', '4');
  await app.open(await file('export.csv', '91,earned,05/03/2026,7,10.00'));
  const runAll = page.getByRole('button', { name: 'Run all' });
  const dates = page.getByLabel('Dates in the file');
  await expect(runAll).toBeDisabled();
  await page.getByLabel('Tolerance').fill('5.00');
  await page.getByLabel('Period', { exact: true }).fill('FY26-P05');
  await page.getByLabel('This file belongs to').selectOption('credit');
  await expect(dates).toHaveValue('dmy');
  await expect(runAll).toBeEnabled();
  // What was typed for the run is not the source's to take back.
  await expect(page.getByLabel('Tolerance')).toHaveValue('5.00');
  await expect(page.getByLabel('Fiscal year starts in')).toHaveValue('4');
  await page.getByLabel('This file belongs to').selectOption('A new source');
  await expect(dates).toHaveValue('');
  await expect(page.getByLabel('Fiscal year starts in')).toHaveValue('1');
  await expect(runAll).toBeDisabled();
  expect(app.complaints).toEqual([]);
});
