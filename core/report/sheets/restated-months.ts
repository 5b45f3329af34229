import type { RestatedMonth } from '../../later-file/restatement.ts';
import { eachCount, eachMoney, eachText } from '../columns/of-items.ts';
import type { ItemColumns } from '../columns/of-items.ts';
import { listSheet } from './sheet.ts';

/** Restated months: by how much months that were reported before are other ones now. */
export const restatedMonths = listSheet({
  title: 'Restated months',
  when: ({ laterFile }) => laterFile !== null && laterFile.restatement.months.length > 0,
  items: ({ laterFile }) => laterFile?.restatement.months ?? [],
  columns: ({ source }): ItemColumns<RestatedMonth> => [
    ...(source.ledger.currency
      ? [eachText('Currency', ({ currency }: RestatedMonth) => currency, 10)]
      : []),
    eachText('Month', ({ month }) => month, 10),
    eachMoney('Earned, difference', ({ earned }) => earned, 20),
    eachMoney('Spent, difference', ({ spent }) => spent, 20),
    eachMoney('Expired, difference', ({ expired }) => expired, 20),
    eachMoney('Net, difference', ({ net }) => net, 20),
    eachMoney('Closing, difference', ({ closing }) => closing, 20),
    eachCount('Customers', ({ customers }) => customers, 12),
    eachCount('Rematched redemptions', ({ rematched }) => rematched, 24),
  ],
});
