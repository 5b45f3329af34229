import { useEffect, useRef } from 'react';
import type { MonthView } from '../../core/contract/api/runs.ts';
import { Panel, Pill, Table } from '../components/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import { byCurrency, rollsForward, sumOfMonths } from './report-figures.ts';
import css from './walk.module.css';

interface RollForwardProps {
  readonly months: readonly MonthView[];
  /** The month that the run is about; null for the whole ledger. */
  readonly period: string | null;
}

/** Opening, activity and closing of every month; each opening is the closing before it. */
export function RollForward({ months, period }: RollForwardProps) {
  const format = useFormat();
  const groups = byCurrency(months);
  const focus = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    // Within its own table only: the screen stays where it is.
    const row = focus.current;
    const frame = row?.closest('div');
    if (row && frame) frame.scrollTop = row.offsetTop - frame.clientHeight / 2;
  }, [months, period]);
  return (
    <Panel
      title="Roll-forward"
      flush
      actions={
        groups.every(({ items }) => rollsForward(items)) ? (
          <Pill tone="good">Opening plus activity is closing</Pill>
        ) : (
          <Pill tone="bad">Opening plus activity is not closing</Pill>
        )
      }
    >
      {groups.map(({ currency, items }) => {
        const sum = sumOfMonths(items);
        return (
          <div key={currency} className={css.rollForward}>
            {groups.length > 1 && <h3 className={css.currency}>{currency}</h3>}
            <Table caption={`Roll-forward by month${groups.length > 1 ? ` in ${currency}` : ''}`}>
              <thead>
                <tr>
                  <th scope="col">Month</th>
                  {['Opening', 'Earned', 'Spent', 'Expired', 'Closing', 'Movements'].map((name) => (
                    <th key={name} scope="col" className="number">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {items.map((month) => (
                  <tr
                    key={month.month}
                    ref={month.month === period ? focus : undefined}
                    className={month.month === period ? css.periodRow : undefined}
                  >
                    <th scope="row">
                      {month.month} {month.month === period && <Pill tone="info">Period</Pill>}
                    </th>
                    <td className="number">{format.amount(month.opening)}</td>
                    <td className="number">{format.amount(month.earned)}</td>
                    <td className="number">{format.amount(-month.spent)}</td>
                    <td className="number">{format.amount(-month.expired)}</td>
                    <td className="number">{format.amount(month.closing)}</td>
                    <td className="number">{format.count(month.movements)}</td>
                  </tr>
                ))}
              </tbody>
              {sum && items.length > 1 && (
                <tfoot>
                  <tr>
                    <th scope="row">All months</th>
                    <td className="number">{format.amount(sum.opening)}</td>
                    <td className="number">{format.amount(sum.earned)}</td>
                    <td className="number">{format.amount(-sum.spent)}</td>
                    <td className="number">{format.amount(-sum.expired)}</td>
                    <td className="number">{format.amount(sum.closing)}</td>
                    <td className="number">{format.count(sum.movements)}</td>
                  </tr>
                </tfoot>
              )}
            </Table>
          </div>
        );
      })}
    </Panel>
  );
}
