import { useState } from 'react';
import { Link } from 'wouter';
import { ITEM_KINDS } from '../../../core/contract/close/tie-out.ts';
import type { ExceptionRecord, RunRecord } from '../../../core/contract/run.ts';
import { useCall } from '../../bridge/api.ts';
import { Button } from '../../components/controls/controls.tsx';
import { Amount } from '../../components/surfaces/surfaces.tsx';
import { pathTo } from '../../frame/routes.ts';
import { ItemOfExceptionDialog } from './item-dialog.tsx';

interface ItemOfExceptionProps {
  readonly run: RunRecord;
  readonly record: ExceptionRecord;
}

/** An exception as a reconciling item of the period's close: the one that was made from it, or the way to make it. */
export function ItemOfException({ run, record }: ItemOfExceptionProps) {
  const { data: linked } = useCall('close.linked-items', { sourceId: run.sourceId });
  const [isMaking, setMaking] = useState(false);
  if (run.status !== 'completed' || run.period === null || run.archived !== null) return null;
  const item = linked?.find(({ exception }) => exception === record.key);
  return (
    <div>
      {item ? (
        <Link href={pathTo('close', { runId: run.id, part: 'tie-out' })}>
          Reconciling item: {ITEM_KINDS[item.kind].title},{' '}
          <Amount cents={item.cents} currency={item.currency} />
          {item.clearedOn !== null && ', cleared'}
        </Link>
      ) : (
        <Button onClick={() => setMaking(true)}>Make it a reconciling item …</Button>
      )}
      {isMaking && (
        <ItemOfExceptionDialog
          run={run}
          period={run.period}
          record={record}
          onEnd={() => setMaking(false)}
        />
      )}
    </div>
  );
}
