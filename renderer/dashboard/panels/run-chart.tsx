import { Link, useLocation } from 'wouter';
import type { DashboardRun } from '../../../core/contract/api/dashboard.ts';
import { AsTable, PointsTable } from '../../components/charts/as-table.tsx';
import { Chart } from '../../components/charts/chart.tsx';
import type { ChartProps } from '../../components/charts/chart.tsx';
import { Panel } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { routes } from '../../frame/routes.ts';
import css from './panels.module.css';

interface RunChartProps extends Omit<ChartProps<DashboardRun>, 'points' | 'nameOf'> {
  /** The oldest first. */
  readonly runs: readonly DashboardRun[];
}

/** A figure over the runs by their period end, drawn; the same as a table below it. A point opens its run. */
export function RunChart({ runs, ...props }: RunChartProps) {
  const { title, about, series, show } = props;
  const [, go] = useLocation();
  const format = useFormat();
  const dayOf = ({ asOf }: DashboardRun): string => format.dayNamed(asOf);
  return (
    <Panel title={title}>
      {series.length === 0 ? (
        <p className={css.none}>{about} None in these runs.</p>
      ) : (
        <>
          <Chart
            {...props}
            points={runs}
            nameOf={dayOf}
            further={({ period, startedAt }) =>
              `${period ?? 'whole ledger'} · run ${format.moment(startedAt)}`
            }
            opens={{
              words: 'Click to open the run',
              open: ({ runId }) => go(routes.run(runId)),
            }}
          />
          <AsTable title={title}>
            <PointsTable
              {...{ title, series, show }}
              points={runs}
              head="Period end"
              keyOf={({ runId }) => runId}
              cell={(run) => <Link href={routes.run(run.runId)}>{dayOf(run)}</Link>}
            />
          </AsTable>
        </>
      )}
    </Panel>
  );
}
