import { expect, inject, it } from 'vitest';
import { SEED } from '../amount.ts';

it('the seed that is printed at the beginning is the one that draws', () => {
  expect(inject('seedSaid')).toBe(SEED);
});
