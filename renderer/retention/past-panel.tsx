import { useAction } from '../bridge/api.ts';
import { KEPT_KINDS } from '../../core/contract/keeping/kept-kinds.ts';
import type { ProposedItem } from '../../core/contract/keeping/keeping-log.ts';
import { Button } from '../components/controls/controls.tsx';
import { figures, Heads } from '../components/surfaces/heads.tsx';
import { Panel, ProblemNotice, Table } from '../components/surfaces/surfaces.tsx';
import { bytesText } from '../format/format.ts';
import { useFormat } from '../format/use-format.ts';
import { STALE } from './parts.ts';
import type { PanelProps } from './parts.ts';
import css from './retention.module.css';

/** What is past its time: what could be deleted, and what stays all the same. */
export function PastPanel({ view: { past, staying, proposals }, by }: PanelProps) {
  const propose = useAction('retention.propose', STALE);
  const waiting = new Set(
    proposals
      .filter(({ state }) => state === 'proposed' || state === 'approved')
      .flatMap(({ items }) => items.map(({ name }) => name)),
  );
  const left = past.filter(({ name }) => !waiting.has(name));
  const bytes = left.reduce((sum, item) => sum + item.bytes, 0);
  return (
    <Panel
      flush={past.length + staying.length > 0}
      title="Past its time"
      actions={
        left.length > 0 && (
          <Button
            disabled={propose.isPending || by === ''}
            onClick={() => propose.mutate({ names: left.map(({ name }) => name), by })}
          >
            Propose to delete {left.length} ({bytesText(bytes)})
          </Button>
        )
      }
    >
      {propose.error && <ProblemNotice problem={propose.error} />}
      {past.length + staying.length === 0 ? (
        <p className="quiet">Nothing is past the time that it is kept for.</p>
      ) : (
        <Table caption="What is past the time that it is kept for">
          <Heads of={['What', 'Kind', 'Past since', figures('Size'), 'What becomes of it']} />
          <tbody>
            {past.map((item) => (
              <Row
                key={`${item.kind} ${item.name}`}
                item={item}
                becomes={waiting.has(item.name) ? 'Proposed to be deleted' : 'Can be deleted'}
              />
            ))}
            {staying.map((item) => (
              <Row key={`${item.kind} ${item.name}`} item={item} becomes={`Stays. ${item.why}`} />
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}

function Row({ item, becomes }: { item: ProposedItem; becomes: string }) {
  const format = useFormat();
  return (
    <tr>
      <th scope="row" className={css.what}>
        {item.what}
      </th>
      <td>{KEPT_KINDS[item.kind].title}</td>
      <td>{format.moment(item.until)}</td>
      <td className="number">{bytesText(item.bytes)}</td>
      <td className={css.what}>{becomes}</td>
    </tr>
  );
}
