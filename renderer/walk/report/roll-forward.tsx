import { useEffect, useRef } from 'react';
import type { MonthView } from '../../../core/contract/api/runs.ts';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { EmptyState, Panel, Pill, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { byCurrency, rollsForward, sumOfMonths } from './report-figures.ts';
import css from './report.module.css';

interface RollForwardProps {
  readonly months: readonly MonthView[];
  /** The month that the run is about; null for the whole ledger. */
  readonly period: string | null;
}

/** Opening, activity and closing of every month; each opening is the closing before it. */
export function RollForward({ months, period }: RollForwardProps) {
  const groups = byCurrency(months);
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
      {groups.length === 0 && (
        <EmptyState title="No movement lies at the cut-off.">It closes at 0.00.</EmptyState>
      )}
      {groups.map(({ currency, items }) => (
        <div key={currency} className={css.rollForward}>
          {groups.length > 1 && <h3 className={css.currency}>{currency}</h3>}
          <Months
            caption={`Roll-forward by month${groups.length > 1 ? ` in ${currency}` : ''}`}
            months={items}
            period={period}
          />
        </div>
      ))}
    </Panel>
  );
}

const FIGURES = ['Opening', 'Earned', 'Spent', 'Expired', 'Closing', 'Movements'];

function Months({ caption, months, period }: RollForwardProps & { readonly caption: string }) {
  const format = useFormat();
  const focus = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    // Within its own table only: the screen stays where it is.
    const row = focus.current;
    const frame = row?.closest('div');
    if (row && frame) frame.scrollTop = row.offsetTop - frame.clientHeight / 2;
  }, [months, period]);
  const sum = sumOfMonths(months);
  const cells = (of: Omit<MonthView, 'currency' | 'month'>) => (
    <>
      <td className="number">{format.amount(of.opening)}</td>
      <td className="number">{format.amount(of.earned)}</td>
      <td className="number">{format.amount(-of.spent)}</td>
      <td className="number">{format.amount(-of.expired)}</td>
      <td className="number">{format.amount(of.closing)}</td>
      <td className="number">{format.count(of.movements)}</td>
    </>
  );
  return (
    <Table caption={caption}>
      <Heads of={['Month', ...FIGURES.map(figures)]} />
      <tbody>
        {months.map((month) => {
          const inFocus = month.month === period;
          return (
            <tr
              key={month.month}
              ref={inFocus ? focus : undefined}
              className={inFocus ? css.periodRow : undefined}
            >
              <th scope="row">
                {month.month} {inFocus && <Pill tone="info">Period</Pill>}
              </th>
              {cells(month)}
            </tr>
          );
        })}
      </tbody>
      {sum && months.length > 1 && (
        <tfoot>
          <tr>
            <th scope="row">All months</th>
            {cells(sum)}
          </tr>
        </tfoot>
      )}
    </Table>
  );
}
