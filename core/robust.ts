/** The median; NaN of nothing. The order of the values does not matter. */
export function medianOf(values: readonly number[] | Float64Array): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Under the normal distribution, so many median absolute deviations are one standard deviation. */
const PER_DEVIATION = 1.4826;

/** How far values usually lie from their median, as a standard deviation: the median absolute deviation, scaled. */
export function spreadOf(values: readonly number[], around = medianOf(values)): number {
  return PER_DEVIATION * medianOf(values.map((value) => Math.abs(value - around)));
}
