import { Panel, RunStatusPill } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import type { Board, BoardPanel } from '../board/board-panel.ts';
import css from './panels.module.css';

export const outcomesPanel: BoardPanel = { id: 'outcomes', Show: Outcomes };

/** All runs of the source by how they ended. */
function Outcomes({ board: { dashboard } }: { readonly board: Board }) {
  const format = useFormat();
  return (
    <Panel title="Run outcomes">
      <ul className={css.outcomes}>
        {dashboard.outcomes.map(({ status, count }) => (
          <li key={status}>
            <RunStatusPill status={status} /> <strong>{format.count(count)}</strong>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
