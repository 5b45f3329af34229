import { useId } from 'react';
import type { ReactNode } from 'react';
import {
  Bar,
  BarChart,
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { Link, useLocation } from 'wouter';
import type { DashboardRun } from '../../core/contract/api/dashboard.ts';
import { figures, Heads } from '../components/surfaces/heads.tsx';
import { Panel, Table } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import { routes } from '../frame/routes.ts';
import css from './dashboard.module.css';
import { evenTicks } from './series.ts';

interface Series {
  readonly id: string;
  readonly name: string;
  readonly value: (run: DashboardRun) => number | null;
  /** From 1: one of the colours of the charts. */
  readonly colour: number;
}

interface RunChartProps {
  readonly title: string;
  /** One sentence: what is drawn. */
  readonly about: string;
  /** The oldest first. */
  readonly runs: readonly DashboardRun[];
  readonly form: 'line' | 'bars' | 'stack';
  readonly series: readonly Series[];
  /** Of all series together, where that says something. */
  readonly sum?: (run: DashboardRun) => number;
  readonly show: (value: number | null) => string;
  readonly tick: (value: number) => string;
  readonly domain?: readonly [number, number];
  readonly wholeTicks?: boolean;
}

/** Of a drawing, in pixels. */
const HEIGHT = 190;

const AXIS = { tick: { fill: 'var(--ink-3)', fontSize: 11 }, stroke: 'var(--line-strong)' };

/** A figure over the runs by their period end, drawn; the same as a table below it. A point opens its run. */
export function RunChart(props: RunChartProps) {
  const { title, about, runs, form, series } = props;
  return (
    <Panel title={title}>
      <p className={css.about}>{about}</p>
      {series.length === 0 ? (
        <p className={css.none}>None in these runs.</p>
      ) : (
        <Drawing {...props} />
      )}
      {form !== 'stack' || series.length > 0 ? (
        <details className={css.asTable}>
          <summary>
            As a table<span className="visually-hidden">: {title}</span>
          </summary>
          <FiguresTable {...props} runs={runs} />
        </details>
      ) : null}
    </Panel>
  );
}

/** The chart itself; whoever cannot see it is told of the table. */
function Drawing(props: RunChartProps) {
  const { title, about, runs, form, series, sum, show, tick, domain, wholeTicks } = props;
  const [, go] = useLocation();
  const format = useFormat();
  const titleId = useId();
  const points = runs.map((run, place) => ({
    run,
    place,
    ...Object.fromEntries(series.map(({ id, value }) => [id, value(run)])),
  }));
  const open = (place: number | string | null | undefined): void => {
    const run = place == null ? undefined : runs[Number(place)];
    if (run) go(routes.run(run.runId));
  };
  const Chart = form === 'line' ? LineChart : BarChart;
  return (
    <figure className={css.figure} aria-labelledby={titleId}>
      <figcaption id={titleId} className="visually-hidden">
        {title} at the last {runs.length} period ends. {about} The same figures are in the table
        below.
      </figcaption>
      <ResponsiveContainer
        width="100%"
        height={HEIGHT}
        initialDimension={{ width: 400, height: HEIGHT }}
      >
        <Chart
          // The legend keeps the order in which series came: another choice of them begins anew.
          key={series.map(({ id }) => id).join()}
          data={points}
          title={title}
          margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
          onClick={({ activeTooltipIndex }) => open(activeTooltipIndex)}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            {...AXIS}
            dataKey="place"
            tickFormatter={(place: number) => format.dayNamed(runs[place]?.asOf)}
            minTickGap={24}
            padding={form === 'line' ? { left: 16, right: 16 } : 'no-gap'}
          />
          <YAxis
            {...AXIS}
            width={64}
            tickFormatter={tick}
            allowDecimals={!wholeTicks}
            {...(domain && { domain: [...domain], ticks: [...evenTicks(domain)] })}
          />
          <Tooltip
            isAnimationActive={false}
            wrapperStyle={{ zIndex: 1 }}
            cursor={form === 'line' ? { stroke: 'var(--line-strong)' } : { fill: 'var(--sunken)' }}
            content={({ active, label }) => {
              const run = active ? runs[Number(label)] : undefined;
              return run ? <Reading run={run} series={series} show={show} sum={sum} /> : null;
            }}
          />
          {series.length > 1 && (
            <Legend
              iconType="square"
              iconSize={9}
              itemSorter={null}
              formatter={(name: string) => <span className={css.legend}>{name}</span>}
            />
          )}
          {series.map((one) => drawn(one, form))}
        </Chart>
      </ResponsiveContainer>
    </figure>
  );
}

/** A series in the form of its chart: an element of Recharts, which looks for them among its children. */
function drawn({ id, name, colour }: Series, form: RunChartProps['form']): ReactNode {
  const paint = `var(--chart-${colour})`;
  return form === 'line' ? (
    <Line
      key={id}
      dataKey={id}
      name={name}
      type="linear"
      stroke={paint}
      strokeWidth={2}
      dot={{ r: 3, fill: paint, strokeWidth: 0 }}
      activeDot={{ r: 5, className: css.point! }}
      isAnimationActive={false}
    />
  ) : (
    <Bar
      key={id}
      dataKey={id}
      name={name}
      fill={paint}
      maxBarSize={36}
      isAnimationActive={false}
      className={css.point!}
      {...(form === 'stack' && { stackId: 'all' })}
    />
  );
}

interface ReadingProps extends Pick<RunChartProps, 'series' | 'show'> {
  readonly run: DashboardRun;
  readonly sum: RunChartProps['sum'];
}

/** The figures of the run that is pointed at. */
function Reading({ run, series, show, sum }: ReadingProps) {
  const format = useFormat();
  const shown = series.filter((one) => series.length === 1 || one.value(run) !== 0);
  return (
    <div className={css.reading}>
      <strong>{format.dayNamed(run.asOf)}</strong>
      <span className="quiet">
        {run.period ?? 'whole ledger'} · run {format.moment(run.startedAt)}
      </span>
      <table>
        <tbody>
          {shown.map(({ id, name, value }) => (
            <tr key={id}>
              <td>{name}</td>
              <td className="number">{show(value(run))}</td>
            </tr>
          ))}
          {sum && (
            <tr>
              <td>All</td>
              <td className="number">{show(sum(run))}</td>
            </tr>
          )}
        </tbody>
      </table>
      <span className="quiet">Click to open the run</span>
    </div>
  );
}

function FiguresTable({ title, runs, series, show }: RunChartProps) {
  const format = useFormat();
  return (
    <Table caption={`${title}, the latest period first`}>
      <Heads of={['Period end', ...series.map(({ name }) => figures(name))]} />
      <tbody>
        {[...runs].reverse().map((run) => (
          <tr key={run.runId}>
            <td>
              <Link href={routes.run(run.runId)}>{format.dayNamed(run.asOf)}</Link>
            </td>
            {series.map(({ id, value }) => (
              <td key={id} className="number">
                {show(value(run))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
