import type { RestatedMonth } from '../../later-file/restatement.ts';
import { computed, count, money, month } from '../drawn/cells.ts';
import type { ListPlace } from '../drawn/drawn-list.ts';
import type { Total } from '../drawn/list-rows.ts';
import { sumOf } from '../drawn/ranges.ts';
import { restatedTotals } from '../figures/restated-totals.ts';
import type { ReportInput } from '../figures/report-input.ts';
import { currencyColumn, listSheet } from './short-sheet.ts';

/** A month, and whether the row above it is of the same currency, so that its closing goes on from there. */
interface Line extends RestatedMonth {
  readonly goesOn: boolean;
}

/** Restated months: by how much months that were reported before are other ones now. */
export const restatedMonths = listSheet<Line>({
  title: 'Restated months',
  shows:
    'What months that were reported before differ by now; closing is the balance at the end of the month',
  when: ({ laterFile }) => laterFile !== null && laterFile.restatement.months.length > 0,
  items: ({ laterFile }) => linesOf(laterFile?.restatement.months ?? []),
  columns: (report) => [
    ...currencyColumn<Line>(report),
    { name: 'Month', is: 'month', cell: ({ month: name }) => month(Date.parse(`${name}-01`)) },
    { name: 'Earned', is: 'money', cell: ({ earned }) => money(earned) },
    { name: 'Spent', is: 'money', cell: ({ spent }) => money(-spent) },
    { name: 'Expired', is: 'money', cell: ({ expired }) => money(-expired) },
    {
      name: 'Net',
      is: 'money',
      cell: ({ net }, { cell }) =>
        computed(['Earned', 'Spent', 'Expired'].map(cell).join('+'), money(net)),
    },
    {
      name: 'Closing',
      is: 'money',
      cell: ({ closing, goesOn }, { above, cell }) =>
        computed(goesOn ? `${above('Closing')}+${cell('Net')}` : cell('Net'), money(closing)),
    },
    { name: 'Customers', is: 'count', cell: ({ customers }) => count(customers) },
    { name: 'Rematched redemptions', is: 'count', cell: ({ rematched }) => count(rematched) },
  ],
  totals: totalsOf,
});

function linesOf(months: readonly RestatedMonth[]): Line[] {
  return months.map((line, i) => ({
    ...line,
    goesOn: i > 0 && months[i - 1]!.currency === line.currency,
  }));
}

/** What months differ by is what their customers do, who are listed apart. */
function totalsOf(report: ReportInput, place: ListPlace, lines: readonly Line[]): Total[] {
  return restatedTotals(report, 'accounts').map(
    ({ currency, label, earned, spent, expired, net }) => {
      const where = report.source.ledger.currency
        ? [{ of: place.range('Currency'), is: currency }]
        : [];
      const sum = (name: string, figure: Total['sums'][string]['figure']) => ({
        [name]: { formula: sumOf(place.range(name), where), figure },
      });
      const rematched = lines
        .filter((line) => line.currency === currency)
        .reduce((redemptions, line) => redemptions + line.rematched, 0);
      return {
        label,
        sums: {
          ...sum('Earned', money(earned)),
          ...sum('Spent', money(-spent)),
          ...sum('Expired', money(-expired)),
          ...sum('Net', money(net)),
          ...sum('Rematched redemptions', count(rematched)),
        },
      };
    },
  );
}
