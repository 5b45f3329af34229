import type { CloseView } from '../../../core/contract/close/close-view.ts';
import type { ActivityLine } from '../../../core/contract/close/journal.ts';
import { Button } from '../../components/controls/controls.tsx';
import { figures, Heads, unseen } from '../../components/surfaces/heads.tsx';
import { Notice, Panel, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import css from './entries.module.css';
import { activityName, unmappedSums } from './unmapped.ts';

interface UnmappedPanelProps {
  readonly view: CloseView;
  readonly isLocked: boolean;
  /** Begins a line of the chart for an amount. */
  readonly onMap: (activity: ActivityLine) => void;
}

/** The amounts without an account: while there are any, nothing can be booked. Null where there are none. */
export function UnmappedPanel({ view, isLocked, onMap }: UnmappedPanelProps) {
  const format = useFormat();
  const { unmapped, charts, period } = view;
  if (unmapped.length === 0) return null;
  return (
    <Panel title="Amounts without an account" flush>
      <div className={css.block}>
        <Notice
          tone="warn"
          title={`${unmapped.length === 1 ? 'One amount has' : `${format.count(unmapped.length)} amounts have`} no account, so there is no entry yet.`}
        >
          {charts.length === 0
            ? 'There is no chart of accounts: begin one below.'
            : 'Map each of them: a line for it is added to a new version of the chart of accounts.'}
        </Notice>
      </div>
      <Table caption="Amounts without an account">
        <Heads
          of={[
            'What moved',
            figures('Movements'),
            figures('Amount'),
            'Currency',
            unseen('What to do'),
          ]}
        />
        <tbody>
          {unmapped.map((one) => {
            const name = activityName(one);
            return (
              <tr key={JSON.stringify([one.period, name, one.currency, one.groups])}>
                <th scope="row">
                  {name}
                  <small className={css.groups}>
                    {[...(one.period === period ? [] : [one.period]), ...Object.values(one.groups)]
                      .filter((part) => part !== '')
                      .join(' · ')}
                  </small>
                </th>
                <td className="number">{format.count(one.movements)}</td>
                <td className="number">{format.amount(one.cents)}</td>
                <td>{one.currency}</td>
                <td>
                  <Button
                    disabled={isLocked}
                    aria-label={`Map this: ${name}`}
                    onClick={() => onMap(one)}
                  >
                    Map this
                  </Button>
                </td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          {unmappedSums(unmapped).map(({ currency, cents, movements }) => (
            <tr key={currency}>
              <th scope="row">Together</th>
              <td className="number">{format.count(movements)}</td>
              <td className="number">{format.amount(cents)}</td>
              <td>{currency}</td>
              <td />
            </tr>
          ))}
        </tfoot>
      </Table>
    </Panel>
  );
}
