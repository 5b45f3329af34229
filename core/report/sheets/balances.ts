import { currentBalances } from '../outputs/current-balances.ts';
import { tableSheet } from './sheet.ts';

/** Balances: where each customer stands. */
export const balances = tableSheet({
  title: 'Balances',
  rows: ({ source }) => source.ledger.accounts.count,
  of: (report) => ({ tables: [report.tableOf(currentBalances)] }),
});
