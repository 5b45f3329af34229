import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { DIALECT_NAMES, DIALECTS } from '../../../core/warehouse/dialects/dialects.ts';
import type * as MatchSql from '../../../core/warehouse/match-sql.ts';
import { planOf } from './ledger-table.ts';

const POLICIES = '../../../core/policies/policies.ts';
let matchStatements: typeof MatchSql.matchStatements;

// Files of tests share their modules: what is put in the place of one is taken out again.
beforeAll(async () => {
  vi.resetModules();
  vi.doMock(POLICIES, async (original) => ({
    ...(await original<object>()),
    policyOf: () => ({
      traits: { lotsPerRedemption: 'one', splitsLots: true, leavesVariance: true },
    }),
  }));
  ({ matchStatements } = await import('../../../core/warehouse/match-sql.ts'));
});
afterAll(() => {
  vi.doUnmock(POLICIES);
  vi.resetModules();
});

it.each(DIALECT_NAMES)('a policy whose traits have no SQL is refused in %s', (name) => {
  expect(() => matchStatements(DIALECTS[name], planOf('exact', 't', 't_'))).toThrow(
    expect.objectContaining({ code: 'warehouse.no-sql', kind: 'usage' }),
  );
});
