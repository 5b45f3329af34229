import type { Anomaly, AnomalyKind } from '../../contract/anomalies/anomalies.ts';
import { TYPE_NAMES } from '../../ledger/ledger.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { idText } from '../../ledger/ids.ts';

/** What a customer can be out of line in. */
export interface Kind {
  readonly id: AnomalyKind;
  /** What is out of line with rows from `from` on (wall-clock ms), by all rows of an arranged ledger. */
  readonly find: (ledger: Ledger, from: number) => readonly Anomaly[];
}

/** Fewer rows of a class tell nothing of what is usual in it. */
export const FEWEST_OF_CLASS = 200;
/** So many false alarms of a kind are put up with in a ledger in which nothing is wrong. */
export const FALSE_ALARMS = 0.02;
/** As many TRANS_IDs are named. */
const MOST_NAMED = 20;

/** Rows told apart by currency, type and reason: like is compared with like. */
export function classesOf(ledger: Ledger): Int32Array {
  const { rows, type, reason, currency } = ledger;
  const reasons = reason.pool.length + 1;
  const classes = new Int32Array(rows);
  for (let r = 0; r < rows; r++)
    classes[r] =
      (((currency?.codes[r] ?? -1) + 1) * reasons + reason.codes[r]! + 1) * TYPE_NAMES.length +
      type[r]!;
  return classes;
}

/** The values of the rows of each class, ascending; `value` NaN leaves a row out. */
export function sortedByClass(
  classes: Int32Array,
  value: Float64Array,
): ReadonlyMap<number, Float64Array> {
  const counts = new Map<number, number>();
  for (let r = 0; r < classes.length; r++)
    if (!Number.isNaN(value[r]!)) counts.set(classes[r]!, (counts.get(classes[r]!) ?? 0) + 1);
  const sorted = new Map([...counts].map(([of, count]) => [of, new Float64Array(count)]));
  const at = new Map<number, number>();
  for (let r = 0; r < classes.length; r++) {
    if (Number.isNaN(value[r]!)) continue;
    const place = at.get(classes[r]!) ?? 0;
    sorted.get(classes[r]!)![place] = value[r]!;
    at.set(classes[r]!, place + 1);
  }
  for (const values of sorted.values()) values.sort();
  return sorted;
}

/** Shares of the normal distribution, and how many deviations above its median they end. */
const QUANTILES = [
  { share: 0.9, deviations: 1.2816, from: 0 },
  { share: 0.99, deviations: 2.3263, from: 0 },
  { share: 0.999, deviations: 3.0902, from: 5000 },
] as const;

/**
 * How far out a value may lie, by sorted ones: as many deviations above their median as the farthest of so many is
 * expected to lie by the normal distribution, where a deviation is as wide as the widest of their upper quantiles
 * shows it, so that a longer tail moves the limit out; and `least` above the median at the least.
 */
export function tailLimit(sorted: Float64Array, least: number): number {
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!;
  const median = at(0.5);
  const widths = QUANTILES.filter(({ from }) => sorted.length >= from).map(
    ({ share, deviations }) => (at(share) - median) / deviations,
  );
  const farthest = deviationsAt(FALSE_ALARMS / sorted.length);
  return median + Math.max(Math.max(...widths) * farthest, least);
}

/** Beyond how many deviations so small a part of the normal distribution lies (Abramowitz and Stegun 26.2.23). */
function deviationsAt(part: number): number {
  const t = Math.sqrt(-2 * Math.log(part));
  return (
    t -
    (2.515517 + t * (0.802853 + t * 0.010328)) /
      (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
  );
}

/** Who rows are of, and which they are. */
export function named(
  { id, customer, currency, account, accounts }: Ledger,
  rows: readonly number[],
): Pick<Anomaly, 'customer' | 'currency' | 'ids'> {
  const of = account[rows[0]!]!;
  return {
    customer: idText(customer.pool, accounts.customer[of]!),
    currency: currency?.pool[accounts.currency[of]!] ?? '',
    ids: rows.slice(0, MOST_NAMED).map((row) => idText(id.pool, id.values[row]!)),
  };
}

/** Calls `of` with the rows of each account, from the first to the one after the last. */
export function byAccount({ rows, account }: Ledger, of: (from: number, to: number) => void): void {
  for (let from = 0; from < rows;) {
    let to = from + 1;
    while (to < rows && account[to] === account[from]) to++;
    of(from, to);
    from = to;
  }
}
