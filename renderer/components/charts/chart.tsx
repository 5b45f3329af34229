import { useId } from 'react';
import type { ReactNode } from 'react';
import {
  Bar,
  BarChart,
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ReferenceArea,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { evenTicks } from './axis.ts';
import css from './charts.module.css';

/** A figure that is followed from point to point. */
export interface ChartSeries<P> {
  readonly id: string;
  readonly name: string;
  readonly value: (point: P) => number | null;
  /** From 1: one of the colours of the charts. Null for a line that stays behind the others, without a name. */
  readonly colour: number | null;
}

export interface ChartProps<P> {
  readonly title: string;
  /** One sentence: what is drawn. */
  readonly about: string;
  /** From left to right. */
  readonly points: readonly P[];
  /** Of a point, below the axis. */
  readonly nameOf: (point: P) => string;
  readonly form: 'line' | 'bars' | 'stack';
  readonly series: readonly ChartSeries<P>[];
  /** Of all series together, where that says something. */
  readonly sum?: (point: P) => number;
  readonly show: (value: number | null) => string;
  readonly tick: (value: number) => string;
  readonly domain?: readonly [number, number];
  readonly wholeTicks?: boolean;
  /** Of the drawing, in pixels, where it wants more than others. */
  readonly height?: number;
  /** What lies within it is as expected. */
  readonly band?: readonly [number, number];
  /** Further words on the point that is pointed at. */
  readonly further?: (point: P) => ReactNode;
  /** What a click on a point does, and what is said of it. */
  readonly opens?: { readonly words: string; readonly open: (point: P) => void };
}

/** Of most drawings, in pixels. */
const HEIGHT = 190;

const AXIS = { tick: { fill: 'var(--ink-3)', fontSize: 11 }, stroke: 'var(--line-strong)' };

/** Figures from point to point, drawn. Whoever cannot see it is told of the table that stands below each chart. */
export function Chart<P>(props: ChartProps<P>) {
  const { title, about, points, nameOf, form, series, opens, band, height = HEIGHT } = props;
  const titleId = useId();
  const drawnPoints = points.map((point, place) => ({
    place,
    ...Object.fromEntries(series.map(({ id, value }) => [id, value(point)])),
  }));
  const open = (place: number | string | null | undefined): void => {
    const point = place == null ? undefined : points[Number(place)];
    if (point !== undefined) opens?.open(point);
  };
  const Form = form === 'line' ? LineChart : BarChart;
  const named = series.filter(({ colour }) => colour !== null);
  return (
    <figure className={css.figure} aria-labelledby={titleId}>
      <figcaption id={titleId}>
        <span className="visually-hidden">{title}. </span>
        {about}
        <span className="visually-hidden"> The same figures are in the table below.</span>
      </figcaption>
      <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 400, height }}>
        <Form
          // The legend keeps the order in which series came: another choice of them begins anew.
          key={series.map(({ id }) => id).join()}
          data={drawnPoints}
          title={title}
          margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
          onClick={({ activeTooltipIndex }) => open(activeTooltipIndex)}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          {band && (
            <ReferenceArea
              y1={band[0]}
              y2={band[1]}
              ifOverflow="extendDomain"
              fill="var(--accent-soft)"
              stroke="var(--accent)"
              strokeDasharray="3 3"
            />
          )}
          <XAxis
            {...AXIS}
            dataKey="place"
            tickFormatter={(place: number) => {
              const point = points[place];
              return point === undefined ? '' : nameOf(point);
            }}
            minTickGap={24}
            padding={form === 'line' ? { left: 16, right: 16 } : 'no-gap'}
          />
          {amountAxis(props)}
          <Tooltip
            isAnimationActive={false}
            wrapperStyle={{ zIndex: 1 }}
            cursor={form === 'line' ? { stroke: 'var(--line-strong)' } : { fill: 'var(--sunken)' }}
            content={({ active, label }) => {
              const point = active ? points[Number(label)] : undefined;
              return point === undefined ? null : <Reading {...props} point={point} />;
            }}
          />
          {named.length > 1 && (
            <Legend
              iconType="square"
              iconSize={9}
              itemSorter={null}
              formatter={(name: string) => <span className={css.legend}>{name}</span>}
            />
          )}
          {series.map((one) => drawn(one, form, opens !== undefined))}
        </Form>
      </ResponsiveContainer>
    </figure>
  );
}

/** An element of Recharts, as those below: it looks for them among its children. */
function amountAxis<P>({ tick, wholeTicks, domain }: ChartProps<P>): ReactNode {
  return (
    <YAxis
      {...AXIS}
      width={64}
      tickFormatter={tick}
      allowDecimals={!wholeTicks}
      {...(domain && { domain: [...domain], ticks: [...evenTicks(domain)] })}
    />
  );
}

/** A series in the form of its chart. */
function drawn<P>(
  { id, name, colour }: ChartSeries<P>,
  form: ChartProps<P>['form'],
  opens: boolean,
): ReactNode {
  const paint = colour === null ? 'var(--line-strong)' : `var(--chart-${colour})`;
  const look = opens ? { className: css.opens! } : {};
  return form === 'line' ? (
    <Line
      key={id}
      dataKey={id}
      name={name}
      type="linear"
      stroke={paint}
      strokeWidth={colour === null ? 1 : 2}
      dot={colour === null ? false : { r: 3, fill: paint, strokeWidth: 0 }}
      activeDot={colour === null ? false : { r: 5, ...look }}
      legendType={colour === null ? 'none' : 'square'}
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
      {...look}
      {...(form === 'stack' && { stackId: 'all' })}
    />
  );
}

/** The figures of the point that is pointed at. */
function Reading<P>({
  point,
  nameOf,
  series,
  show,
  sum,
  further,
  opens,
}: ChartProps<P> & { readonly point: P }) {
  const named = series.filter(({ colour }) => colour !== null);
  const shown = named.filter((one) => named.length === 1 || one.value(point) !== 0);
  return (
    <div className={css.reading}>
      <strong>{nameOf(point)}</strong>
      {further && <span className="quiet">{further(point)}</span>}
      <table>
        <tbody>
          {shown.map(({ id, name, value }) => (
            <tr key={id}>
              <td>{name}</td>
              <td className="number">{show(value(point))}</td>
            </tr>
          ))}
          {sum && (
            <tr>
              <td>All</td>
              <td className="number">{show(sum(point))}</td>
            </tr>
          )}
        </tbody>
      </table>
      {opens && <span className="quiet">{opens.words}</span>}
    </div>
  );
}
