import { expect, it } from 'vitest';
import { estimateWarning } from '../../../../core/contract/close/breakage.ts';

it('an estimate is warned of where its policy leaves variance, and says which policy does not', () => {
  expect(estimateWarning('exact')).toBeNull();
  expect(estimateWarning('one-to-one')).toMatch(/^One-to-one leaves .* policy Exact\.$/);
  expect(estimateWarning('whole-lot')).toMatch(/^Whole-lot leaves /);
});
