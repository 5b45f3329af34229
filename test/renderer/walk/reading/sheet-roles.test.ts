import { expect, it } from 'vitest';
import type { SheetPreview } from '../../../../core/contract/api/sources.ts';
import {
  chosenSheets,
  hasSheetsToChoose,
  withSheet,
} from '../../../../renderer/walk/reading/sheet-roles.ts';

/** Sheets by their names, with what they are taken for. */
function sheets(of: Readonly<Record<string, SheetPreview['role']>>): SheetPreview[] {
  return Object.entries(of).map(([name, role]) => ({
    name,
    role,
    headers: [],
    headerRow: 1,
    rows: [],
    rowCount: 0,
  }));
}

const KNOWN = sheets({ TC_Data: 'ledger', Sales: 'sales', June: 'ignored' });

it('says which sheet has which role', () => {
  expect(chosenSheets({ sheets: KNOWN })).toEqual({
    ledger: 'TC_Data',
    sales: 'Sales',
    customers: null,
  });
});

it('says nothing of roles that nobody has chosen', () => {
  const preview = { sheets: KNOWN, sheetChoice: {} };
  expect(withSheet(preview, 'ledger', 'June')).toEqual({ ledger: 'June' });
  expect(withSheet(preview, 'sales', null)).toEqual({ sales: null });
  expect(withSheet({ ...preview, sheetChoice: { sales: null } }, 'customers', 'June')).toEqual({
    sales: null,
    customers: 'June',
  });
});

it('takes a sheet from the role that it had', () => {
  const preview = { sheets: KNOWN, sheetChoice: {} };
  expect(withSheet(preview, 'ledger', 'Sales')).toEqual({ ledger: 'Sales', sales: null });
  expect(withSheet(preview, 'customers', 'TC_Data')).toEqual({ customers: 'TC_Data' });
  const chosen = {
    sheets: sheets({ TC_Data: 'ignored', Sales: 'sales', June: 'ledger' }),
    sheetChoice: { ledger: 'June' },
  };
  expect(withSheet(chosen, 'sales', 'June')).toEqual({ sales: 'June' });
});

it('lets choose where there are several sheets, or none is known', () => {
  const workbook = (of: SheetPreview[], more: object = {}) =>
    hasSheetsToChoose({
      format: 'xlsx',
      sheets: of,
      sheetNames: of.map(({ name }) => name),
      absentSheets: [],
      ...more,
    });
  expect(workbook(KNOWN)).toBe(true);
  expect(workbook(sheets({ Sheet1: 'ledger' }))).toBe(false);
  expect(workbook(sheets({ Sales: 'sales' }))).toBe(true);
  expect(workbook(sheets({ Sheet1: 'ledger' }), { absentSheets: ['Orders'] })).toBe(true);
  expect(workbook(sheets({ TC_Data: 'ledger' }), { format: 'csv' })).toBe(false);
});
