import { expect, it } from 'vitest';
import { localDay } from '../../main/local-day.ts';

it('a day is that of the clock on the wall, from its first minute to its last', () => {
  expect(localDay(new Date(2026, 0, 5))).toBe('2026-01-05');
  expect(localDay(new Date(2026, 11, 31, 23, 59))).toBe('2026-12-31');
});
