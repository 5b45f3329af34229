import { count, money } from '../../drawn/cells.ts';
import type { Cell } from '../../drawn/cells.ts';
import type { Total } from '../../drawn/list-rows.ts';
import { drawTotalsBelow } from '../../drawn/long-dress.ts';
import { rangesNamed } from '../../drawn/long-ranges.ts';
import { sumOf } from '../../drawn/ranges.ts';
import { currencyTotals } from '../../figures/currency-totals.ts';
import type { ReportInput } from '../../figures/report-input.ts';
import { currentBalances } from '../../outputs/current-balances.ts';
import type { Report } from '../../outputs/output.ts';
import { outputSheet } from './sheet.ts';

/** Balances: where each customer stands. */
export const balances = outputSheet({
  title: 'Balances',
  shows: 'Where each customer stands',
  output: currentBalances,
  dress: (report) => (sheet, place) => drawTotalsBelow(sheet, place, totalsOf(report)),
});

function totalsOf(report: Report): Total[] {
  const named = rangesNamed(balances.places(report));
  const currency = named('CURRENCY');
  return currencyTotals(report).map(({ currency: code, only, label, totals }) => {
    const where = only || currency === null ? [] : [{ of: currency, is: code }];
    const sum = (name: string, figure: Cell) => ({
      [name]: { formula: sumOf(named(name)!, where), figure },
    });
    return {
      label,
      sums: {
        ...sum('CUMULATIVE_EARNED', money(totals.earned)),
        ...sum('CUMULATIVE_SPENT', money(totals.spent)),
        ...sum('CUMULATIVE_EXPIRED', money(totals.expired)),
        ...sum('CURRENT_BALANCE', money(totals.closing)),
        ...sum('OPEN_LOTS', count(lotsOf(report, only, code))),
        ...sum('OPEN_LOT_AMOUNT', money(totals.openLots)),
      },
    };
  });
}

/** As many as the aging has of the currency. */
function lotsOf({ figures: { byAge } }: ReportInput, only: boolean, currency: string): number {
  return byAge
    .filter((bucket) => only || bucket.currency === currency)
    .reduce((sum, { lots }) => sum + lots, 0);
}
