import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, describe, expect, it } from 'vitest';
import { importCustomerList } from '../../../../core/close/imports/customer-list.ts';
import { importTrialBalance } from '../../../../core/close/imports/trial-balance.ts';
import { openSource } from '../../../../core/source/open-source.ts';
import type { OpenSource } from '../../../../core/source/reading/raw-rows.ts';

const root = mkdtempSync(join(tmpdir(), 'thrive-imports-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function ofCsv<T>(
  lines: readonly string[],
  read: (source: OpenSource) => Promise<T>,
): Promise<T> {
  const path = join(root, 'table.csv');
  writeFileSync(path, `${lines.join('\n')}\n`);
  const source = await openSource(path);
  try {
    return await read(source);
  } finally {
    await source.close();
  }
}

describe('a trial balance', () => {
  it('is read with its titles, debits and credits, and totals left out', async () => {
    const balances = await ofCsv(
      [
        'Acme Inc.,,,',
        'Trial balance as of 31 March,,,',
        'Account No.,Account name,Debits,Credits',
        '1000,Cash,"1,250.00",',
        '2150,Store credit,0.50,"1,100.25"',
        '2150,Store credit of stores,,10.00',
        ',Total,"1,250.50","1,110.25"',
      ],
      (source) => importTrialBalance(source, 'debit-positive'),
    );
    expect(balances).toEqual([
      { account: '1000', currency: '', company: '', cents: -125_000 },
      { account: '2150', currency: '', company: '', cents: 110_975 },
    ]);
  });

  it('with one column is read by the sign that was said, by currency and company', async () => {
    const lines = [
      'GL Account,Subsidiary,Currency,Ending balance',
      '2150,North,usd,-100.00',
      '2150,South,EUR,(25.50)',
    ];
    const debit = await ofCsv(lines, (source) => importTrialBalance(source, 'debit-positive'));
    expect(debit).toEqual([
      { account: '2150', currency: 'USD', company: 'North', cents: 10_000 },
      { account: '2150', currency: 'EUR', company: 'South', cents: 2550 },
    ]);
    const credit = await ofCsv(lines, (source) => importTrialBalance(source, 'credit-positive'));
    expect(credit.map(({ cents }) => cents)).toEqual([-10_000, -2550]);
  });

  it('is found in a workbook by its columns, with numbers as they are', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('Cover').addRow(['March']);
    const sheet = book.addWorksheet('TB');
    sheet.addRows([
      ['Account', 'Balance'],
      [2150, -1234.5],
    ]);
    const path = join(root, 'tb.xlsx');
    await book.xlsx.writeFile(path);
    const source = await openSource(path);
    expect(await importTrialBalance(source, 'debit-positive')).toEqual([
      { account: '2150', currency: '', company: '', cents: 123_450 },
    ]);
    await expect(
      importTrialBalance(source, 'debit-positive', { sheet: 'None' }),
    ).rejects.toMatchObject({ code: 'close.import-sheet' });
    await source.close();
  });

  it('takes headers that a person maps, and a decimal comma that its amounts show or a person says', async () => {
    const lines = ['Konto;Saldo', '2150;-1.234,50', '1000;1.234'];
    const mapping = { Konto: 'ACCOUNT', Saldo: 'BALANCE' };
    const read = (source: OpenSource) => importTrialBalance(source, 'debit-positive', { mapping });
    expect((await ofCsv(lines, read)).map(({ cents }) => cents)).toEqual([123_450, -123_400]);
    const unsure = ['Konto;Saldo', '2150;-1.234'];
    await expect(ofCsv(unsure, read)).rejects.toMatchObject({ code: 'close.import-decimals' });
    const said = await ofCsv(unsure, (source) =>
      importTrialBalance(source, 'debit-positive', { mapping, decimals: 'comma' }),
    );
    expect(said.map(({ cents }) => cents)).toEqual([123_400]);
  });

  it.each([
    ['close.import-column', ['Account,Name', '2150,Store credit']],
    ['close.import-column-twice', ['Account,Account,Balance', '2150,2150,1.00']],
    ['close.import-amount', ['Account,Balance', '2150,about ten']],
  ])('is refused with %s where it has to be', async (code, lines) => {
    await expect(
      ofCsv(lines, (source) => importTrialBalance(source, 'debit-positive')),
    ).rejects.toMatchObject({ code });
  });
});

it('a list of customers is read with ids as the ledger has them', async () => {
  const balances = await ofCsv(
    ['Customer,Store credit,Currency', '12.0,5.00,', '0012,6.00,EUR', ',7.00,'],
    (source) => importCustomerList(source, 'USD'),
  );
  expect(balances).toEqual([
    { customer: '12', currency: 'USD', cents: 500 },
    { customer: '0012', currency: 'EUR', cents: 600 },
  ]);
});
