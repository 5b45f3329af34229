import type { ReactNode } from 'react';
import { figures, Heads } from '../surfaces/heads.tsx';
import { Table } from '../surfaces/surfaces.tsx';
import type { ChartProps } from './chart.tsx';
import css from './charts.module.css';

/** What a chart draws, to be read: it unfolds below the chart. */
export function AsTable({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <details className={css.asTable}>
      <summary>
        As a table<span className="visually-hidden">: {title}</span>
      </summary>
      {children}
    </details>
  );
}

interface PointsTableProps<P> extends Pick<ChartProps<P>, 'title' | 'points' | 'series' | 'show'> {
  /** Above the names of the points. */
  readonly head: string;
  readonly keyOf: (point: P) => string;
  /** The name of a point, a link perhaps. */
  readonly cell: (point: P) => ReactNode;
}

/** The figures of a chart, a line for each point, the latest first. */
export function PointsTable<P>(props: PointsTableProps<P>) {
  const { title, points, series, show, head, keyOf, cell } = props;
  return (
    <Table caption={`${title}, the latest first`}>
      <Heads of={[head, ...series.map(({ name }) => figures(name))]} />
      <tbody>
        {[...points].reverse().map((point) => (
          <tr key={keyOf(point)}>
            <td>{cell(point)}</td>
            {series.map(({ id, value }) => (
              <td key={id} className="number">
                {show(value(point))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
