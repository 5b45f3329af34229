import { useState } from 'react';
import { Link } from 'wouter';
import { ITEM_KINDS } from '../../../core/contract/close/tie-out.ts';
import type { ItemAt } from '../../../core/contract/close/tie-out.ts';
import { Button } from '../../components/controls/controls.tsx';
import { figures, Heads, unseen } from '../../components/surfaces/heads.tsx';
import { EmptyState, Panel, Pill, Table } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { pathTo } from '../../frame/routes.ts';
import type { ClosePanelProps } from '../frame/close-part.ts';
import { ClearDialog } from './clear-dialog.tsx';
import { ItemDialog } from './item-dialog.tsx';
import { Attachment } from '../attachments/attachment.tsx';
import { placeWords } from './ledger-balances.ts';
import css from './tie-out.module.css';

/** What is being done to an item: null begins a new one. */
type Doing =
  | { readonly is: 'edit'; readonly item: ItemAt | null }
  | { readonly is: 'clear'; readonly item: ItemAt };

/** The reconciling items that are open at the cut-off, those of earlier periods with their age. */
export function ItemsPanel(props: ClosePanelProps) {
  const { view, isLocked } = props;
  const [doing, setDoing] = useState<Doing | null>(null);
  const items = view.tieOut.flatMap((line) => line.items);
  const hasLines = view.tieOut.length > 1;
  const end = (): void => setDoing(null);
  return (
    <Panel
      title="Reconciling items"
      flush
      actions={
        <Button
          disabled={isLocked || view.tieOut.length === 0}
          onClick={() => setDoing({ is: 'edit', item: null })}
        >
          Add an item
        </Button>
      }
    >
      {items.length === 0 ? (
        <EmptyState title="No open items.">
          What explains a difference between the two ledgers is listed here until it is cleared.
        </EmptyState>
      ) : (
        <Table caption="Reconciling items that are open at the cut-off">
          <Heads
            of={[
              'Item',
              ...(hasLines ? ['Line'] : []),
              figures('Amount'),
              'Listed',
              'Expected to clear',
              unseen('What can be done'),
            ]}
          />
          <tbody>
            {items.map((item) => (
              <ItemRow
                key={item.id}
                item={item}
                runId={view.runId}
                hasLines={hasLines}
                isLocked={isLocked}
                onEdit={() => setDoing({ is: 'edit', item })}
                onClear={() => setDoing({ is: 'clear', item })}
              />
            ))}
          </tbody>
        </Table>
      )}
      {doing?.is === 'edit' && <ItemDialog {...props} item={doing.item} onEnd={end} />}
      {doing?.is === 'clear' && <ClearDialog {...props} item={doing.item} onEnd={end} />}
    </Panel>
  );
}

interface ItemRowProps {
  readonly item: ItemAt;
  readonly runId: string;
  /** Whether it has to be told which line it is of. */
  readonly hasLines: boolean;
  readonly isLocked: boolean;
  readonly onEdit: () => void;
  readonly onClear: () => void;
}

function ItemRow({ item, runId, hasLines, isLocked, onEdit, onClear }: ItemRowProps) {
  const format = useFormat();
  return (
    <tr>
      <td>
        <strong>{ITEM_KINDS[item.kind].title}</strong>
        {item.reference && <span className="quiet"> {item.reference}</span>}
        <div>{item.explanation}</div>
        {item.exception !== null && (
          <Link href={pathTo('exceptions', { runId })}>From an exception of the run</Link>
        )}
        {item.attachment && <Attachment file={item.attachment} />}
      </td>
      {hasLines && <td>{placeWords(item)}</td>}
      <td className="number">{format.amount(item.cents)}</td>
      <td className={css.day}>
        {format.dayNamed(item.openedOn)}
        <div className="quiet">{format.counted(item.ageDays, 'day')} old</div>
        {item.isCarriedForward && <Pill tone="info">Carried forward</Pill>}
      </td>
      <td className={css.day}>
        {format.dayNamed(item.expectedBy)} {item.isOverdue && <Pill tone="warn">Overdue</Pill>}
      </td>
      <td>
        <div className={css.itemActions}>
          <Button aria-label={`Change: ${item.explanation}`} disabled={isLocked} onClick={onEdit}>
            Change
          </Button>
          <Button aria-label={`Clear: ${item.explanation}`} disabled={isLocked} onClick={onClear}>
            Clear
          </Button>
        </div>
      </td>
    </tr>
  );
}
