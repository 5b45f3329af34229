import { spreadOf } from '../robust.ts';

/** A level holds for at least so many points. */
const FEWEST = 6;
/**
 * What each further level costs, in usual deviations and per natural logarithm of the number of points: calibrated on
 * series that do not change (CHOICES.md).
 */
const COST = 2.8;

/** Sums that differ by less are alike: what is left of rounding must not choose. */
const TIE = 1e-6;

/**
 * Where values go from one level to another: the places of the first value of each level after the first, ascending.
 * Of all ways to cut the values into levels of at least {@link FEWEST}, the one whose sum of distances from each
 * level's median, with a cost for each level, is least (optimal partitioning, as PELT does it, exactly). The
 * distances are in usual deviations, told from how values differ from their neighbours, so that a change of level
 * does not count into them.
 *
 * @param least no deviation counts as smaller.
 */
export function changePoints(values: readonly number[], least: number): readonly number[] {
  const count = values.length;
  if (count < 2 * FEWEST) return [];
  const steps = values.slice(1).map((value, k) => value - values[k]!);
  const usual = Math.max(spreadOf(steps, 0) / Math.SQRT2, least);
  if (usual === 0) return [];
  const cost = COST * Math.log(count);
  // Of the values before each place: the least sum, and where its last level begins.
  const best = new Float64Array(count + 1).fill(Infinity);
  const begins = new Int32Array(count + 1);
  best[0] = -cost;
  const distances = distancesFromMedians(values);
  for (let end = FEWEST; end <= count; end++)
    for (let start = 0; start <= end - FEWEST; start++) {
      const sum = best[start]! + distances(start, end) / usual + cost;
      if (sum > best[end]! - TIE) continue;
      best[end] = sum;
      begins[end] = start;
    }
  const places: number[] = [];
  for (let end = begins[count]!; end > 0; end = begins[end]!) places.unshift(end);
  return places;
}

/** The sum of the distances of values from their median, for every stretch of them. */
function distancesFromMedians(values: readonly number[]): (start: number, end: number) => number {
  const rows = values.map((_, start) => {
    const sorted: number[] = [];
    return values.slice(start).map((value) => {
      let place = sorted.length;
      while (place > 0 && sorted[place - 1]! > value) place--;
      sorted.splice(place, 0, value);
      let sum = 0;
      for (let k = 0, m = sorted.length - 1; k < m; k++, m--) sum += sorted[m]! - sorted[k]!;
      return sum;
    });
  });
  return (start, end) => rows[start]![end - start - 1]!;
}
