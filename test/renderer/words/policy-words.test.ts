import { expect, it } from 'vitest';
import { POLICIES, policyOf } from '../../../core/contract/settings.ts';
import { policyTitle } from '../../../renderer/words/policy-words.ts';

it('knows the policies and leaves a retired one as it is', () => {
  expect(policyTitle('whole-lot')).toBe('Whole-lot');
  for (const policy of POLICIES) expect(policyTitle(policy)).toBe(policyOf(policy).title);
  expect(policyTitle('lifo')).toBe('lifo');
});
