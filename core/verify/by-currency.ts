import { amountsText } from '../ledger/money.ts';
import type { CurrencyAmount } from '../ledger/money.ts';
import type { Totals } from '../ledger/draft.ts';
import type { Whole } from './check.ts';

/**
 * Names a sum of one currency among the sums of a check: `closing USD`, and `closing ` where none is named.
 */
export function sumName(name: string, currency: string): string {
  return `${name} ${currency}`;
}

/** Σ of a column by currency: place 0 is for none, place 1 for the first code of the pool. */
export function sumsByCurrency(pool: readonly string[] | undefined): Float64Array {
  return new Float64Array((pool?.length ?? 0) + 1);
}

/** The currencies of which a check has a sum of this name. */
export function currenciesOfSums(sums: Whole['sums'], name: string): readonly string[] {
  return Object.keys(sums)
    .filter((key) => key.startsWith(`${name} `))
    .map((key) => key.slice(name.length + 1));
}

/** The sums of a name of each currency of the run, by code point; at least one. */
export function amountsOf(
  name: string,
  { sums, totals }: Pick<Whole, 'sums' | 'totals'>,
): readonly CurrencyAmount[] {
  return currenciesOf(name, { sums, totals }).map(({ currency }) => ({
    currency,
    cents: sums[sumName(name, currency)] ?? 0,
  }));
}

/**
 * The currencies of a run, from its totals and from a check's sums of a name, with the totals that are given for
 * each; null where there are none. Where a run has one, its totals may stand under any name.
 */
export function currenciesOf(
  name: string,
  { sums, totals }: Pick<Whole, 'sums' | 'totals'>,
): readonly { readonly currency: string; readonly totals: Totals | null }[] {
  const found = currenciesOfSums(sums, name);
  const given = Object.keys(totals);
  if (given.length === 1 && found.length <= 1)
    return [{ currency: found[0] ?? given[0]!, totals: totals[given[0]!]! }];
  return [...new Set([...given, ...found])]
    .sort()
    .map((currency) => ({ currency, totals: totals[currency] ?? null }));
}

/** Amounts of one name by currency, as the numbers of a check: under the name alone where there is one. */
export function amountNumbers(
  name: string,
  amounts: readonly CurrencyAmount[],
): Record<string, string> {
  if (amounts.length <= 1) return { [name]: amountsText(amounts) };
  return Object.fromEntries(
    amounts.map((amount) => [`${name} ${amount.currency}`, amountsText([amount])]),
  );
}
