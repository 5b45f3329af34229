/**
 * How unlikely it is that at least so many of `count` are there by chance, where each is with a probability: the
 * negative decimal logarithm. 3 is one in a thousand.
 */
export function surpriseOf(least: number, count: number, probability: number): number {
  const [p, q] = [Math.log(probability), Math.log1p(-probability)];
  let choose = 0;
  let sum = 0;
  let first = -Infinity;
  for (let k = 0; k <= count; k++) {
    if (k > 0) choose += Math.log((count - k + 1) / k);
    if (k < least) continue;
    const term = choose + k * p + (count - k) * q;
    if (first === -Infinity) first = term;
    sum += Math.exp(term - first);
  }
  return -(first + Math.log(sum)) / Math.LN10;
}
