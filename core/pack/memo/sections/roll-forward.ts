import { spanOfPeriod } from '../../../periods/periods.ts';
import { monthText } from '../../../ledger/time.ts';
import { decimalText } from '../../../ledger/money.ts';
import { totalsByCurrency, explanation } from '../../../contract/totals.ts';
import type { PackInput } from '../../input/pack-input.ts';
import { number, optional, words } from '../blocks/block.ts';
import type { Block, MemoSection } from '../blocks/block.ts';

/** So many months are drawn. */
const MONTHS = 13;

/** What moved in the period, and what the closing balance is made of. */
export const rollForward = {
  title: 'Roll-forward and liability',
  blocks: ({ report, run, detail }) => {
    const until = monthText(spanOfPeriod(run.period, run.calendar)!.end);
    const currencies = [...new Set(report.roll_forward.map(({ currency }) => currency))];
    return [
      {
        is: 'table',
        caption: `Roll-forward of ${run.period}`,
        columns: [
          optional('Currency', 0.8),
          number('Opening'),
          number('Earned'),
          number('Spent'),
          number('Expired'),
          number('Closing'),
        ],
        rows: (report.period ?? []).map((line) => [
          line.currency,
          ...[line.opening, line.earned, line.spent, line.expired, line.closing].map(decimalText),
        ]),
      },
      {
        is: 'table',
        caption: 'What the closing balance is made of',
        columns: [optional('Currency', 0.8), words('Part', 2), number('Amount')],
        rows: totalsByCurrency(detail.run.totals!).flatMap(({ currency, totals }) => [
          ...explanation(totals).map(({ name, cents }) => [currency, name, decimalText(cents)]),
          [currency, 'Closing balance', decimalText(totals.closing)],
        ]),
      },
      ...currencies.flatMap((currency): readonly Block[] => [
        {
          is: 'bars',
          caption: `Closing balance by month${currency === '' ? '' : `, ${currency}`}`,
          values: report.roll_forward
            .filter((line) => line.currency === currency && line.month <= until)
            .slice(-MONTHS)
            .map(({ month, closing }) => ({ label: month, cents: closing })),
        },
        {
          is: 'bars',
          caption: `Open lots by age${currency === '' ? '' : `, ${currency}`}`,
          values: report.open_lots_by_age
            .filter((line) => line.currency === currency)
            .map(({ bucket, amount }) => ({ label: bucket, cents: amount })),
        },
      ]),
    ];
  },
} as const satisfies MemoSection<PackInput>;
