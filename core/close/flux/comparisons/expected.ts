import type { FluxComparison } from './comparison.ts';

/**
 * The median of the periods before the last one, with so many median absolute deviations to either side: what one
 * extraordinary period among them hardly moves.
 */
export const expected: FluxComparison = {
  base({ cents }, { expectedFrom, fewest, deviations }) {
    const before = cents.slice(0, -1).slice(-expectedFrom);
    if (before.length < fewest) return null;
    const median = medianOf(before);
    const deviation = medianOf(before.map((one) => Math.abs(one - median)));
    return { cents: median, spread: Math.round(deviation * deviations) };
  },
};

/** The median, in whole cents: half a cent is rounded up. */
function medianOf(amounts: readonly number[]): number {
  const sorted = amounts.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]!
    : Math.round((sorted[middle - 1]! + sorted[middle]!) / 2);
}
