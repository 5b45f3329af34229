import { RESTATEMENT_COLUMNS, restatement } from '../outputs/restatement.ts';
import { restatedMonths } from './restated-months.ts';
import { tableSheet } from './sheet.ts';

/** Restated customers: what the restated months are made of. */
export const restatedCustomers = tableSheet({
  title: 'Restated customers',
  when: restatedMonths.when,
  rows: ({ laterFile }) => laterFile?.restatement.accounts.length ?? 0,
  columns: () => RESTATEMENT_COLUMNS,
  tables: (report) => restatement.tables(report),
});
