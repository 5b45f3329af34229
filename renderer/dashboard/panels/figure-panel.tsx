import { Link, useLocation } from 'wouter';
import { lowerEdge } from '../../../core/contract/baselines/baselines.ts';
import type { SeriesPoint } from '../../../core/contract/baselines/baselines.ts';
import { figureOf } from '../../../core/contract/baselines/figures/figures.ts';
import { AsTable, PointsTable } from '../../components/charts/as-table.tsx';
import { Chart } from '../../components/charts/chart.tsx';
import type { ChartProps, ChartSeries } from '../../components/charts/chart.tsx';
import { Panel, Pill } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { routes } from '../../frame/routes.ts';
import type { Board, BoardPanel } from '../board/board-panel.ts';
import { figureParts, partTitle } from '../board/figure-parts.ts';
import css from './panels.module.css';
import { useUnitFormats } from '../board/unit-format.ts';

/** Of a drawing with many names below it, in pixels. */
const TALL = 300;

type Row = readonly SeriesPoint[];

interface FigureChartProps {
  readonly board: Board;
  readonly id: string;
  readonly form: ChartProps<Row>['form'];
}

/** A panel that draws a figure from run to run; where it is one line, with the band in which it was expected. */
export function figurePanel(id: string, form: FigureChartProps['form']): BoardPanel {
  return { id, Show: ({ board }) => <FigureChart board={board} id={id} form={form} /> };
}

function FigureChart({ board, id, form }: FigureChartProps) {
  const [, go] = useLocation();
  const format = useFormat();
  const figure = figureOf(id)!;
  const { drawn, left, rows } = figureParts(board, figure);
  const { show, tick, wholeTicks, domain } = useUnitFormats()[figure.unit];
  const series = drawn.map(({ part }, k): ChartSeries<Row> => ({
    id: `part-${part}`,
    name: partTitle(figure, part),
    value: (row) => row[k]!.value,
    colour: k + 1,
  }));
  const hasBand = drawn.length === 1 && rows.some(([point]) => point!.band !== null);
  const edges: readonly ChartSeries<Row>[] = hasBand
    ? [
        {
          id: 'from',
          name: 'Expected from',
          value: ([point]) => lowerEdge(point!),
          colour: null,
        },
        {
          id: 'to',
          name: 'Expected to',
          value: ([point]) => point?.band?.to ?? null,
          colour: null,
        },
      ]
    : [];
  const expected = ([point]: Row): string | undefined => {
    if (!hasBand || !point?.band) return undefined;
    const band = `Expected ${show(lowerEdge(point))} to ${show(point.band.to)}`;
    return point.isOut ? `${band}: out of line` : band;
  };
  const isOut = rows.at(-1)?.some((point) => point.isOut) ?? false;
  const about = [
    figure.about,
    ...(hasBand
      ? ['The thin lines are the range that the periods before lead one to expect.']
      : []),
    ...(left > 0 ? [`${left} smaller ones are not drawn.`] : []),
  ].join(' ');
  const dayOf = ([point]: Row): string => format.dayNamed(point!.day);
  const runOf = ([point]: Row): string => point!.runId;
  return (
    <Panel title={figure.title} actions={isOut && <Pill tone="warn">Out of line</Pill>}>
      {rows.length === 0 || drawn.length === 0 ? (
        <p className={css.none}>{figure.about} None in these runs.</p>
      ) : (
        <>
          <Chart
            title={figure.title}
            about={about}
            points={rows}
            nameOf={dayOf}
            form={form}
            series={[...series, ...edges]}
            show={show}
            tick={tick}
            wholeTicks={wholeTicks}
            {...(domain && {
              domain: domain(rows.flatMap((row) => row.map(({ value }) => value))),
            })}
            {...(drawn.length > 4 && { height: TALL })}
            further={expected}
            opens={{ words: 'Click to open the run', open: (row) => go(routes.run(runOf(row))) }}
          />
          <AsTable title={figure.title}>
            <PointsTable
              title={figure.title}
              points={rows}
              series={[...series, ...edges]}
              show={show}
              head="Period end"
              keyOf={runOf}
              cell={(row) => <Link href={routes.run(runOf(row))}>{dayOf(row)}</Link>}
            />
          </AsTable>
        </>
      )}
    </Panel>
  );
}
