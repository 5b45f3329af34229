import type { RestatedMonth } from '../../later-file/restatement.ts';
import { count, money, month } from '../drawn/cells.ts';
import { currencyColumn, listSheet } from './short-sheet.ts';

/** Restated months: by how much months that were reported before are other ones now. */
export const restatedMonths = listSheet<RestatedMonth>({
  title: 'Restated months',
  shows:
    'What months that were reported before differ by now; closing is the balance at the end of the month',
  when: ({ laterFile }) => laterFile !== null && laterFile.restatement.months.length > 0,
  items: ({ laterFile }) => laterFile?.restatement.months ?? [],
  columns: (report) => [
    ...currencyColumn<RestatedMonth>(report),
    { name: 'Month', is: 'month', cell: ({ month: name }) => month(Date.parse(`${name}-01`)) },
    { name: 'Earned', is: 'money', cell: ({ earned }) => money(earned) },
    { name: 'Spent', is: 'money', cell: ({ spent }) => money(spent) },
    { name: 'Expired', is: 'money', cell: ({ expired }) => money(expired) },
    { name: 'Net', is: 'money', cell: ({ net }) => money(net) },
    { name: 'Closing', is: 'money', cell: ({ closing }) => money(closing) },
    { name: 'Customers', is: 'count', cell: ({ customers }) => count(customers) },
    { name: 'Rematched redemptions', is: 'count', cell: ({ rematched }) => count(rematched) },
  ],
});
