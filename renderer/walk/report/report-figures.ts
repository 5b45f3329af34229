import type { BucketView, MonthView } from '../../../core/contract/api/runs.ts';

/** Things of a report by their currency, in the order in which the currencies come. */
export function byCurrency<T extends { readonly currency: string }>(
  things: readonly T[],
): readonly { readonly currency: string; readonly items: readonly T[] }[] {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const group = groups.get(thing.currency);
    if (group) group.push(thing);
    else groups.set(thing.currency, [thing]);
  }
  return [...groups].map(([currency, items]) => ({ currency, items }));
}

/** Whether opening plus activity is closing, and each opening is the closing before it. */
export function rollsForward(months: readonly MonthView[]): boolean {
  return months.every(
    ({ opening, earned, spent, expired, closing }, index) =>
      opening + earned - spent - expired === closing &&
      (index === 0 || opening === months[index - 1]!.closing),
  );
}

/** Activity over all months, from the first opening to the last closing. */
export function sumOfMonths(
  months: readonly MonthView[],
): Pick<MonthView, 'opening' | 'earned' | 'spent' | 'expired' | 'closing' | 'movements'> | null {
  const [first] = months;
  const last = months.at(-1);
  if (!first || !last) return null;
  const sum = (of: (month: MonthView) => number): number =>
    months.reduce((total, month) => total + of(month), 0);
  return {
    opening: first.opening,
    earned: sum(({ earned }) => earned),
    spent: sum(({ spent }) => spent),
    expired: sum(({ expired }) => expired),
    closing: last.closing,
    movements: sum(({ movements }) => movements),
  };
}

/** Buckets with their share of the largest one, 0 to 1: how long their bars are. */
export function withShares(
  buckets: readonly BucketView[],
): readonly (BucketView & { readonly share: number })[] {
  const largest = Math.max(0, ...buckets.map(({ cents }) => cents));
  return buckets.map((bucket) => ({
    ...bucket,
    share: largest === 0 ? 0 : Math.max(0, bucket.cents) / largest,
  }));
}
