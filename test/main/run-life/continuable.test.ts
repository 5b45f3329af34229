import { expect, it } from 'vitest';
import { canContinue } from '../../../main/run-life/continuable.ts';

const stopped = {
  status: 'interrupted',
  softwareVersion: '1.0.0',
  sha256: 'a'.repeat(64),
  place: '/ledgers/tc.xlsx',
  archived: null,
  deleted: null,
} as const;

it('says which runs can be taken further', () => {
  const can = (but: Partial<Parameters<typeof canContinue>[0]>): boolean =>
    canContinue({ ...stopped, ...but }, '1.0.0');
  expect(can({})).toBe(true);
  expect(can({ status: 'cancelled' })).toBe(true);
  expect(can({ place: 's3://ledgers/tc.csv' })).toBe(true);
  for (const status of ['running', 'completed', 'failed', 'halted'] as const)
    expect(can({ status })).toBe(false);
  expect(can({ softwareVersion: '2.0.0' })).toBe(false);
  expect(can({ archived: { at: 0, by: 'ana', reason: 'Only tried' } })).toBe(false);
  // Its source was never fetched.
  expect(can({ sha256: null })).toBe(false);
  // Nothing is left of a transaction that was rolled back.
  expect(can({ status: 'cancelled', place: 'postgres://host/shop/moves' })).toBe(false);
});
