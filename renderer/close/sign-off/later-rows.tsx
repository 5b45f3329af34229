import type { CloseView } from '../../../core/contract/close/close-view.ts';
import type { LaterRow } from '../../../core/contract/close/sign-off.ts';
import { useCall } from '../../bridge/api.ts';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Loading, Panel, ProblemNotice, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import css from './sign-off.module.css';

const WHAT: Readonly<Record<LaterRow['what'], string>> = {
  added: 'Added',
  changed: 'Changed',
  gone: 'Gone',
};
/** So many are shown; the entries hold them all. */
const MOST_SHOWN = 200;

/** The rows by which the ledger has changed since the period was locked. */
export function LaterRows({ view: { sourceId, period, correctedIn } }: { view: CloseView }) {
  const format = useFormat();
  // Asked for anew at each look: a run from the command line is told of by no event.
  const { data: rows, error } = useCall('close.later-rows', { sourceId, period }, { staleTime: 0 });
  return (
    <Panel title="Rows since the lock" flush={(rows?.length ?? 0) > 0}>
      {error && <ProblemNotice problem={error} />}
      {!rows && !error && <Loading what="Comparing with the latest run" />}
      {rows?.length === 0 && (
        <p className="quiet">
          No row of the period was added, changed or taken out since it was locked.
        </p>
      )}
      {rows !== undefined && rows.length > 0 && correctedIn && (
        <p className={css.posted}>
          What they change is posted as a correction in <strong>{correctedIn.period}</strong>, the
          first open period, on {format.dayNamed(correctedIn.date)}.
        </p>
      )}
      {rows !== undefined && rows.length > 0 && (
        <Table caption="Rows of the period that came after its lock">
          <Heads
            of={[
              'What',
              'TRANS_ID',
              'Customer',
              'Type',
              'Created',
              figures('When locked'),
              figures('Now'),
            ]}
          />
          <tbody>
            {rows.slice(0, MOST_SHOWN).map((row) => (
              <tr key={`${row.what} ${row.id} ${row.customer} ${row.currency}`}>
                <td>{WHAT[row.what]}</td>
                <td>{row.id}</td>
                <td>{row.customer}</td>
                <td>{row.type}</td>
                <td>{format.day(row.createdAt)}</td>
                <td className="number">{format.amount(row.before)}</td>
                <td className="number">
                  {format.amount(row.now)} {row.currency}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {rows !== undefined && rows.length > MOST_SHOWN && (
        <p className="quiet">{format.counted(rows.length - MOST_SHOWN, 'more row')}.</p>
      )}
    </Panel>
  );
}
