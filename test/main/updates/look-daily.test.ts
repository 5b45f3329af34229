import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { lookDaily } from '../../../main/updates/look-daily.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('looks some time after the start and once a day, until it is stopped', () => {
  let looked = 0;
  const stop = lookDaily(async () => void looked++);
  expect(looked).toBe(0);
  vi.advanceTimersByTime(60_000);
  expect(looked).toBe(1);
  vi.advanceTimersByTime(2 * 86_400_000);
  expect(looked).toBe(3);
  stop();
  vi.advanceTimersByTime(2 * 86_400_000);
  expect(looked).toBe(3);
  lookDaily(async () => void looked++)();
  vi.advanceTimersByTime(60_000);
  expect(looked).toBe(3);
});
