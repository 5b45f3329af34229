import type { PolicyComparison, PolicyOutcome } from '../../core/contract/api/policies.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import { policyOf } from '../../core/contract/settings.ts';
import { matchRate, shareText } from '../../core/contract/totals.ts';
import type { MoneyTotals } from '../../core/contract/totals.ts';
import { eachMoney, eachNumber, eachText } from '../../core/report/columns/of-items.ts';
import type { ItemColumns } from '../../core/report/columns/of-items.ts';
import { addFigureSheet } from '../../core/report/xlsx/figure-sheet.ts';
import { addListSheet } from '../../core/report/xlsx/list-sheet.ts';
import { writeWorkbook } from '../../core/report/xlsx/workbook.ts';
import { runIdentity } from '../app/run-identity.ts';

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
const COUNTS: readonly (readonly [string, (of: PolicyOutcome) => number])[] = [
  ['Redemptions', ({ redemptions }) => redemptions],
  ['Fully covered', ({ coveredRedemptions }) => coveredRedemptions],
  ['Matched to a lot', ({ matchedRedemptions }) => matchedRedemptions],
  ['Allocations', ({ allocations }) => allocations],
  ['Customers affected', ({ customersAffected }) => customersAffected],
];

/**
 * Writes the policies on the ledger of a run side by side as a workbook: amounts by currency, the match rate, counts.
 * Returns null, because it is no table of rows.
 */
export async function exportPolicies(
  run: RunRecord,
  { outcomes }: PolicyComparison,
  path: string,
): Promise<null> {
  const currencies = outcomes[0]?.byCurrency.map(({ currency }) => currency) ?? [];
  const lines = (of: (totals: MoneyTotals) => number | null, name: string): Line[] =>
    currencies.map((currency, c) => ({
      currency,
      name,
      values: outcomes.map(({ byCurrency }) => of(byCurrency[c]!.totals)),
    }));
  const titles = outcomes.map(({ policy }) => policyOf(policy).title);
  const named: ItemColumns<Line> = [
    eachText('CURRENCY', ({ currency }) => currency),
    eachText('FIGURE', ({ name }) => name, 28),
  ];
  await writeWorkbook(path, async (workbook) => {
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
      AMOUNTS.flatMap(([name, of]) => lines(of, name)),
    );
    await addListSheet(
      workbook,
      'Match rate',
      [...named, ...titles.map((title, i) => eachText(title, (line: Line) => rateText(line, i)))],
      lines(matchRate, 'Match rate, by value'),
    );
    await addListSheet(
      workbook,
      'Counts',
      [named[1]!, ...titles.map((title, i) => eachNumber(title, ({ values }: Line) => values[i]!))],
      COUNTS.map(([name, of]): Line => ({ currency: '', name, values: outcomes.map(of) })),
    );
  });
  return null;
}

function rateText({ values }: Line, i: number): string {
  const rate = values[i] ?? null;
  return rate === null ? '' : shareText(rate);
}
