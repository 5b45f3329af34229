import type { BaselineSeries, SeriesPoint } from '../../../core/contract/baselines/baselines.ts';
import { BY_CURRENCY } from '../../../core/contract/baselines/figure.ts';
import type { Figure } from '../../../core/contract/baselines/figure.ts';
import type { Board } from './board-panel.ts';

/** There are so many colours. */
const MOST_DRAWN = 9;

/** The parts of a figure that are drawn, in the order of their names, and how many smaller ones are not. */
export interface FigureParts {
  readonly drawn: readonly BaselineSeries[];
  readonly left: number;
  /** A point for each period end: what each drawn part is there. */
  readonly rows: readonly (readonly SeriesPoint[])[];
}

/** What of a figure is drawn: of amounts one currency, of parts those that were largest. */
export function figureParts(
  { baselines, currency, limit }: Pick<Board, 'baselines' | 'currency' | 'limit'>,
  figure: Figure,
): FigureParts {
  const own = baselines.series.filter(
    (series) =>
      series.figure === figure.id && (figure.by !== BY_CURRENCY || series.part === currency),
  );
  const size = ({ points }: BaselineSeries): number =>
    points.slice(-limit).reduce((sum, { value }) => sum + Math.abs(value ?? 0), 0);
  const largest = own.toSorted((a, b) => size(b) - size(a)).slice(0, MOST_DRAWN);
  const drawn = own.filter((series) => largest.includes(series));
  const shown = drawn.map(({ points }) => points.slice(-limit));
  const rows = (shown[0] ?? []).map((_, place) => shown.map((points) => points[place]!));
  return { drawn, left: own.length - drawn.length, rows };
}

/** What a series is called beside others of its figure. */
export function partTitle(figure: Figure, part: string): string {
  return figure.by === null || figure.by === BY_CURRENCY ? figure.title : figure.by.words(part);
}
