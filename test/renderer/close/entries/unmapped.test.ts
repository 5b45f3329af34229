import { expect, it } from 'vitest';
import type { ActivityLine } from '../../../../core/contract/close/journal.ts';
import { activityName, unmappedSums } from '../../../../renderer/close/entries/unmapped.ts';

const line = (currency: string, cents: number): ActivityLine => ({
  ...{ period: '2026-01', type: 'earned', reason: '', groups: {}, movements: 2 },
  ...{ currency, cents },
});

it('amounts without an account are added up by currency, never across', () => {
  expect(unmappedSums([line('USD', 5), line('EUR', 7), line('USD', 11)])).toEqual([
    { currency: 'EUR', cents: 7, movements: 2 },
    { currency: 'USD', cents: 16, movements: 4 },
  ]);
  expect(unmappedSums([])).toEqual([]);
});

it('an amount is called by its type and reason', () => {
  expect(activityName({ type: 'spent', reason: '' })).toBe('spent without a reason');
  expect(activityName({ type: 'earned', reason: 'Refund' })).toBe('earned Refund');
});
