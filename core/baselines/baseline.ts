import type { Band } from '../contract/baselines/baselines.ts';
import type { Figure } from '../contract/baselines/figure.ts';
import { changePoints } from './change-points.ts';
import type { Expectation, Point } from './expectations/expectation.ts';
import { EXPECTATIONS } from './expectations/expectations.ts';
import { medianOf, spreadOf } from '../robust.ts';

/** A series is looked at as far back as this. */
const LOOKED_AT = 60;
/** A more involved expectation has to narrow the band to so much of a simpler one's. */
const CLEARLY_BETTER = 0.55;

/**
 * How many usual deviations a band is wide to either side, by the points that it rests on: few points tell how far
 * values usually lie apart only roughly. Calibrated so that two or three of a thousand points of a quiet series lie
 * outside (CHOICES.md).
 */
function deviationsWide(points: number): number {
  return 5 + 45 / (points - 1) ** 1.4;
}

/** A point with what was expected of it. */
export interface Judged extends Point {
  /** Null where too few points before tell. */
  readonly band: Band | null;
  readonly isOut: boolean;
}

/** Each point judged by those before it: what comes later changes no verdict. */
export function judged(points: readonly Point[], least: Figure['least']): readonly Judged[] {
  const before: Judged[] = [];
  for (const { day, value } of points) {
    const band = bandFor(before, day, least);
    const isOut = band !== null && (value < band.from || value > band.to);
    before.push({ day, value, band, isOut });
  }
  return before;
}

/**
 * The band in which the point after `before` is expected, on `day`: median ± so many median absolute deviations of
 * what the points of its latest level had beyond what they were measured against. Null where fewer than
 * the expectations want can tell.
 */
function bandFor(before: readonly Point[], day: string, least: Figure['least']): Band | null {
  return closest([...before.slice(-LOOKED_AT), { day, value: NaN }], least)?.band ?? null;
}

/** What the latest of some points is measured against; null where too few can tell. */
export function chosenExpectation(
  points: readonly Point[],
  least: Figure['least'],
): Expectation | null {
  return closest(points.slice(-LOOKED_AT), least)?.expectation ?? null;
}

/** The half width that no band goes below, in the figure's unit. */
export function smallestOf(points: readonly Point[], least: Figure['least']): number {
  return Math.max(
    least.absolute,
    least.share * medianOf(points.map(({ value }) => Math.abs(value))),
  );
}

/** What points have beyond what they are measured against, as far as that is known. */
export function beyondBase(
  { base }: Expectation,
  points: readonly Point[],
): readonly { readonly place: number; readonly value: number }[] {
  return points.flatMap(({ value }, place) => {
    const start = base(points, place);
    return start === null ? [] : [{ place, value: value - start }];
  });
}

interface Fitted {
  readonly expectation: Expectation;
  readonly band: Band;
}

/** The narrowest band for the last of some points, by those before it. */
function closest(points: readonly Point[], least: Figure['least']): Fitted | null {
  let chosen: (Fitted & { readonly width: number }) | null = null;
  for (const expectation of EXPECTATIONS) {
    const band = bandBy(expectation, points, least);
    if (band === null) continue;
    const width = band.to - band.from;
    if (chosen === null || width < chosen.width * CLEARLY_BETTER)
      chosen = { expectation, band, width };
  }
  return chosen;
}

function bandBy(
  expectation: Expectation,
  points: readonly Point[],
  least: Figure['least'],
): Band | null {
  const before = points.slice(0, -1);
  const base = expectation.base(points, before.length);
  if (base === null) return null;
  const beyond = beyondBase(expectation, before).map(({ value }) => value);
  if (beyond.length < expectation.fewest) return null;
  const smallest = smallestOf(before, least);
  const level = beyond.slice(changePoints(beyond, smallest / 4).at(-1) ?? 0);
  const median = medianOf(level);
  const expected = base + median;
  const half = Math.max(spreadOf(level, median) * deviationsWide(level.length), smallest);
  const against = expectation.id;
  return { from: expected - half, to: expected + half, expected, against, points: level.length };
}
