import { actWords } from '../../core/contract/acts/acts.ts';
import { useCall } from '../bridge/api.ts';
import { CopyButton } from '../components/surfaces/copy-button.tsx';
import { Heads } from '../components/surfaces/heads.tsx';
import {
  EmptyState,
  Loading,
  Panel,
  ProblemNotice,
  Table,
} from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import { detailWords, trailText } from '../words/audit-words.ts';
import css from './audit.module.css';
import { Checksum } from './checksum.tsx';

/** What was done to the run and by whom, as the chain of the audit trail has it. */
export function Trail({ runId }: { runId: string }) {
  const format = useFormat();
  const { data, error } = useCall('runs.audit', { runId });
  return (
    <Panel
      title="Audit trail"
      flush={data !== undefined && data.length > 0}
      actions={
        data &&
        data.length > 0 && (
          <CopyButton text={trailText(data)} what="the audit trail">
            Copy the trail
          </CopyButton>
        )
      }
    >
      {error ? (
        <ProblemNotice problem={error} />
      ) : !data ? (
        <Loading what="Reading the audit trail" />
      ) : data.length === 0 ? (
        <EmptyState title="There are no entries for this run." />
      ) : (
        <Table caption="Audit trail: what was done, by whom">
          <Heads of={['When', 'Who', 'What', 'Details', 'Chain hash']} />
          <tbody>
            {data.map((entry) => (
              <tr key={entry.id}>
                <td className={css.nowrap}>{format.moment(entry.at)}</td>
                <td>{entry.actor}</td>
                <td className={css.nowrap}>{actWords(entry.action)}</td>
                <td className={css.detail}>{detailWords(entry.detail, format)}</td>
                <td>
                  <Checksum value={entry.hash} of={`entry ${entry.id}`} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}
