import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Matching } from '../../../core/ledger/draft.ts';
import { EARNED } from '../../../core/ledger/ledger.ts';
import type { Ledger } from '../../../core/ledger/ledger.ts';
import { matchLedger } from '../../../core/match/match.ts';
import {
  DEFAULT_POLICY,
  POLICIES,
  policyOf,
  policyTitle,
} from '../../../core/policies/policies.ts';
import type { Policy } from '../../../core/policies/policies.ts';
import { ledgerOf, ledgers } from '../match/ledger-fixture.ts';
import { sourcesNaming } from '../naming-sources.ts';

const LEDGERS = 2000;

describe('the list of policies', () => {
  it('names each policy once, and the default among them', () => {
    expect(new Set(POLICIES).size).toBe(POLICIES.length);
    expect(POLICIES).toContain(DEFAULT_POLICY);
    const titles = POLICIES.map((policy) => policyOf(policy).title);
    expect(new Set(titles).size).toBe(POLICIES.length);
  });

  it('knows their titles, and leaves a retired one as it is', () => {
    for (const policy of POLICIES) expect(policyTitle(policy)).toBe(policyOf(policy).title);
    expect(policyTitle('lifo')).toBe('lifo');
  });

  it('is the only way to a policy: no source outside its room names one', () => {
    expect(sourcesNaming(POLICIES, 'core/policies/')).toEqual([]);
  });
});

describe.each(POLICIES)('%s', (policy: Policy) => {
  const { id, title, short, long, traits } = policyOf(policy);

  it('says what it is called and what it does', () => {
    expect(id).toBe(policy);
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(title).toMatch(/^[A-Z]/);
    for (const text of [short, long]) expect(text).toMatch(/^[A-Z].*\.$/);
    expect(long.length).toBeGreaterThan(short.length);
  });

  it('matches as its traits say, and shows each of them on some ledger', () => {
    const seen = { manyLots: false, split: false, variance: false };
    fc.assert(
      fc.property(ledgers, (movements) => {
        const ledger = ledgerOf(movements);
        const facts = factsOf(ledger, matchLedger(ledger, policy));
        seen.manyLots ||= facts.manyLots;
        seen.split ||= facts.split;
        seen.variance ||= variesBeyond(facts, policy);
      }),
      { numRuns: LEDGERS },
    );
    expect(seen).toEqual({
      manyLots: traits.lotsPerRedemption === 'many',
      split: traits.splitsLots,
      variance: traits.leavesVariance,
    });
  });

  it('takes no lot twice, none before it was earned, and no more than there is', () => {
    fc.assert(
      fc.property(ledgers, (movements) => {
        const ledger = ledgerOf(movements);
        const { allocations, matched, redeemedBy } = matchLedger(ledger, policy);
        const given = new Float64Array(ledger.rows);
        for (let i = 0; i < allocations.count; i++) {
          const [lot, redemption] = [allocations.earnedRow[i]!, allocations.redeemerRow[i]!];
          expect([ledger.type[lot] === EARNED, ledger.type[redemption] === EARNED]).toEqual([
            true,
            false,
          ]);
          expect(ledger.account[lot]).toBe(ledger.account[redemption]);
          expect(ledger.createdAt[lot]!).toBeLessThanOrEqual(ledger.createdAt[redemption]!);
          expect(allocations.cents[i]!).toBeGreaterThan(0);
          given[lot]! += allocations.cents[i]!;
          given[redemption]! += allocations.cents[i]!;
        }
        for (let row = 0; row < ledger.rows; row++) {
          const amount = Math.abs(ledger.cents[row]!);
          expect(matched[row]).toBe(given[row]);
          expect(given[row]!).toBeLessThanOrEqual(amount);
          const taken = ledger.type[row] === EARNED && given[row]! > 0;
          expect(redeemedBy[row]! >= 0).toBe(
            taken && (!traits.splitsLots || given[row] === amount),
          );
        }
      }),
      { numRuns: LEDGERS },
    );
  });
});

interface Facts {
  /** A redemption took more than one lot. */
  readonly manyLots: boolean;
  /** A lot was taken by more than one redemption. */
  readonly split: boolean;
  /** Something is left of a lot that was taken; of a redemption that took one. */
  readonly leftOfLot: boolean;
  readonly leftOfRedemption: boolean;
}

function factsOf(ledger: Ledger, { allocations, matched }: Matching): Facts {
  const pairs = new Int32Array(ledger.rows);
  for (let i = 0; i < allocations.count; i++) {
    pairs[allocations.earnedRow[i]!]!++;
    pairs[allocations.redeemerRow[i]!]!++;
  }
  const some = (earned: boolean, what: (row: number) => boolean): boolean =>
    pairs.some((_, row) => (ledger.type[row] === EARNED) === earned && what(row));
  const left = (row: number): boolean =>
    pairs[row]! > 0 && matched[row]! < Math.abs(ledger.cents[row]!);
  return {
    manyLots: some(false, (row) => pairs[row]! > 1),
    split: some(true, (row) => pairs[row]! > 1),
    leftOfLot: some(true, left),
    leftOfRedemption: some(false, left),
  };
}

/** What is left of a lot stays open where lots are split, and of a redemption where it may take more. */
function variesBeyond({ leftOfLot, leftOfRedemption }: Facts, policy: Policy): boolean {
  const { splitsLots, lotsPerRedemption } = policyOf(policy).traits;
  return (leftOfLot && !splitsLots) || (leftOfRedemption && lotsPerRedemption === 'one');
}
