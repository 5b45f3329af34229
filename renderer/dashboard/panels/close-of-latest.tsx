import type { ReactNode } from 'react';
import type { CloseView } from '../../../core/contract/close/close-view.ts';
import { useCall } from '../../bridge/api.ts';
import { Loading, Panel } from '../../components/surfaces/surfaces.tsx';
import type { Board } from '../board/board-panel.ts';

interface CloseOfLatestProps {
  readonly board: Board;
  readonly title: string;
  readonly children: (view: CloseView) => ReactNode;
}

/** A panel of what the close of the latest period says; where it has none, why. */
export function CloseOfLatest({ board, title, children }: CloseOfLatestProps) {
  const { dashboard } = board;
  const { sourceId } = dashboard;
  const period = dashboard.runs.at(-1)?.period ?? null;
  const isAsked = sourceId !== null && period !== null;
  const { data, error } = useCall(
    'close.view',
    { sourceId: sourceId ?? 0, period: period ?? '' },
    { enabled: isAsked, staleTime: Infinity },
  );
  return (
    <Panel title={period === null ? title : `${title}, ${period}`}>
      {!isAsked ? (
        <p className="quiet">Reconcile the source for a period to see what its close says.</p>
      ) : error ? (
        <p className="quiet">
          {error.message} {error.hint}
        </p>
      ) : data ? (
        children(data)
      ) : (
        <Loading what="Reading the close" />
      )}
    </Panel>
  );
}
