import { medianOf } from '../../../robust.ts';
import type { FluxComparison } from './comparison.ts';

/**
 * The median of the periods before the last one, with so many median absolute deviations to either side: what one
 * extraordinary period among them hardly moves. Both are whole cents: half a cent is rounded up.
 */
export const expected: FluxComparison = {
  base({ cents }, { expectedFrom, fewest, deviations }) {
    const before = cents.slice(0, -1).slice(-expectedFrom);
    if (before.length < fewest) return null;
    const median = Math.round(medianOf(before));
    const deviation = Math.round(medianOf(before.map((one) => Math.abs(one - median))));
    return { cents: median, spread: Math.round(deviation * deviations) };
  },
};
