import { describe, expect, it } from 'vitest';
import {
  dayByKey,
  dayTitle,
  monthsLater,
  monthTitle,
  weekdays,
  weeksOf,
} from '../../../../renderer/components/date-field/calendar-days.ts';

const at = (day: string): number => Date.parse(day);
const name = (day: number | null): string | null =>
  day === null ? null : new Date(day).toISOString().slice(0, 10);
const key = (pressed: string, shiftKey = false) => ({ key: pressed, shiftKey });

describe('the calendar', () => {
  it.each([0, 1])(
    'has every day of a month once, under its weekday; weeks begin on %d',
    (first) => {
      for (const month of ['2026-02-10', '2024-02-29', '2025-12-31', '2026-06-01']) {
        const weeks = weeksOf(at(month), first);
        const days = weeks.flat().filter((day) => day !== null);
        expect(days.map(name)).toEqual(
          Array.from(days, (_, i) => `${month.slice(0, 7)}-${String(i + 1).padStart(2, '0')}`),
        );
        expect(new Date(days.at(-1)! + 86_400_000).getUTCDate()).toBe(1);
        for (const week of weeks) {
          expect(week).toHaveLength(7);
          week.forEach((day, place) => {
            if (day !== null) expect(dayTitle(day)).toContain(weekdays(first)[place]!);
          });
        }
      }
    },
  );

  it('names its months and days', () => {
    expect(monthTitle(at('2026-06-30'))).toBe('June 2026');
    expect(dayTitle(at('2026-06-30'))).toBe('Tuesday, 30 June 2026');
  });

  it('moves by the keys', () => {
    const moves = [
      [key('ArrowLeft'), '2026-02-28'],
      [key('ArrowRight'), '2026-03-02'],
      [key('ArrowUp'), '2026-02-22'],
      [key('ArrowDown'), '2026-03-08'],
      [key('Home'), '2026-02-23'],
      [key('End'), '2026-03-01'],
      [key('PageUp'), '2026-02-01'],
      [key('PageDown'), '2026-04-01'],
      [key('PageUp', true), '2025-03-01'],
      [key('PageDown', true), '2027-03-01'],
    ] as const;
    for (const [pressed, day] of moves)
      expect(name(dayByKey(at('2026-03-01'), pressed, 1))).toBe(day);
    expect(dayByKey(at('2026-03-01'), key('a'), 1)).toBeNull();
  });

  it('keeps to the end of a shorter month, and to years that fields take', () => {
    expect(name(monthsLater(at('2026-01-31'), 1))).toBe('2026-02-28');
    expect(name(monthsLater(at('2024-02-29'), 12))).toBe('2025-02-28');
    expect(name(monthsLater(at('2026-03-31'), -1))).toBe('2026-02-28');
    expect(name(dayByKey(at('1900-01-01'), key('ArrowLeft'), 1))).toBe('1900-01-01');
    expect(name(dayByKey(at('9999-12-31'), key('PageDown', true), 1))).toBe('9999-12-31');
  });
});
