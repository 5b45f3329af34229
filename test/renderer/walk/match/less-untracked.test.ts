import { expect, it } from 'vitest';
import type { PolicyOutcome } from '../../../../core/contract/api/policies.ts';
import type { Policy } from '../../../../core/contract/settings.ts';
import { lessUntracked } from '../../../../renderer/walk/match/less-untracked.ts';

const TOTALS = {
  earned: 0,
  spent: 0,
  expired: 0,
  closing: 0,
  matched: 0,
  openLots: 0,
  uncovered: 0,
};
const COUNTS = {
  matchedRedemptions: 0,
  coveredRedemptions: 0,
  redemptions: 0,
  allocations: 0,
  customersAffected: 0,
};
const outcome = (policy: Policy, untracked: Readonly<Record<string, number>>): PolicyOutcome => ({
  policy,
  ...COUNTS,
  byCurrency: Object.entries(untracked).map(([currency, cents]) => ({
    currency,
    totals: { ...TOTALS, untracked: cents },
  })),
});

it('recommends the policy that leaves nothing untracked, with what the one at hand leaves by currency', () => {
  const outcomes = [
    outcome('one-to-one', { EUR: 700, USD: 0 }),
    outcome('whole-lot', { EUR: 0, USD: 5 }),
    outcome('exact', { EUR: 0, USD: 0 }),
  ];
  expect(lessUntracked(outcomes, 'one-to-one')).toEqual({
    policy: 'exact',
    less: [{ currency: 'EUR', cents: 700 }],
  });
  expect(lessUntracked(outcomes, 'whole-lot')?.less).toEqual([{ currency: 'USD', cents: 5 }]);
  expect(lessUntracked(outcomes, 'exact')).toBeNull();
  // Whole-lot leaves nothing on this ledger only by chance.
  const alike = [
    outcome('one-to-one', { '': 9 }),
    outcome('whole-lot', { '': 0 }),
    outcome('exact', { '': 0 }),
  ];
  expect(lessUntracked(alike, 'one-to-one')?.policy).toBe('exact');
});
