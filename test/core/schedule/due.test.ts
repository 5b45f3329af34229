import { expect, it } from 'vitest';
import { dueTimes } from '../../../core/schedule/due.ts';
import { PERIOD_RULES, periodRule } from '../../../core/schedule/period-rules.ts';
import { PLAIN_CALENDAR } from '../../../core/periods/periods.ts';
import { waitBefore } from '../../../core/schedule/retry.ts';

const nightly = {
  when: 'nightly',
  zone: 'UTC',
  calendar: { weekend: [0, 6], holidays: [] },
} as const;
const at = (text: string): number => Date.parse(`${text}Z`);

it('of times that were missed the latest is caught up, or all are only told', () => {
  const [from, to] = [at('2026-12-01T12:00'), at('2026-12-04T12:00')];
  const states = (missed: 'catch-up' | 'report', until = to) =>
    dueTimes({ ...nightly, calendar: { weekend: [], holidays: [] }, missed }, from, until).map(
      ({ state }) => state,
    );
  expect(states('catch-up')).toEqual(['missed', 'missed', 'due']);
  expect(states('report')).toEqual(['missed', 'missed', 'missed']);
  // A quarter of an hour late is not missed.
  expect(states('report', at('2026-12-02T02:15'))).toEqual(['due']);
  expect(states('report', at('2026-12-02T02:16'))).toEqual(['missed']);
  expect(states('catch-up', at('2026-12-02T01:59'))).toEqual([]);
});

it('names the period by its rule, over the end of a year', () => {
  const wall = Date.UTC(2027, 0, 1, 2);
  const name = (id: string) => periodRule(id)!.periodAt(wall, PLAIN_CALENDAR);
  expect(name('month-before')).toBe('2026-12');
  expect(name('month-of')).toBe('2027-01');
  expect(name('quarter-before')).toBe('2026-Q4');
  expect(name('whole')).toBeNull();
  expect(new Set(PERIOD_RULES.map(({ id }) => id)).size).toBe(PERIOD_RULES.length);
});

it('waits twice as long each time up to an hour and a fifth, and not at one time with others', () => {
  const waits = Array.from({ length: 10 }, (_, index) => waitBefore('7', index + 1));
  for (const [index, wait] of waits.entries()) {
    const plain = Math.min(3_600_000, 60_000 * 2 ** index);
    expect(Math.abs(wait - plain)).toBeLessThanOrEqual(plain / 5);
  }
  expect(waitBefore('7', 3)).toBe(waits[2]);
  expect(new Set(['1', '2', '3', '4'].map((of) => waitBefore(of, 1))).size).toBe(4);
});
