import type { BaselineSeries, LevelChange, SeriesPoint } from '../contract/baselines/baselines.ts';
import type { Figure, ObservedRun } from '../contract/baselines/figure.ts';
import { FIGURES } from '../contract/baselines/figures/figures.ts';
import { asOfDay } from '../contract/periods.ts';
import { beyondBase, chosenExpectation, judged, smallestOf } from './baseline.ts';
import { changePoints } from './change-points.ts';
import type { Point } from './expectations/expectation.ts';
import { medianOf } from '../robust.ts';

/**
 * The figures of comparable runs from run to run, each with the band in which the runs before let it be expected.
 *
 * @param runs of one source, policy and kind of period, by period end, the earliest first.
 */
export function baselinesOf(runs: readonly ObservedRun[]): readonly BaselineSeries[] {
  return FIGURES.flatMap((figure) => seriesOf(figure, runs));
}

function seriesOf(figure: Figure, runs: readonly ObservedRun[]): readonly BaselineSeries[] {
  const readings = runs.map(
    (run) => new Map(figure.of(run).map(({ part, value }) => [part, value])),
  );
  const parts = [...new Set(readings.flatMap((of) => [...of.keys()]))].sort();
  return parts.map((part) => {
    const values = readings.map((of) => of.get(part) ?? figure.absent);
    return { figure: figure.id, part, ...observed(figure, runs, values) };
  });
}

function observed(
  figure: Figure,
  runs: readonly ObservedRun[],
  values: readonly (number | null)[],
): Pick<BaselineSeries, 'points' | 'changes'> {
  const known = runs.flatMap(({ run }, place) => {
    const value = values[place]!;
    return value === null ? [] : [{ day: asOfDay(run), value, place }];
  });
  const verdicts = judged(known, figure.least);
  const byPlace = new Map(known.map(({ place }, k) => [place, verdicts[k]!]));
  const points = runs.map(({ run }, place): SeriesPoint => {
    const { id: runId, period } = run;
    const { band, isOut } = byPlace.get(place) ?? { band: null, isOut: false };
    return { runId, day: asOfDay(run), period, value: values[place]!, band, isOut };
  });
  return { points, changes: levelChanges(verdicts, figure.least) };
}

/** Where a series goes from one level to another, by what its latest point is measured against. */
export function levelChanges(
  points: readonly Point[],
  least: Figure['least'],
): readonly LevelChange[] {
  const expectation = chosenExpectation(points, least);
  if (expectation === null) return [];
  const beyond = beyondBase(expectation, points);
  const values = beyond.map(({ value }) => value);
  const places = changePoints(values, smallestOf(points, least) / 4);
  return places.map((place, k) => {
    const before = values.slice(places[k - 1] ?? 0, place);
    const since = values.slice(place, places[k + 1]);
    return {
      day: points[beyond[place]!.place]!.day,
      of: expectation.id,
      before: medianOf(before),
      since: medianOf(since),
      pointsBefore: before.length,
      pointsSince: since.length,
    };
  });
}
