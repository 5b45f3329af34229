import ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import type { CloseView } from '../../../../../core/contract/close/close-view.ts';
import type { Report } from '../../../../../core/report/outputs/output.ts';
import { breakageTriangle } from '../../../../../core/report/sheets/close/breakage.ts';
import type { Workbook } from '../../../../../core/report/xlsx/sheet-style.ts';
import { closedMonth } from '../../workbook/close-view-fixture.ts';

/** The triangle of a month's close whose lots are looked at for so many months of age. */
async function triangleOf(ages: number): Promise<ExcelJS.Worksheet> {
  const month = closedMonth();
  const redeemed = Array.from({ length: ages }, () => 1);
  const close: CloseView = {
    ...month,
    breakage: month.breakage!.map((one) => ({
      ...one,
      cohorts: one.cohorts.map((cohort) => ({ ...cohort, redeemed })),
    })),
  };
  const excel = new ExcelJS.Workbook();
  const about = { title: 't', subject: 's', entity: 'e', period: 'p', run: 'r', stated: 0 };
  const workbook: Workbook = {
    excel,
    about,
    bodies: new Map(),
    tables: new Map(),
    grounds: [],
    mended: [],
  };
  const report = { afterwards: { close } } as unknown as Report;
  await breakageTriangle.add(workbook, report, { tell: () => undefined });
  return excel.getWorksheet('Breakage triangle')!;
}

it('a triangle of three years is printed on pages side by side, its months of issue on each', async () => {
  expect((await triangleOf(14)).pageSetup).toMatchObject({ fitToWidth: 1 });
  const { pageSetup } = await triangleOf(36);
  expect(pageSetup).toMatchObject({ fitToWidth: 2, printTitlesColumn: 'A:D' });
});
