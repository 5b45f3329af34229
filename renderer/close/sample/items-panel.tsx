import { useState } from 'react';
import { Link } from 'wouter';
import type { SampleView } from '../../../core/contract/close/sample.ts';
import { Button } from '../../components/controls/controls.tsx';
import { figures, Heads, unseen } from '../../components/surfaces/heads.tsx';
import { Pager } from '../../components/surfaces/pager.tsx';
import parts from '../../components/surfaces/parts.module.css';
import { EmptyState, Panel, Pill, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { routes } from '../../frame/routes.ts';
import type { ClosePanelProps } from '../frame/close-part.ts';
import { Attachment } from '../attachments/attachment.tsx';
import { PaperDialog } from './paper-dialog.tsx';
import { listedItems } from './sample-form.ts';
import type { ListedItem } from './sample-form.ts';
import css from './sample.module.css';

const PAGE = 25;

/** The items that were drawn, and how far they are tested. */
export function ItemsPanel(props: ClosePanelProps & { readonly sample: SampleView }) {
  const { view, sample } = props;
  const format = useFormat();
  const [offset, setOffset] = useState(0);
  const [shown, setShown] = useState<ListedItem | null>(null);
  const items = listedItems(sample.samples);
  const hasCurrency = items.some(({ currency }) => currency !== '');
  const concluded = items.filter(({ movement }) => sample.papers[movement.id]?.conclusion).length;
  if (items.length === 0)
    return (
      <Panel title="Items">
        <EmptyState title="Nothing was drawn.">The population has no items.</EmptyState>
      </Panel>
    );
  return (
    <Panel
      title="Items"
      flush
      actions={
        <span className="quiet">
          {format.count(concluded)} of {format.counted(items.length, 'item')} concluded
        </span>
      }
    >
      {items.length > PAGE && (
        <div className={parts.inPanel}>
          <Pager
            of="items"
            offset={offset}
            limit={PAGE}
            total={items.length}
            onOffset={setOffset}
          />
        </div>
      )}
      <Table caption="Items of the sample">
        <Heads
          of={[
            'Item',
            'Customer',
            ...(hasCurrency ? ['Currency'] : []),
            figures('Amount'),
            'Drawn',
            'Tested',
            unseen('What can be done'),
          ]}
        />
        <tbody>
          {items.slice(offset, offset + PAGE).map((item) => (
            <ItemRow
              key={`${item.currency} ${item.movement.id}`}
              item={item}
              paper={sample.papers[item.movement.id]}
              runId={view.runId}
              hasCurrency={hasCurrency}
              onOpen={() => setShown(item)}
            />
          ))}
        </tbody>
      </Table>
      {shown && (
        <PaperDialog
          {...props}
          item={shown}
          paper={sample.papers[shown.movement.id]}
          onEnd={() => setShown(null)}
        />
      )}
    </Panel>
  );
}

interface ItemRowProps {
  readonly item: ListedItem;
  readonly paper: SampleView['papers'][string] | undefined;
  readonly runId: string;
  readonly hasCurrency: boolean;
  readonly onOpen: () => void;
}

function ItemRow({ item, paper, runId, hasCurrency, onOpen }: ItemRowProps) {
  const format = useFormat();
  const { movement, cents, hits, isAlwaysIn } = item;
  return (
    <tr>
      <td>
        <strong className={css.id}>{movement.id}</strong>
        <div className={`quiet ${css.once}`}>
          {movement.type}, {format.day(movement.createdAt)}
        </div>
      </td>
      <td>
        <Link href={routes.customer(runId, movement.customer)}>{movement.customer}</Link>
      </td>
      {hasCurrency && <td>{item.currency}</td>}
      <td className="number">{format.amount(cents)}</td>
      <td className={css.once}>
        {isAlwaysIn ? <Pill tone="info">Always in</Pill> : format.counted(hits, 'hit')}
        {isAlwaysIn && hits > 1 && <div className="quiet">{format.counted(hits, 'hit')}</div>}
      </td>
      <td>
        {paper === undefined ? (
          <span className="quiet">Not yet</span>
        ) : (
          <>
            {paper.tickMark && <strong>{paper.tickMark} </strong>}
            {paper.conclusion}
            {paper.evidence && <div className="quiet">{paper.evidence}</div>}
            {paper.file && <Attachment file={paper.file} />}
            <div className="quiet">
              {paper.by}, {format.moment(paper.at)}
            </div>
          </>
        )}
      </td>
      <td>
        <Button aria-label={`Test ${movement.id}`} onClick={onOpen}>
          Test …
        </Button>
      </td>
    </tr>
  );
}
