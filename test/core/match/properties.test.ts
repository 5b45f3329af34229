import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POLICIES } from '../../../core/contract/settings.ts';
import type { Policy } from '../../../core/contract/settings.ts';
import { idText } from '../../../core/ledger/ids.ts';
import { matchLedger } from '../../../core/match/match.ts';
import type { Matching } from '../../../core/ledger/draft.ts';
import type { Ledger } from '../../../core/ledger/ledger.ts';
import { ledgerOf, ledgers } from './ledger-fixture.ts';
import { naiveMatching } from './naive-reference.ts';
import type { Pair } from './naive-reference.ts';
import { amount, SEED } from '../../amount.ts';

function told(
  ledger: Ledger,
  { allocations, redeemedBy }: Matching,
): { pairs: Pair[]; redeemedBy: Map<string, string> } {
  const id = (row: number): string => idText(ledger.id.pool, ledger.id.values[row]!);
  const pairs = Array.from({ length: allocations.count }, (_, i) => ({
    lot: id(allocations.earnedRow[i]!),
    redemption: id(allocations.redeemerRow[i]!),
    cents: allocations.cents[i]!,
  }));
  const named = new Map<string, string>();
  redeemedBy.forEach((by, row) => by >= 0 && named.set(id(row), id(by)));
  return { pairs, redeemedBy: named };
}

/** Ledgers compared with the naive reference, each policy; the SQL suite adds its own. */
const RUNS = amount(25_000);

describe.each(POLICIES)('%s', (policy: Policy) => {
  it(`equals the naive reference on ${RUNS} ledgers, whatever the partitions and the order of rows`, () => {
    fc.assert(
      fc.property(ledgers, fc.integer({ min: 1, max: 8 }), (movements, rowsPerPartition) => {
        const expected = naiveMatching(movements, policy);
        const ledger = ledgerOf(movements);
        const found = told(ledger, matchLedger(ledger, policy, rowsPerPartition));
        expect(found.pairs).toEqual(expected.pairs);
        expect(sorted(found.redeemedBy)).toEqual(sorted(expected.redeemedBy));
        const turned = ledgerOf([...movements].reverse());
        expect(told(turned, matchLedger(turned, policy)).pairs).toEqual(expected.pairs);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });
});

function sorted(map: Map<string, string>): [string, string][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}
