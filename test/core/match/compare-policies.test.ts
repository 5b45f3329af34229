import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idText } from '../../../core/ledger/ids.ts';
import { comparePolicies, policyPicture } from '../../../core/match/compare-policies.ts';
import { matchLedger } from '../../../core/match/match.ts';
import { POLICIES, policyOf } from '../../../core/policies/policies.ts';
import type { Policy } from '../../../core/policies/policies.ts';
import { ledgerOf, ledgers } from './ledger-fixture.ts';
import { naiveMatching } from './naive-reference.ts';
import type { Movement, Pair } from './naive-reference.ts';
import { drawn } from '../../amount.ts';

/** Figures of a policy from the pairs of the naive reference, by the words of RULES.md alone. */
function naiveOutcome(movements: readonly Movement[], pairs: readonly Pair[], policy: Policy) {
  const { lotsPerRedemption, splitsLots } = policyOf(policy).traits;
  const of = (id: string, end: 'lot' | 'redemption') => pairs.filter((pair) => pair[end] === id);
  const sum = (list: readonly { readonly cents: number }[]) =>
    list.reduce((total, { cents }) => total + cents, 0);
  const none = { matched: 0, openLots: 0, uncovered: 0, unused: 0, short: 0 };
  const amounts = new Map<string, Record<keyof typeof none, number>>();
  let [matchedRedemptions, coveredRedemptions] = [0, 0];
  const affected = new Set<string>();
  for (const { id, type, cents, customer, currency } of movements) {
    const sums = amounts.get(currency) ?? { ...none };
    amounts.set(currency, sums);
    const own = of(id, type === 'earned' ? 'lot' : 'redemption');
    const left = cents - sum(own);
    if (type === 'earned') {
      sums.matched += sum(own);
      if (splitsLots || own.length === 0) sums.openLots += left;
      else {
        sums.unused += left;
        if (left > 0) affected.add(customer);
      }
      continue;
    }
    if (own.length > 0) matchedRedemptions++;
    if (left === 0) coveredRedemptions++;
    if (left > 0) affected.add(customer);
    if (lotsPerRedemption === 'one' && own.length > 0) sums.short += left;
    else sums.uncovered += left;
  }
  const totalsOf = ([currency, { unused, short, ...sums }]: [
    string,
    Record<keyof typeof none, number>,
  ]) => {
    const ofType = (type: string) =>
      sum(movements.filter((m) => m.type === type && m.currency === currency));
    const [earned, spent, expired] = [ofType('earned'), ofType('spent'), ofType('expired')];
    const closing = earned - spent - expired;
    const untracked = {
      untracked: unused + short,
      untrackedUnused: unused,
      untrackedUncovered: short,
    };
    return { currency, totals: { earned, spent, expired, closing, ...sums, ...untracked } };
  };
  if (amounts.size === 0) amounts.set('USD', { ...none });
  const byCurrency = [...amounts].sort(([a], [b]) => (a < b ? -1 : 1)).map(totalsOf);
  return {
    policy,
    // Currencies are told apart where there are several.
    byCurrency:
      byCurrency.length > 1 ? byCurrency : byCurrency.map((one) => ({ ...one, currency: '' })),
    matchedRedemptions,
    coveredRedemptions,
    redemptions: movements.filter(({ type }) => type !== 'earned').length,
    allocations: pairs.length,
    customersAffected: affected.size,
  };
}

describe('the policies compared', () => {
  it('have the figures of RULES.md, whatever the ledger', () => {
    fc.assert(
      fc.property(ledgers, (movements) => {
        const { outcomes } = comparePolicies(ledgerOf(movements));
        expect(outcomes).toEqual(
          POLICIES.map((policy) =>
            naiveOutcome(movements, naiveMatching(movements, policy).pairs, policy),
          ),
        );
      }),
      drawn(3000),
    );
  });

  it('name the customers on whom they differ, the largest difference first', () => {
    fc.assert(
      fc.property(ledgers, (movements) => {
        const { examples } = comparePolicies(ledgerOf(movements));
        const accountOf = new Map(movements.map((m) => [m.id, `${m.customer} ${m.currency}`]));
        const matched = POLICIES.map((policy) => {
          const byAccount = new Map<string, number>();
          for (const { lot, cents } of naiveMatching(movements, policy).pairs) {
            const account = accountOf.get(lot)!;
            byAccount.set(account, (byAccount.get(account) ?? 0) + cents);
          }
          return byAccount;
        });
        const differences = new Map<string, number>();
        for (const { customer, currency } of movements) {
          const cents = matched.map((sums) => sums.get(`${customer} ${currency}`) ?? 0);
          const difference = Math.max(...cents) - Math.min(...cents);
          differences.set(customer, Math.max(differences.get(customer) ?? 0, difference));
        }
        const differing = [...differences].filter(([, cents]) => cents > 0);
        expect(new Map(examples.map((e) => [e.customer, e.difference]))).toEqual(
          new Map(differing),
        );
        for (const { customer, movements: count } of examples)
          expect(count).toBe(movements.filter((m) => m.customer === customer).length);
        for (const [i, next] of examples.slice(1).entries()) {
          const before = examples[i]!;
          expect(
            before.difference > next.difference ||
              (before.difference === next.difference && before.movements <= next.movements),
          ).toBe(true);
        }
        // Turned about, the ledger is the same ledger.
        expect(comparePolicies(ledgerOf([...movements].reverse())).examples).toEqual(examples);
      }),
      drawn(1500),
    );
  });

  it('name twenty of them at most', () => {
    const movements = Array.from({ length: 30 }, (_, c): Movement[] => {
      const own = { customer: String(c), currency: 'USD' };
      return [
        { ...own, id: `${c}1`, type: 'earned', at: 0, cents: 100 },
        { ...own, id: `${c}2`, type: 'earned', at: 1, cents: c },
        { ...own, id: `${c}3`, type: 'spent', at: 2, cents: 1000 },
      ];
    }).flat();
    const kept = movements.filter(({ cents }) => cents > 0);
    const { examples } = comparePolicies(ledgerOf(kept));
    expect(examples.map(({ customer }) => Number(customer))).toEqual(
      Array.from({ length: 20 }, (_, i) => 29 - i),
    );
  });
});

describe('the picture of a customer', () => {
  it('is what the whole ledger’s matching has for this customer', () => {
    fc.assert(
      fc.property(ledgers, (movements) => {
        const ledger = ledgerOf(movements);
        const id = (row: number): string => idText(ledger.id.pool, ledger.id.values[row]!);
        const customerOf = new Map(movements.map((m) => [m.id, m.customer]));
        for (const customer of new Set(customerOf.values())) {
          const picture = policyPicture(ledger, customer)!;
          expect(new Set(picture.movements.map((m) => m.id))).toEqual(
            new Set(movements.filter((m) => m.customer === customer).map((m) => m.id)),
          );
          expect(picture.more).toBe(0);
          for (const { id: own, ...shown } of picture.movements) {
            const { type, at, cents, currency } = movements.find((m) => m.id === own)!;
            const signed = type === 'earned' ? cents : -cents;
            expect(shown).toEqual({ type, createdAt: at, cents: signed, currency });
          }
          for (const policy of POLICIES) {
            const { allocations } = matchLedger(ledger, policy);
            const whole = Array.from({ length: allocations.count }, (_, i) => ({
              earnedId: id(allocations.earnedRow[i]!),
              redeemerId: id(allocations.redeemerRow[i]!),
              cents: allocations.cents[i]!,
            }));
            expect(picture.pairs[policy]).toEqual(
              whole.filter(({ earnedId }) => customerOf.get(earnedId) === customer),
            );
          }
        }
      }),
      drawn(2000),
    );
  });

  it('shows 200 movements, counts the rest, and leaves no pair with one end', () => {
    const movements = Array.from({ length: 250 }, (_, i): Movement => {
      const type = i % 2 === 0 ? 'earned' : 'spent';
      return { id: String(i), type, at: i, customer: 'c', currency: 'USD', cents: 5 };
    });
    const picture = policyPicture(ledgerOf(movements.reverse()), 'c')!;
    expect(picture.movements.map(({ id }) => Number(id))).toEqual(
      Array.from({ length: 200 }, (_, i) => i),
    );
    expect(picture.more).toBe(50);
    expect(picture.pairs.exact).toHaveLength(100);
    expect(picture.pairs.exact.at(-1)).toEqual({ earnedId: '198', redeemerId: '199', cents: 5 });
  });

  it('is none of a customer that is not in the ledger', () => {
    const ledger = ledgerOf([
      { id: '1', type: 'earned', at: 0, customer: '007', currency: 'USD', cents: 1 },
    ]);
    for (const customer of ['7', '0', 'x', '', '0007'])
      expect(policyPicture(ledger, customer)).toBe(null);
    expect(policyPicture(ledger, '007')?.movements).toHaveLength(1);
  });
});
