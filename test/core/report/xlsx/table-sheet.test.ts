import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { expect, it, onTestFinished } from 'vitest';
import { tableOf } from '../../../../core/report/columns/column.ts';
import { eachCount, eachText } from '../../../../core/report/columns/of-items.ts';
import { addTableSheets } from '../../../../core/report/xlsx/table-sheet.ts';
import { writeWorkbook } from '../../../../core/report/xlsx/workbook.ts';

const ABOUT = { title: '', subject: '', entity: '', period: '', run: '', stated: 0 };
const COLUMNS = [eachCount('N', (n: number) => n), eachText('TEXT', (n: number) => `row ${n}`)];

function isFilled(fill: exceljs.Fill | undefined): boolean {
  return fill?.type === 'pattern' && fill.pattern === 'solid';
}

/** The sheets of a workbook of these pieces, three rows a sheet, and the ground of each row. */
async function sheetsOf(pieces: readonly (readonly number[])[]) {
  const folder = mkdtempSync(join(tmpdir(), 'thrive-sheets-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'book.xlsx');
  const rows = pieces.flat().length;
  await writeWorkbook(path, ABOUT, (workbook) =>
    addTableSheets(
      workbook,
      'List',
      pieces.map((items) => tableOf(COLUMNS, items, items.length)),
      { part: 'List', rows, sheetRows: 3, fillOf: (row) => (row === 4 ? 'FFFF0000' : undefined) },
    ),
  );
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path);
  return book.worksheets.map((sheet) => ({
    name: sheet.name,
    rows: sheet
      .getSheetValues()
      .slice(1)
      .map((cells) => (cells as unknown[]).slice(1)),
    filled: sheet
      .getSheetValues()
      .map((_, r) => r)
      .filter((r) => r > 1 && isFilled(sheet.getRow(r).getCell(1).fill)),
  }));
}

it('rows that come in pieces go on from sheet to sheet as Excel’s limit asks for', async () => {
  const header = ['N', 'TEXT'];
  expect(await sheetsOf([[0, 1], [2, 3, 4, 5], [6]])).toEqual([
    { name: 'List', rows: [header, [0, 'row 0'], [1, 'row 1'], [2, 'row 2']], filled: [] },
    { name: 'List 2', rows: [header, [3, 'row 3'], [4, 'row 4'], [5, 'row 5']], filled: [3] },
    { name: 'List 3', rows: [header, [6, 'row 6']], filled: [] },
  ]);
});

it('a full sheet is followed by no empty one, and a list without rows has its header', async () => {
  expect((await sheetsOf([[0, 1, 2]])).map(({ name }) => name)).toEqual(['List']);
  expect(await sheetsOf([[]])).toEqual([{ name: 'List', rows: [['N', 'TEXT']], filled: [] }]);
});
