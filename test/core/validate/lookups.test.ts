import { expect, it } from 'vitest';
import { goodRow, HEADER } from './memory-source.ts';
import type { Cell } from './memory-source.ts';
import { LOOKUPS, validated } from './validated.ts';

const SPENT = { TCTYPE: 'spent', AMOUNT: -1, ORDERID: 100 };

it('reads lookups by a header below titles, and says what it left out', async () => {
  const below = (sheet: string): Cell[][] => [
    ['Exported on 2026-06-30', null],
    [null, null],
    ...LOOKUPS[sheet]!,
  ];
  const { codes, found, source } = await validated([goodRow(1), goodRow(2, SPENT)], {
    sheets: { Sales: below('Sales'), Customers: below('Customers') },
  });
  expect(codes).toEqual(['sheet.titles']);
  expect(found.kept.map(({ sheet, row, value }) => [sheet, row, value])).toEqual([
    ['Sales', 3, 'Exported on 2026-06-30'],
    ['Customers', 3, 'Exported on 2026-06-30'],
  ]);
  expect(source!.sheets).toEqual([
    { sheet: 'TC_Data', rows: 2 },
    { sheet: 'Sales', rows: 1 },
    { sheet: 'Customers', rows: 1 },
  ]);
});

it('looks for a header in the first 20 rows only', async () => {
  const far: Cell[][] = [...Array.from({ length: 20 }, (): Cell[] => ['x']), ...LOOKUPS['Sales']!];
  const { codes } = await validated([goodRow(1)], { sheets: { ...LOOKUPS, Sales: far } });
  expect(codes).toEqual(['sheet.lookup-incomplete']);
});

it('reads the sheets that were chosen', async () => {
  const sheets = {
    Orders: LOOKUPS['Sales']!,
    Clients: LOOKUPS['Customers']!,
    June: [HEADER, goodRow(7), goodRow(8, SPENT)],
  };
  const { codes, source } = await validated([goodRow(1)], {
    sheets,
    settings: { sheets: { ledger: 'june', sales: 'Orders', customers: 'Clients' } },
  });
  expect(codes).toEqual([]);
  expect(source!.sheets).toEqual([
    { sheet: 'June', rows: 2 },
    { sheet: 'Orders', rows: 1 },
    { sheet: 'Clients', rows: 1 },
  ]);
});

it('stops at a sheet that was chosen and is not there, and names those that are', async () => {
  for (const chosen of [{ ledger: 'July' }, { sales: 'July' }, { customers: 'July' }]) {
    const { problem } = await validated([goodRow(1)], { settings: { sheets: chosen } });
    expect(problem).toMatchObject({
      kind: 'validation-halted',
      code: 'sheet.chosen-missing',
      message:
        'The sheet July is missing; the workbook has: TC_Data, Sales, Customers. Choose one of the sheets in the workbook.',
    });
  }
});
