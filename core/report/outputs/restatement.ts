import type { RestatedAccountMonth } from '../../later-file/restatement.ts';
import { eachMoney, eachText } from '../columns/of-items.ts';
import type { ItemColumns } from '../columns/of-items.ts';
import { listed } from './listed.ts';

const RESTATEMENT_COLUMNS: ItemColumns<RestatedAccountMonth> = [
  eachText('CUSTOMERID', ({ customer }) => customer),
  eachText('CURRENCY', ({ currency }) => currency),
  eachText('MONTH', ({ month }) => month),
  eachMoney('EARNED_DIFFERENCE', ({ earned }) => earned),
  eachMoney('SPENT_DIFFERENCE', ({ spent }) => spent),
  eachMoney('EXPIRED_DIFFERENCE', ({ expired }) => expired),
  eachMoney('NET_DIFFERENCE', ({ net }) => net),
  eachMoney('CLOSING_DIFFERENCE', ({ closing }) => closing),
];

/** restatement.csv: by customer and month, what a run changes in months that were reported before. */
export const restatement = listed({
  name: 'restatement',
  when: ({ laterFile }) => laterFile !== null && laterFile.restatement.accounts.length > 0,
  items: ({ laterFile }) => laterFile?.restatement.accounts ?? [],
  columns: () => RESTATEMENT_COLUMNS,
});
