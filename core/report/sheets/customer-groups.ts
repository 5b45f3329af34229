import { eachCount, eachMoney, eachText } from '../columns/of-items.ts';
import type { ItemColumns } from '../columns/of-items.ts';
import type { GroupTotal } from '../figures/group-totals.ts';
import { listSheet } from './sheet.ts';

/** Customer groups: sums by the grouping columns that the source's sheet Customers has. */
export const customerGroups = listSheet({
  title: 'Customer groups',
  when: ({ source: { customerGroups, ledger } }) =>
    customerGroups !== null && customerGroups.groupColumns.length > 0 && ledger.accounts.count > 0,
  items: ({ figures }) => figures.groups,
  columns: (): ItemColumns<GroupTotal> => [
    eachText('Grouped by', ({ column }) => column, 18),
    eachText('Group', ({ group }) => group, 24),
    eachText('Currency', ({ currency }) => currency, 10),
    eachCount('Movements', ({ movements }) => movements, 12),
    eachMoney('Earned', ({ earned }) => earned, 16),
    eachMoney('Spent', ({ spent }) => -spent, 16),
    eachMoney('Expired', ({ expired }) => -expired, 16),
    eachMoney('Closing', ({ closing }) => closing, 16),
  ],
});
