import { Link } from 'wouter';
import { figures, Heads } from '../../components/surfaces/heads.tsx';
import { Panel, Table } from '../../components/surfaces/surfaces.tsx';
import { durationText } from '../../format/format.ts';
import { useFormat } from '../../format/use-format.ts';
import { routes } from '../../frame/routes.ts';
import type { Board, BoardPanel } from '../board/board-panel.ts';
import { exceptionCount } from '../board/series.ts';

export const lastRunsPanel: BoardPanel = { id: 'last-runs', Show: LastRuns };

function LastRuns({ board: { dashboard } }: { readonly board: Board }) {
  const format = useFormat();
  return (
    <Panel title="Latest period ends" flush>
      <Table caption="Latest period ends, the latest first">
        <Heads of={['As of', 'Run', figures('Rows'), figures('Exceptions'), figures('Duration')]} />
        <tbody>
          {[...dashboard.runs]
            .reverse()
            .slice(0, 5)
            .map((run) => (
              <tr key={run.runId}>
                <td>{format.dayNamed(run.asOf)}</td>
                <td>
                  <Link
                    href={routes.run(run.runId)}
                    aria-label={`Open the run of ${format.moment(run.startedAt)}, ${run.runId}`}
                  >
                    {format.moment(run.startedAt)}
                  </Link>
                </td>
                <td className="number">{format.count(run.rows)}</td>
                <td className="number">{format.count(exceptionCount(run))}</td>
                <td className="number">{durationText(run.durationMs)}</td>
              </tr>
            ))}
        </tbody>
      </Table>
    </Panel>
  );
}
