import { expect, it } from 'vitest';
import { keptUntil } from '../../../core/keeping/kept-until.ts';

it('counts days, and years by the calendar; what is kept for good has no end', () => {
  const since = Date.UTC(2024, 1, 29, 12);
  expect(keptUntil(since, { unit: 'days', count: 30 })).toBe(Date.UTC(2024, 2, 30, 12));
  expect(keptUntil(since, { unit: 'years', count: 7 })).toBe(Date.UTC(2031, 2, 1, 12));
  expect(keptUntil(since, { unit: 'years', count: 4 })).toBe(Date.UTC(2028, 1, 29, 12));
  expect(keptUntil(since, { unit: 'always' })).toBeNull();
});
