import type { Dashboard } from '../../core/contract/api/dashboard.ts';
import { Panel, RunStatusPill } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import css from './dashboard.module.css';

/** All runs of the source by how they ended. */
export function Outcomes({ outcomes }: Pick<Dashboard, 'outcomes'>) {
  const format = useFormat();
  return (
    <Panel title="Run outcomes">
      <ul className={css.outcomes}>
        {outcomes.map(({ status, count }) => (
          <li key={status}>
            <RunStatusPill status={status} /> <strong>{format.count(count)}</strong>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
