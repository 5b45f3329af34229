import { expect, it } from 'vitest';
import {
  amountsByPeriod,
  expectedBand,
} from '../../../../renderer/close/pictures/amounts-by-period.ts';

it('the last periods keep their order and their amounts', () => {
  const line = { periods: ['2026-01', '2026-02', '2026-03'], cents: [1, 2, 3] };
  expect(amountsByPeriod(line, 2)).toEqual([
    { period: '2026-02', cents: 2 },
    { period: '2026-03', cents: 3 },
  ]);
  expect(amountsByPeriod(line, 12)).toHaveLength(3);
});

it('the band lies about what was expected, and is none where nothing was', () => {
  const difference = { base: 1000, spread: 300, cents: 0, basisPoints: 0, isOver: false };
  expect(expectedBand({ differences: [{ ...difference, with: 'expected' }] })).toEqual([700, 1300]);
  expect(expectedBand({ differences: [{ ...difference, with: 'before' }] })).toBeNull();
});
