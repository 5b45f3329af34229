import type { SheetFormat } from '../../core/contract/calls/written-file.ts';
import { comparedCounts, comparedTotals } from '../../core/contract/comparison.ts';
import type { ComparedFigure } from '../../core/contract/comparison.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import { comparedSettings } from '../../core/contract/setting-words/compared-settings.ts';
import type { ComparedSetting } from '../../core/contract/setting-words/compared-settings.ts';
import type { SettingFormat } from '../../core/contract/setting-words/settings-words.ts';
import { matchRate, shareText, totalsByCurrency } from '../../core/contract/totals.ts';
import { eachMoney, eachNumber, eachText } from '../../core/report/columns/of-items.ts';
import type { ItemColumns } from '../../core/report/columns/of-items.ts';
import { decimalText } from '../../core/ledger/money.ts';
import { addFigureSheet } from '../../core/report/drawn/figure-sheet.ts';
import type { Section } from '../../core/report/drawn/figure-sheet.ts';
import { addListSheet } from '../../core/report/xlsx/list-sheet.ts';
import { EXCEL_ROWS } from '../../core/report/xlsx/long-places.ts';
import { addTableSheets } from '../../core/report/xlsx/table-sheet.ts';
import { writeWorkbook } from '../../core/report/xlsx/workbook.ts';
import { aboutRun, runIdentity } from '../app/run-identity.ts';
import { writeTableFile } from '../app/table-file.ts';
import { allDifferences } from './compare-runs.ts';
import type { OpenRun } from './view/store.ts';

/** A run with its files open. */
interface Side {
  readonly run: RunRecord;
  readonly open: OpenRun;
}

/**
 * Writes two runs beside each other: as a workbook with both runs, their totals and counts, the settings that differ
 * and the rows that do; as CSV these rows. Returns how many rows differ. Throws Problem `export.too-many-rows` where
 * they do not fit on a sheet.
 */
export async function exportComparison(
  a: Side,
  b: Side,
  path: string,
  format: SheetFormat,
  { csvBom }: { readonly csvBom: boolean },
): Promise<number> {
  const rows = await allDifferences(a.open, b.open, EXCEL_ROWS - 1);
  if (rows === null) throw tooManyRows();
  const about = aboutRun(b.run, 'Two runs compared');
  if (format === 'csv') return writeTableFile(path, 'Rows', rows, 'csv', { csvBom, about });
  await writeWorkbook(path, about, async (workbook) => {
    addFigureSheet(workbook, 'Runs', 'Two runs compared', [
      sectionOf('Run A', a.run),
      sectionOf('Run B', b.run),
    ]);
    await addListSheet(
      workbook,
      'Totals',
      TOTALS,
      comparedTotals(a.run, b.run).flatMap(({ currency, figures }) =>
        figures.map((figure) => ({ ...figure, currency })),
      ),
    );
    await addListSheet(workbook, 'Counts', COUNTS, comparedCounts(a.run, b.run));
    await addListSheet(workbook, 'Settings', SETTINGS, comparedSettings(a.run, b.run, PLAIN));
    await addTableSheets(workbook, 'Rows', [rows], { part: 'Rows', rows: rows.rows });
  });
  return rows.rows;
}

function sectionOf(title: string, run: RunRecord): Section {
  const rates = run.totals
    ? totalsByCurrency(run.totals).map(({ currency, totals }) => {
        const rate = matchRate(totals);
        return {
          label: `Match rate, by value${currency && `, ${currency}`}`,
          value: rate === null ? 'nothing redeemed' : shareText(rate),
        };
      })
    : [];
  return [title, [...runIdentity(run), ...rates]];
}

/** Amounts and days as every file has them, whatever the screen shows. */
const PLAIN: SettingFormat = { amount: decimalText, dayNamed: (day) => day };

const TOTALS: ItemColumns<ComparedFigure & { readonly currency: string }> = [
  eachText('CURRENCY', ({ currency }) => currency),
  eachText('FIGURE', ({ name }) => name, 28),
  eachMoney('RUN_A', ({ a }) => a),
  eachMoney('RUN_B', ({ b }) => b),
  eachMoney('DIFFERENCE', ({ difference }) => difference),
];

const COUNTS: ItemColumns<ComparedFigure> = [
  eachText('FIGURE', ({ name }) => name, 28),
  eachNumber('RUN_A', ({ a }) => a),
  eachNumber('RUN_B', ({ b }) => b),
  eachText('DIFFERENCE', ({ difference }) => (difference === null ? '' : String(difference))),
];

const SETTINGS: ItemColumns<ComparedSetting> = [
  eachText('SETTING', ({ name }) => name, 24),
  eachText('RUN_A', ({ a }) => a, 40),
  eachText('RUN_B', ({ b }) => b, 40),
];

function tooManyRows(): Problem {
  return new Problem({
    kind: 'usage',
    code: 'export.too-many-rows',
    message: `The runs differ in more rows than an Excel sheet can hold (${EXCEL_ROWS - 1}).`,
    hint: 'Compare runs of a shorter period, or export the rows of each run from its grid.',
  });
}
