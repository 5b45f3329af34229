import { expect, it, vi } from 'vitest';
import { DIALECT_NAMES, DIALECTS } from '../../../core/warehouse/dialects/dialects.ts';
import { matchStatements } from '../../../core/warehouse/match-sql.ts';
import { planOf } from './ledger-table.ts';

vi.mock('../../../core/policies/policies.ts', async (original) => ({
  ...(await original<object>()),
  policyOf: () => ({
    traits: { lotsPerRedemption: 'one', splitsLots: true, leavesVariance: true },
  }),
}));

it.each(DIALECT_NAMES)('a policy whose traits have no SQL is refused in %s', (name) => {
  expect(() => matchStatements(DIALECTS[name], planOf('exact', 't', 't_'))).toThrow(
    expect.objectContaining({ code: 'warehouse.no-sql', kind: 'usage' }),
  );
});
