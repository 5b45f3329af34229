import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptBackups, RETENTION } from '../../../core/backup/retention.ts';
import type { Dated } from '../../../core/backup/retention.ts';
import { drawn } from '../../amount.ts';

const DAY = 86_400_000;
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const at = (ms: number, id: string): Dated => ({ id, at: ms, day: dayOf(ms) });
const TODAY = Date.parse('2026-12-01T20:00:00Z');

const backups = fc
  .array(fc.integer({ min: 0, max: 9 * 366 * 24 }), { maxLength: 300 })
  .map((hours) => hours.map((hour, n) => at(TODAY - hour * 3_600_000, `b${n}`)));

describe('retention', () => {
  it('keeps 90 daily ones and the month-ends of seven years of one made each day', () => {
    const daily = Array.from({ length: 9 * 365 }, (_, n) => at(TODAY - n * DAY, `d${n}`));
    const kept = keptBackups(daily, dayOf(TODAY));
    const count = (as: string): number => [...kept.values()].filter((one) => one === as).length;
    expect([count('recent'), count('month-end')]).toEqual([2, 83]);
    // The month-end of November was yesterday; those of September and October are of the 90 days.
    expect(count('daily') + count('recent')).toBe(90 - 2);
    const days = daily.filter(({ id }) => kept.has(id)).map(({ day }) => day);
    expect(days.slice(0, 90)).toEqual(daily.slice(0, 90).map(({ day }) => day));
    expect(days).toContain('2020-02-29');
    expect(days.at(-1)).toBe('2019-12-31');
  });

  it('keeps of any backups the last of each day for 90 days, of each month for seven years, and the newest', () => {
    fc.assert(
      fc.property(backups, (given) => {
        const kept = keptBackups(given, dayOf(TODAY));
        const newest = given.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).at(-1);
        for (const one of given) {
          const later = (of: (other: Dated) => boolean): boolean =>
            given.some(
              (other) =>
                of(other) && (other.at > one.at || (other.at === one.at && other.id > one.id)),
            );
          const age = (Date.parse(dayOf(TODAY)) - Date.parse(one.day)) / DAY;
          const month = one.day.slice(0, 7);
          const wanted =
            age < RETENTION.recentDays ||
            (age < RETENTION.days && !later(({ day }) => day === one.day)) ||
            (one.day >= '2019-12-01' &&
              month !== '2026-12' &&
              !later(({ day }) => day.startsWith(month))) ||
            one === newest;
          expect([one.day, kept.has(one.id)]).toEqual([one.day, wanted]);
        }
      }),
      drawn(500),
    );
  });

  it('keeps what it kept: to prune, wait and prune again loses nothing that a later day still wants', () => {
    fc.assert(
      fc.property(backups, fc.integer({ min: 0, max: 400 }), (given, days) => {
        const later = dayOf(TODAY + days * DAY);
        const pruned = given.filter(({ id }) => keptBackups(given, dayOf(TODAY)).has(id));
        expect([...keptBackups(pruned, later).keys()].sort()).toEqual(
          [...keptBackups(given, later).keys()].sort(),
        );
      }),
      drawn(300),
    );
  });

  it('does not depend on the order in which backups are told, nor on a clock that was set back', () => {
    fc.assert(
      fc.property(backups, (given) => {
        const one = keptBackups(given, dayOf(TODAY));
        const other = keptBackups(given.toReversed(), dayOf(TODAY));
        expect(new Map([...other].sort())).toEqual(new Map([...one].sort()));
      }),
      drawn(200),
    );
    expect(keptBackups([at(TODAY + 40 * DAY, 'ahead')], dayOf(TODAY)).get('ahead')).toBe('recent');
  });
});
