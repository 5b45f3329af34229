import { describe, expect, it } from 'vitest';
import { topAccounts } from '../../../../core/report/figures/top-accounts.ts';

describe('the accounts with the largest balances', () => {
  it('are those of each currency by themselves, however small its amounts are beside others', () => {
    const names = ['JPY', 'EUR'];
    const currency = Int32Array.of(0, 1, 0, 1, 0, 1);
    const balance = [90_000, 5, 80_000, 7, 95_000, 7];
    expect(topAccounts({ count: 6, currency }, names, balance, 2)).toEqual([3, 5, 4, 0]);
  });

  it('are all of one where the source names no currency, equal ones in their order', () => {
    const currency = new Int32Array(4).fill(-1);
    expect(topAccounts({ count: 4, currency }, [], [1, 3, 3, 2], 3)).toEqual([1, 2, 3]);
    expect(topAccounts({ count: 0, currency }, [], [], 3)).toEqual([]);
  });
});
