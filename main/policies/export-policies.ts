import type { PolicyComparison, PolicyOutcome } from '../../core/contract/api/policies.ts';
import type { SheetFormat } from '../../core/contract/calls/written-file.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import { policyOf } from '../../core/contract/settings.ts';
import { matchRate, shareText } from '../../core/contract/totals.ts';
import type { MoneyTotals } from '../../core/contract/run.ts';
import { decimalText } from '../../core/ledger/money.ts';
import { tableOf } from '../../core/report/columns/column.ts';
import { eachMoney, eachNumber, eachText } from '../../core/report/columns/of-items.ts';
import type { ItemColumns } from '../../core/report/columns/of-items.ts';
import { addFigureSheet } from '../../core/report/drawn/figure-sheet.ts';
import { addListSheet } from '../../core/report/xlsx/list-sheet.ts';
import { writeWorkbook } from '../../core/report/xlsx/workbook.ts';
import { aboutRun, runIdentity } from '../app/run-identity.ts';
import { writeTableFile } from '../app/table-file.ts';

/** A figure of each policy, in the order of the outcomes. */
interface Line {
  readonly currency: string;
  readonly name: string;
  readonly values: readonly (number | null)[];
}

const AMOUNTS: readonly (readonly [string, (of: MoneyTotals) => number])[] = [
  ['Closing balance', ({ closing }) => closing],
  ['Matched', ({ matched }) => matched],
  ['Open lots', ({ openLots }) => openLots],
  ['Unapplied', ({ uncovered }) => uncovered],
  ['Untracked variance', ({ untracked }) => untracked],
];
const RATE = 'Match rate, by value';
const COUNTS: readonly (readonly [string, (of: PolicyOutcome) => number])[] = [
  ['Redemptions', ({ redemptions }) => redemptions],
  ['Fully covered', ({ coveredRedemptions }) => coveredRedemptions],
  ['Matched to a lot', ({ matchedRedemptions }) => matchedRedemptions],
  ['Allocations', ({ allocations }) => allocations],
  ['Customers affected', ({ customersAffected }) => customersAffected],
];

/**
 * Writes the policies on the ledger of a run side by side: as a workbook, with the run, amounts by currency, the match
 * rate and counts; as CSV these figures, a line each. Returns how many lines a CSV has, and null for a workbook, because
 * that is no table of rows.
 */
export async function exportPolicies(
  run: RunRecord,
  { outcomes }: PolicyComparison,
  path: string,
  format: SheetFormat,
  { csvBom }: { readonly csvBom: boolean },
): Promise<number | null> {
  const currencies = outcomes[0]?.byCurrency.map(({ currency }) => currency) ?? [];
  const lines = (of: (totals: MoneyTotals) => number | null, name: string): Line[] =>
    currencies.map((currency, c) => ({
      currency,
      name,
      values: outcomes.map(({ byCurrency }) => of(byCurrency[c]!.totals)),
    }));
  const titles = outcomes.map(({ policy }) => policyOf(policy).title);
  const amounts = AMOUNTS.flatMap(([name, of]) => lines(of, name));
  const rates = lines(matchRate, RATE);
  const counts = COUNTS.map(([name, of]): Line => ({
    currency: '',
    name,
    values: outcomes.map(of),
  }));
  const named: ItemColumns<Line> = [
    eachText('CURRENCY', ({ currency }) => currency),
    eachText('FIGURE', ({ name }) => name, 28),
  ];
  const about = aboutRun(run, 'Policies compared');
  if (format === 'csv') {
    const figures = [
      ...amounts.map((line) => written(line, decimalText)),
      ...rates.map((line) => written(line, shareText)),
      ...counts.map((line) => written(line, String)),
    ];
    const columns: ItemColumns<Written> = [
      eachText('CURRENCY', ({ currency }) => currency),
      eachText('FIGURE', ({ name }) => name),
      ...titles.map((title, i) => eachText(title, ({ texts }: Written) => texts[i]!)),
    ];
    const table = tableOf(columns, figures, figures.length);
    return writeTableFile(path, 'Figures', table, 'csv', { csvBom, about });
  }
  await writeWorkbook(path, about, async (workbook) => {
    addFigureSheet(workbook, 'Run', 'Policies compared', [
      ['Run', runIdentity(run)],
      [
        'When to use it',
        outcomes.map(({ policy }) => ({
          label: policyOf(policy).title,
          value: policyOf(policy).when,
        })),
      ],
    ]);
    await addListSheet(
      workbook,
      'Amounts',
      [...named, ...titles.map((title, i) => eachMoney(title, ({ values }: Line) => values[i]!))],
      amounts,
    );
    await addListSheet(
      workbook,
      'Match rate',
      [
        ...named,
        ...titles.map((title, i) =>
          eachText(title, (line: Line) => written(line, shareText).texts[i]!),
        ),
      ],
      rates,
    );
    await addListSheet(
      workbook,
      'Counts',
      [named[1]!, ...titles.map((title, i) => eachNumber(title, ({ values }: Line) => values[i]!))],
      counts,
    );
  });
  return null;
}

/** A line whose figures are texts; blank where there is none. */
interface Written extends Omit<Line, 'values'> {
  readonly texts: readonly string[];
}

function written({ values, ...line }: Line, text: (value: number) => string): Written {
  return { ...line, texts: values.map((value) => (value === null ? '' : text(value))) };
}
