import type { Accounts } from '../../ledger/ledger.ts';

/**
 * The accounts with the largest balances: of each currency the first `most`, the largest first and equal ones in the
 * order of accounts. Amounts of two currencies are never compared; currencies stand in the order of `names`, which has
 * the code of each. `balance` is in cents, one an account.
 */
export function topAccounts(
  { count, currency }: Pick<Accounts, 'count' | 'currency'>,
  names: readonly string[],
  balance: ArrayLike<number>,
  most: number,
): number[] {
  const topOf = new Map<number, number[]>();
  for (let a = 0; a < count; a++) {
    const top = topOf.get(currency[a]!) ?? [];
    if (top.length === most && balance[a]! <= balance[top[most - 1]!]!) continue;
    top.push(a);
    // Equal balances keep the order of the accounts, so the list is the same every time.
    top.sort((i, j) => balance[j]! - balance[i]! || i - j);
    top.length = Math.min(top.length, most);
    topOf.set(currency[a]!, top);
  }
  return [...topOf]
    .sort(([a], [b]) => ((names[a] ?? '') < (names[b] ?? '') ? -1 : 1))
    .flatMap(([, top]) => top);
}
