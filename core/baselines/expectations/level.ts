import type { Expectation } from './expectation.ts';

/** It is about what it was. */
export const level: Expectation = {
  id: 'level',
  fewest: 6,
  base: () => 0,
};
