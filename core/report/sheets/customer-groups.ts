import { computed, count, money, text } from '../drawn/cells.ts';
import type { ListPlace } from '../drawn/drawn-list.ts';
import type { Total } from '../drawn/list-rows.ts';
import { sumOf } from '../drawn/ranges.ts';
import { currencyTotals } from '../figures/currency-totals.ts';
import type { GroupTotal } from '../figures/group-totals.ts';
import type { Report } from '../outputs/output.ts';
import { currencyColumn, listSheet } from './short-sheet.ts';

/** Customer groups: sums by the grouping columns that the source's sheet Customers has. */
export const customerGroups = listSheet<GroupTotal>({
  title: 'Customer groups',
  shows:
    'The same totals by each grouping column of the sheet Customers; customers without a value stand under (none)',
  when: ({ source: { customerGroups, ledger } }) =>
    customerGroups !== null && customerGroups.groupColumns.length > 0 && ledger.accounts.count > 0,
  items: ({ figures }) => figures.groups,
  columns: (report) => [
    { name: 'Grouped by', is: 'text', cell: ({ column }) => text(column) },
    { name: 'Group', is: 'text', cell: ({ group }) => text(group) },
    ...currencyColumn<GroupTotal>(report),
    { name: 'Movements', is: 'count', cell: ({ movements }) => count(movements) },
    { name: 'Earned', is: 'money', cell: ({ earned }) => money(earned) },
    { name: 'Spent', is: 'money', cell: ({ spent }) => money(-spent) },
    { name: 'Expired', is: 'money', cell: ({ expired }) => money(-expired) },
    {
      name: 'Closing',
      is: 'money',
      cell: ({ closing }, { cell }) => computed(closingOf(cell), money(closing)),
    },
  ],
  totals: totalsOf,
});

function closingOf(cell: (name: string) => string): string {
  return ['Earned', 'Spent', 'Expired'].map(cell).join('+');
}

/** Each grouping column holds all customers, so each adds up to the totals of the run. */
function totalsOf(report: Report, place: ListPlace, groups: readonly GroupTotal[]): Total[] {
  const columns = [...new Set(groups.map(({ column }) => column))];
  return columns
    .flatMap((column) => currencyTotals(report).map((of) => ({ column, ...of })))
    .map(({ column, currency, only, label, totals }, nth) => {
      const where = [
        { of: place.range('Grouped by'), is: column },
        ...(only ? [] : [{ of: place.range('Currency'), is: currency }]),
      ];
      const sum = (name: string, figure: ReturnType<typeof money>) => ({
        formula: sumOf(place.range(name), where),
        figure,
      });
      const movements = groups
        .filter((group) => group.column === column && (only || group.currency === currency))
        .reduce((rows, group) => rows + group.movements, 0);
      return {
        label: `${label}, ${column}`,
        sums: {
          Movements: sum('Movements', count(movements)),
          Earned: sum('Earned', money(totals.earned)),
          Spent: sum('Spent', money(-totals.spent)),
          Expired: sum('Expired', money(-totals.expired)),
          Closing: {
            formula: closingOf((name) => place.total(name, nth)),
            figure: money(totals.closing),
          },
        },
      };
    });
}
