import { DAY_MS } from '../../ledger/time.ts';
import { medianOf, spreadOf } from '../../robust.ts';
import type { Expectation, Point } from './expectation.ts';

const YEAR_DAYS = 365.25;
/** Months and weeks do not end on the same day of each year. */
const TOLERANCE_DAYS = 4;
/** What has left its own season by so many usual deviations is not what the next year starts from. */
const OFF = 5;

/** It has a season: it is about what it was a year before, and what it has grown since. */
export const yearAgo: Expectation = {
  id: 'year-ago',
  // A year of differences: two years of periods.
  fewest: 12,
  base: (points, at) => {
    const places = placesAYearBefore(points);
    const year = places[at]!;
    if (year === null) return null;
    const { value } = points[year]!;
    const earlier = places[year]!;
    if (earlier === null) return value;
    const grown = points.slice(0, at).flatMap((point, place) => {
      const start = places[place]!;
      return start === null ? [] : [point.value - points[start]!.value];
    });
    const usual = medianOf(grown);
    const expected = points[earlier]!.value + usual;
    return Math.abs(value - expected) > OFF * spreadOf(grown, usual) ? expected : value;
  },
};

/** What has been found, for as long as the points are there: a base is asked for at each of them in turn. */
const found = new WeakMap<readonly Point[], readonly (number | null)[]>();

/** For each point the place of the one that lies nearest to a year before it; null where none is near. */
function placesAYearBefore(points: readonly Point[]): readonly (number | null)[] {
  let places = found.get(points);
  if (places === undefined) {
    const days = points.map(({ day }) => Date.parse(`${day}T00:00:00Z`) / DAY_MS);
    places = days.map((_, at) => placeAYearBefore(days, at));
    found.set(points, places);
  }
  return places;
}

function placeAYearBefore(days: readonly number[], at: number): number | null {
  const wanted = days[at]! - YEAR_DAYS;
  let best: number | null = null;
  let least = TOLERANCE_DAYS;
  for (let place = at - 1; place >= 0; place--) {
    const day = days[place]!;
    if (day < wanted - TOLERANCE_DAYS) break;
    if (Math.abs(day - wanted) > least) continue;
    least = Math.abs(day - wanted);
    best = place;
  }
  return best;
}
