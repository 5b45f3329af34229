import { explanation, matchRate } from '../../contract/totals.ts';
import { policyOf } from '../../policies/policies.ts';
import { computed, money, share, text } from '../drawn/cells.ts';
import type { Cell } from '../drawn/cells.ts';
import type { DrawnRow, NamedCell } from '../drawn/drawn-sheet.ts';
import { difference } from '../drawn/list-rows.ts';
import { cellAt, sumOf } from '../drawn/ranges.ts';
import type { Condition, Ranges } from '../drawn/ranges.ts';
import type { CurrencyTotals } from '../figures/currency-totals.ts';
import type { Report } from '../outputs/output.ts';
import { allocationRanges } from './long/allocations.ts';
import { matchedRanges } from './long/matched-rows.ts';

/** A figure of a currency that is tied to the sheet it comes from. */
interface TiedFigure {
  readonly label: string;
  /** By which formulas may ask for it; with the currency behind it where there are several. */
  readonly name: string;
  readonly figure: Cell;
  /** Over other sheets, or over figures of this list by their names; null where there is nothing to add up. */
  readonly formula: string | ((cellOf: (name: string) => string) => string) | null;
  /** It closes what stands above it. */
  readonly isTotal?: boolean;
}

/** The figures of a currency, in their order (RULES.md section 3). */
export function tiedFigures(
  report: Report,
  { currency, only, totals }: CurrencyTotals,
): readonly TiedFigure[] {
  const rows = matchedRanges(report);
  const pairs = allocationRanges(report);
  const own = (of: Ranges | null): Condition[] =>
    only || of === null ? [] : [{ of, is: currency }];
  const moved = (type: string): string =>
    sumOf(rows.amount, [
      { of: rows.type, is: type },
      { of: rows.status, is: '<>after cut-off' },
      ...own(rows.currency),
    ]);
  const left = (...statuses: string[]): string =>
    statuses
      .map((status) => sumOf(rows.open, [{ of: rows.status, is: status }, ...own(rows.currency)]))
      .join('+');
  const oneLot = policyOf(report.settings.policy).traits.lotsPerRedemption === 'one';
  const [open, unapplied, unused, short] = explanation(totals).map(({ cents }) => money(cents)) as [
    Cell,
    Cell,
    Cell,
    Cell,
  ];
  const rate = matchRate(totals);
  return [
    {
      label: 'Earned',
      name: 'Earned_Total',
      figure: money(totals.earned),
      formula: moved('earned'),
    },
    { label: 'Spent', name: 'Spent_Total', figure: money(-totals.spent), formula: moved('spent') },
    {
      label: 'Expired',
      name: 'Expired_Total',
      figure: money(-totals.expired),
      formula: moved('expired'),
    },
    {
      label: 'Closing balance',
      name: 'Closing_Balance',
      figure: money(totals.closing),
      formula: (of) => ['Earned_Total', 'Spent_Total', 'Expired_Total'].map(of).join('+'),
      isTotal: true,
    },
    {
      label: 'Open lots',
      name: 'Open_Lots',
      figure: open,
      formula: left('open', 'partly redeemed'),
    },
    {
      label: 'Unapplied redemptions',
      name: 'Unapplied_Redemptions',
      figure: unapplied,
      formula: `-(${oneLot ? left('unmatched') : left('unmatched', 'partly matched')})`,
    },
    {
      label: 'Unused in matched lots',
      name: 'Unused_In_Matched_Lots',
      figure: unused,
      formula: left('redeemed'),
    },
    {
      label: 'Short in matched redemptions',
      name: 'Short_In_Matched_Redemptions',
      figure: short,
      formula: oneLot ? `-${left('partly matched')}` : null,
    },
    {
      label: 'Closing balance, explained',
      name: 'Explained_Balance',
      figure: money(totals.closing),
      formula: (of) =>
        [
          'Open_Lots',
          'Unapplied_Redemptions',
          'Unused_In_Matched_Lots',
          'Short_In_Matched_Redemptions',
        ]
          .map(of)
          .join('+'),
      isTotal: true,
    },
    {
      label: 'Matched',
      name: 'Matched_Total',
      figure: money(totals.matched),
      formula: sumOf(pairs.amount, own(pairs.currency)),
    },
    {
      label: 'Redeemed',
      name: 'Redeemed_Total',
      figure: money(totals.spent + totals.expired),
      formula: (of) => `-${of('Spent_Total')}-${of('Expired_Total')}`,
    },
    ...(rate === null
      ? []
      : [
          {
            label: 'Match rate, by value',
            name: 'Match_Rate',
            figure: share(rate),
            formula: (of: (name: string) => string) =>
              `${of('Matched_Total')}/${of('Redeemed_Total')}`,
          },
        ]),
    {
      label: 'Untracked variance, gross',
      name: 'Untracked_Variance',
      figure: money(totals.untracked),
      formula: (of) => `${of('Unused_In_Matched_Lots')}-${of('Short_In_Matched_Redemptions')}`,
    },
  ];
}

/** A row each, from a row on: by formula, as computed, the difference; and the names of their cells. */
export function tiedRows(
  figures: readonly TiedFigure[],
  headerRow: number,
  { currency, only }: CurrencyTotals,
): { readonly rows: DrawnRow[]; readonly names: NamedCell[] } {
  const rowOf = (name: string): number =>
    headerRow + 1 + figures.findIndex((figure) => figure.name === name);
  const cellOf = (name: string): string => cellAt(1, rowOf(name));
  const rows = figures.map(({ label, name, figure, formula, isTotal }): DrawnRow => {
    const row = rowOf(name);
    const [summed, told, differs] = [1, 2, 3].map((column) => cellAt(column, row)) as [
      string,
      string,
      string,
    ];
    const isShare = figure?.is === 'share';
    return {
      look: isTotal ? 'total' : 'plain',
      cells: [
        text(label),
        formula === null
          ? figure
          : computed(typeof formula === 'string' ? formula : formula(cellOf), figure),
        figure,
        computed(
          isShare ? `ROUND(${summed}-${told},6)` : difference(summed, told),
          isShare ? share(0) : money(0),
        ),
        computed(`IF(${differs}=0,"✓","✗")`, text('✓')),
      ],
    };
  });
  return {
    rows: [
      {
        look: 'header',
        cells: ['Figure', 'By formula', 'Program’s figure', 'Difference', 'Check'].map(text),
        sides: ['left', 'right', 'right', 'right', 'left'],
      },
      ...rows,
    ],
    names: figures.map(({ name }) => ({
      name: only ? name : `${name}_${currency}`,
      row: rowOf(name),
      column: 1,
    })),
  };
}
