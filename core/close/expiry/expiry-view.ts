import type { ExpiryView } from '../../contract/close/close-view.ts';
import type { ExpiryException, ExpirySum } from '../../contract/close/expiry.ts';
import type { ExpiryRow } from './expiry-rows.ts';

/** So many exceptions are listed; the sums are those of all. */
const MOST_LISTED = 1000;

/** The expiry control in sums, with the exceptions that have the most at stake, and what the rows would book. */
export function expiryView(
  exceptions: readonly ExpiryException[],
  rows: readonly ExpiryRow[],
): ExpiryView {
  const largest = exceptions
    .map((exception, place) => ({ place, cents: exception.cents ?? 0 }))
    .sort((a, b) => b.cents - a.cents || a.place - b.place)
    .slice(0, MOST_LISTED)
    .map(({ place }) => place)
    .sort((a, b) => a - b);
  return {
    sums: summed(exceptions),
    listed: largest.map((place) => exceptions[place]!),
    rows: summed(
      rows.map(({ currency, cents }) => ({ code: 'lot.past-expiry', currency, cents: -cents })),
    ).map(({ currency, count, cents }) => ({ currency, count, cents })),
  };
}

/** In the order of kinds and currencies. */
function summed(
  parts: readonly Pick<ExpiryException, 'code' | 'currency' | 'cents'>[],
): readonly ExpirySum[] {
  const sums = new Map<string, ExpirySum>();
  for (const { code, currency, cents } of parts) {
    const key = `${code} ${currency}`;
    const { count, cents: before } = sums.get(key) ?? { count: 0, cents: 0 };
    sums.set(key, { code, currency, count: count + 1, cents: before + (cents ?? 0) });
  }
  return [...sums.keys()].sort().map((key) => sums.get(key)!);
}
