import { expect, it } from 'vitest';
import type { Vintage } from '../../../../core/contract/close/close-view.ts';
import { openByMonth, redemptionCurves } from '../../../../renderer/close/pictures/vintages.ts';

const vintage = (month: string, redeemed: readonly number[], wholeAge: number): Vintage => ({
  ...{ month, redeemed, wholeAge },
  earned: 1000,
  expired: 0,
  open: 1000 - redeemed.reduce((sum, one) => sum + one, 0),
});

it('months without lots stand between the others, over the turn of the year', () => {
  const months = openByMonth([vintage('2025-11', [400], 3), vintage('2026-02', [100], 0)]);
  expect(months).toEqual([
    { month: '2025-11', open: 600 },
    { month: '2025-12', open: 0 },
    { month: '2026-01', open: 0 },
    { month: '2026-02', open: 900 },
  ]);
  expect(openByMonth([])).toEqual([]);
});

it('curves add up age by age, end with the last whole month and are weighted by what was earned', () => {
  const curves = redemptionCurves([
    vintage('2026-01', [100, 200, 50], 1),
    { ...vintage('2026-02', [600, 0], 0), earned: 3000 },
    { ...vintage('2026-03', [5], -1) },
  ]);
  expect(curves).toEqual([
    { age: 0, shares: { '2026-01': 0.1, '2026-02': 0.2 }, all: 700 / 4000 },
    { age: 1, shares: { '2026-01': 0.3 }, all: 0.3 },
  ]);
  expect(redemptionCurves([])).toEqual([]);
});
