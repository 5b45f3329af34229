import { eachCount, eachMoney, eachText } from '../columns/of-items.ts';
import type { ItemColumns } from '../columns/of-items.ts';
import type { ReportInput } from '../figures/report-input.ts';
import type { RolledPeriod } from '../figures/roll-forward.ts';
import { listSheet } from './sheet.ts';

/** Roll-forward: opening + earned − spent − expired = closing, month by month. */
export const rollForward = listSheet({
  title: 'Roll-forward',
  items: ({ figures }) => figures.months,
  columns: (report) => columnsOf(report, 'Month', 10),
});

/** The same by the kind of period that was asked for, where that is another. */
export const rollForwardByPeriod = listSheet({
  title: 'Roll-forward by period',
  when: ({ settings }) => settings.rollForward !== 'month',
  items: ({ figures }) => figures.rolled ?? [],
  columns: (report) => columnsOf(report, 'Period', 24),
});

function columnsOf(
  { source }: ReportInput,
  header: string,
  width: number,
): ItemColumns<RolledPeriod> {
  return [
    ...(source.ledger.currency
      ? [eachText('Currency', ({ currency }: RolledPeriod) => currency, 10)]
      : []),
    eachText(header, ({ period }) => period, width),
    eachMoney('Opening', ({ opening }) => opening, 16),
    eachMoney('Earned', ({ earned }) => earned, 16),
    eachMoney('Spent', ({ spent }) => -spent, 16),
    eachMoney('Expired', ({ expired }) => -expired, 16),
    eachMoney('Closing', ({ closing }) => closing, 16),
    eachCount('Movements', ({ movements }) => movements, 12),
  ];
}
