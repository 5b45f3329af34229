import type { Random } from './random.ts';

/** Pareto's exponent: half of the customers have about four movements, a few have thousands. */
const SKEW = 1.3;
/** No customer's weight exceeds this, or one of them could hold most of a small ledger. */
const HEAVIEST = 2500;

/**
 * How many movements each customer has: at least one, together exactly `rows`, skewed like life.
 * `customers` must not exceed `rows`.
 */
export function movementsPerCustomer(rows: number, customers: number, random: Random): Int32Array {
  const upTo = new Float64Array(customers);
  let total = 0;
  for (let c = 0; c < customers; c++) {
    total += Math.min((1 - random()) ** (-1 / SKEW), HEAVIEST);
    upTo[c] = total;
  }
  const counts = new Int32Array(customers);
  const shared = rows - customers;
  let before = 0;
  for (let c = 0; c < customers; c++) {
    // Rounding the running total, not each share, makes the counts add up.
    const after = Math.round((upTo[c]! / total) * shared);
    counts[c] = 1 + after - before;
    before = after;
  }
  return counts;
}
