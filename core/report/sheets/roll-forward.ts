import { eachCount, eachMoney, eachText } from '../columns/of-items.ts';
import type { ItemColumns } from '../columns/of-items.ts';
import type { Month } from '../figures/roll-forward.ts';
import { listSheet } from './sheet.ts';

/** Roll-forward: opening + earned − spent − expired = closing, month by month. */
export const rollForward = listSheet({
  title: 'Roll-forward',
  items: ({ figures }) => figures.months,
  columns: ({ source }): ItemColumns<Month> => [
    ...(source.ledger.currency
      ? [eachText('Currency', ({ currency }: Month) => currency, 10)]
      : []),
    eachText('Month', ({ month }) => month, 10),
    eachMoney('Opening', ({ opening }) => opening, 16),
    eachMoney('Earned', ({ earned }) => earned, 16),
    eachMoney('Spent', ({ spent }) => -spent, 16),
    eachMoney('Expired', ({ expired }) => -expired, 16),
    eachMoney('Closing', ({ closing }) => closing, 16),
    eachCount('Movements', ({ movements }) => movements, 12),
  ],
});
