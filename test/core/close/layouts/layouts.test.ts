import { describe, expect, it } from 'vitest';
import { imbalance } from '../../../../core/close/journal/entry.ts';
import { layoutOf } from '../../../../core/close/layouts/layouts.ts';
import type { EntryLine, JournalEntry } from '../../../../core/contract/close/journal.ts';
import { LAYOUT_IDS } from '../../../../core/contract/close/layouts.ts';
import type { LayoutId } from '../../../../core/contract/close/layouts.ts';

const REFUND: EntryLine = {
  account: '4100',
  debit: 125_050,
  credit: 0,
  memo: 'Refunds, 2026-03',
  dimensions: { Class: 'Online', COST_CENTER: '17' },
};
const OWED: EntryLine = { ...REFUND, account: '2150', debit: 0, credit: 125_050, dimensions: {} };

const entry = (given: Partial<JournalEntry> = {}): JournalEntry => ({
  id: 'SC-2026-03-USD-North',
  kind: 'period',
  of: '2026-03',
  period: '2026-03',
  date: '2026-03-31',
  company: 'North',
  currency: 'USD',
  memo: 'Store credit 2026-03',
  reverses: null,
  lines: [REFUND, OWED],
  ...given,
});

function filesOf(id: LayoutId, entries: readonly JournalEntry[]) {
  const found = layoutOf(id).files(entries, '2026-03');
  if (!found.fits) throw new Error('It does not fit.');
  return { ...found, lines: found.files.map(({ text }) => text.split('\r\n')) };
}

describe.each(LAYOUT_IDS)('%s', (id) => {
  it('has every amount of every entry, and the same bytes for the same entries', () => {
    const entries = [entry(), entry({ id: 'SC-2026-03-EUR', currency: 'EUR', company: '' })];
    const { files, lines } = filesOf(id, entries);
    const amounts = lines.flat().flatMap((line) => line.match(/-?1250\.50/g) ?? []);
    expect(amounts).toHaveLength(4);
    expect(filesOf(id, structuredClone(entries)).files).toEqual(files);
    expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
    for (const one of entries) expect(imbalance(one)).toBe(0);
  });
});

it('CSV has a row for each line and a column for each dimension', () => {
  expect(filesOf('csv', [entry()]).lines).toEqual([
    [
      'ENTRY,KIND,OF_PERIOD,PERIOD,DATE,COMPANY,CURRENCY,ACCOUNT,DEBIT,CREDIT,MEMO,REVERSES,COST_CENTER,Class',
      'SC-2026-03-USD-North,period,2026-03,2026-03,2026-03-31,North,USD,4100,1250.50,,"Refunds, 2026-03",,17,Online',
      'SC-2026-03-USD-North,period,2026-03,2026-03,2026-03-31,North,USD,2150,,1250.50,"Refunds, 2026-03",,,',
      '',
    ],
  ]);
});

it('NetSuite has the entry on each line, under its external id', () => {
  const { files, lines } = filesOf('netsuite', [entry()]);
  expect(files[0]!.name).toBe('2026-03-netsuite.csv');
  expect(lines).toEqual([
    [
      'External ID,Date,Subsidiary,Currency,Memo,Account,Debit,Credit,Line Memo,Department,Class,Location,COST_CENTER',
      'SC-2026-03-USD-North,2026-03-31,North,USD,Store credit 2026-03,4100,1250.50,,"Refunds, 2026-03",,Online,,17',
      'SC-2026-03-USD-North,2026-03-31,North,USD,Store credit 2026-03,2150,,1250.50,"Refunds, 2026-03",,,,',
      '',
    ],
  ]);
  const [plain] = filesOf('netsuite', [entry({ company: '', currency: '' })]).lines;
  expect(plain![0]).not.toMatch(/Subsidiary|Currency/);
});

it('QuickBooks Online has a file for each company, with numbers of at most 21 letters', () => {
  const long = entry({ id: 'SC-2026-03-01..2026-03-14-USD-South', company: 'South' });
  const { files, lines, leftOut } = filesOf('quickbooks', [entry(), long]);
  expect(files.map(({ name }) => name)).toEqual([
    '2026-03-quickbooks-North.csv',
    '2026-03-quickbooks-South.csv',
  ]);
  expect(lines[0]!.slice(0, 2)).toEqual([
    'Journal No.,Journal Date,Currency,Account Name,Debits,Credits,Description,Location,Class',
    'SC-2026-03-USD-North,03/31/2026,USD,4100,1250.50,,"Refunds, 2026-03",,Online',
  ]);
  expect(lines[1]![1]).toMatch(/^SC-2026-03-01\.\.2026~1,/);
  expect(leftOut).toEqual(['COST_CENTER']);
});

describe('Xero', () => {
  it('has debits positive and credits negative, with two tracking categories', () => {
    const { lines } = filesOf('xero', [entry()]);
    expect(lines).toEqual([
      [
        '*Narration,*Date,Description,*AccountCode,*TaxRate,*Amount,TrackingName1,TrackingOption1,TrackingName2,TrackingOption2',
        'SC-2026-03-USD-North Store credit 2026-03,31/03/2026,"Refunds, 2026-03",4100,Tax Exempt,1250.50,COST_CENTER,17,Class,Online',
        'SC-2026-03-USD-North Store credit 2026-03,31/03/2026,"Refunds, 2026-03",2150,Tax Exempt,-1250.50,,,,',
        '',
      ],
    ]);
    const taxed = { ...OWED, dimensions: { TAX_RATE: 'No VAT', a: '1', b: '2', c: '3' } };
    const found = filesOf('xero', [entry({ lines: [REFUND, taxed] })]);
    expect(found.lines[0]![2]).toMatch(/,No VAT,-1250\.50,/);
    expect(found.leftOut).toEqual(['a', 'b', 'c']);
  });

  it('has at most 300 lines a file, and no entry in two', () => {
    const of = (id: string, lines: number) =>
      entry({ id, lines: Array.from({ length: lines }, (_, i) => (i % 2 ? OWED : REFUND)) });
    const sizes = [200, 100, 2, 298, 300, 4];
    const { files, lines } = filesOf(
      'xero',
      sizes.map((size, i) => of(`SC-${i}`, size)),
    );
    // A header before, and nothing behind the last end of a line.
    expect(lines.map((file) => file.length - 2)).toEqual([300, 300, 300, 4]);
    expect(files[1]!.name).toBe('2026-03-xero-North-USD-2-of-4.csv');
    const filesWith = (id: string) => files.filter(({ text }) => text.includes(`${id} `)).length;
    sizes.forEach((_, i) => expect(filesWith(`SC-${i}`)).toBe(1));
    expect(layoutOf('xero').files([of('SC-long', 302)], 'x')).toEqual({
      fits: false,
      tooLong: ['SC-long'],
      mostLines: 300,
    });
  });

  it('has files of their own for each company and currency', () => {
    const { files } = filesOf('xero', [entry(), entry({ id: 'SC-2', currency: 'EUR' })]);
    expect(files.map(({ name }) => name)).toEqual([
      '2026-03-xero-North-EUR.csv',
      '2026-03-xero-North-USD.csv',
    ]);
  });
});

it('SAP S/4HANA has a header and its lines for each document, under technical names', () => {
  const { lines, leftOut } = filesOf('sap', [entry()]);
  expect(lines).toEqual([
    [
      'Batch ID,1',
      'Header,BUKRS,BLART,BLDAT,BUDAT,XBLNR,BKTXT,WAERS',
      ',Company Code,Journal Entry Type,Journal Entry Date,Posting Date,Reference,Document Header Text,Transaction Currency',
      ',North,SA,03/31/2026,03/31/2026,SC-2026-03-USD-N,Store credit 2026-03,USD',
      'Line Items,BUKRS,HKONT,SGTXT,WRSOL,WRHAB,KOSTL,PRCTR,ZUONR',
      ',Company Code,G/L Account,Item Text,Debit,Credit,Cost Center,Profit Center,Assignment',
      ',North,4100,"Refunds, 2026-03",1250.50,,17,,',
      ',North,2150,"Refunds, 2026-03",,1250.50,,,',
      '',
    ],
  ]);
  expect(leftOut).toEqual(['Class']);
  const long = entry({ lines: Array.from({ length: 1000 }, () => OWED) });
  expect(layoutOf('sap').files([long], 'x')).toMatchObject({ fits: false, mostLines: 999 });
});
