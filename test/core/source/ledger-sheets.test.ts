import { expect, it } from 'vitest';
import type { SheetChoice } from '../../../core/contract/settings.ts';
import { ledgerSheets, roleOf, sheetOf } from '../../../core/source/ledger-sheets.ts';
import type { OpenSource } from '../../../core/source/reading/raw-rows.ts';

function sheets(sheetNames: readonly string[], choice?: SheetChoice, format = 'xlsx') {
  const source = { format: format as OpenSource['format'], sheetNames };
  const { ledger, sales, customers, absent } = ledgerSheets(source, choice);
  return [ledger, sales, customers, ...absent];
}

it('a sheet is found without regard to case, spaces and underscores, an exact name first', () => {
  expect(sheetOf({ sheetNames: ['Sales', 'tc data'] }, 'TC_Data')).toBe('tc data');
  expect(sheetOf({ sheetNames: ['tc_data', 'TC_Data'] }, 'TC_Data')).toBe('TC_Data');
  expect(sheetOf({ sheetNames: [' T C-Data'] }, 'TC_Data')).toBeUndefined();
});

it('takes sheets by their names, and for the ledger the only one', () => {
  expect(sheets(['Notes', 'customers', 'TC_Data'])).toEqual(['TC_Data', null, 'customers']);
  expect(sheets(['Sheet1'])).toEqual(['Sheet1', null, null]);
  expect(sheets(['Sales'])).toEqual([null, 'Sales', null]);
  expect(sheets(['Sheet1', 'Sheet2'])).toEqual([null, null, null]);
});

it('takes the sheets that were chosen, and gives none of them a second role by its name', () => {
  const names = ['TC_Data', 'Sales', 'June', 'Orders'];
  expect(sheets(names, { ledger: 'june' })).toEqual(['June', 'Sales', null]);
  expect(sheets(names, { ledger: 'Sales' })).toEqual(['Sales', null, null]);
  expect(sheets(names, { sales: 'Orders' })).toEqual(['TC_Data', 'Orders', null]);
  expect(sheets(names, { sales: null })).toEqual(['TC_Data', null, null]);
  expect(sheets(names, { customers: 'TC_Data' })).toEqual([null, 'Sales', 'TC_Data']);
  expect(sheets(['Sheet1'], { sales: 'Sheet1' })).toEqual([null, 'Sheet1', null]);
});

it('names what was chosen and is not there, and takes nothing in its place', () => {
  expect(sheets(['TC_Data'], { ledger: 'July' })).toEqual([null, null, null, 'July']);
  expect(sheets(['TC_Data', 'Sales'], { sales: 'Orders' })).toEqual([
    'TC_Data',
    null,
    null,
    'Orders',
  ]);
});

it('takes a text or Parquet file for a ledger, whatever was chosen', () => {
  for (const format of ['csv', 'parquet'])
    expect(sheets(['TC_Data'], { ledger: 'July', sales: 'Orders' }, format)).toEqual([
      'TC_Data',
      null,
      null,
    ]);
});

it('says which role a sheet has', () => {
  const read = ledgerSheets(
    { format: 'xlsx', sheetNames: ['A', 'B', 'C'] },
    { ledger: 'B', sales: 'A' },
  );
  expect(['A', 'B', 'C'].map((name) => roleOf(read, name))).toEqual(['sales', 'ledger', undefined]);
});
