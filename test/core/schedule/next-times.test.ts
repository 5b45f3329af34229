import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextTime, timesAfter } from '../../../core/schedule/next-times.ts';
import { momentOf, wallAt } from '../../../core/schedule/zone.ts';
import { drawn } from '../../amount.ts';

const calendar = { weekend: [0, 6], holidays: ['2026-12-31', '2026-05-25'] };
const MINUTE = 60_000;

const clocks = new Map<string, Intl.DateTimeFormat>();
/** Minutes since 1970 that a clock shows, read from Intl in another way than the program does. */
function shown(moment: number, zone: string): number {
  let clock = clocks.get(zone);
  if (!clock)
    clocks.set(
      zone,
      (clock = new Intl.DateTimeFormat('sv-SE', {
        timeZone: zone,
        dateStyle: 'short',
        timeStyle: 'short',
      })),
    );
  return Date.parse(`${clock.format(moment).replace(' ', 'T')}Z`) / MINUTE;
}

/** The first minute after a moment that is a time, found by looking at every minute. */
function scanned(
  after: number,
  zone: string,
  isTime: (minute: number) => boolean,
  days: number,
): number | null {
  const start = (Math.floor(after / MINUTE) + 1) * MINUTE;
  // What was shown before counts as shown: the second hour of a repeat brings nothing anew.
  let highest = -Infinity;
  for (
    let moment = start - 30 * 60 * MINUTE;
    moment < start + days * 1440 * MINUTE;
    moment += MINUTE
  ) {
    const minute = shown(moment, zone);
    const from = highest === -Infinity ? minute : highest + 1;
    if (minute < from) continue;
    highest = minute;
    if (moment < start) continue;
    for (let passed = from; passed <= minute; passed++) if (isTime(passed)) return moment;
  }
  return null;
}

const zones = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Africa/Cairo',
);
/** Around changes of clocks, mostly. */
const moments = fc.oneof(
  ...[
    '2026-03-08',
    '2026-03-29',
    '2026-04-05',
    '2026-04-24',
    '2026-10-04',
    '2026-10-25',
    '2026-11-01',
  ].map((day) =>
    fc.integer({ min: -1440, max: 1440 }).map((m) => Date.parse(`${day}T03:00Z`) + m * MINUTE),
  ),
  fc
    .integer({ min: Date.UTC(2025, 0, 1) / MINUTE, max: Date.UTC(2028, 0, 1) / MINUTE })
    .map((m) => m * MINUTE),
);
const two = (number: number): string => String(number).padStart(2, '0');

describe('the next time of a schedule', () => {
  it('is what a look at every minute finds, over zones and changes of their clocks', () => {
    fc.assert(
      fc.property(
        zones,
        moments,
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: 1, max: 59 }),
        (zone, after, hour, minute, step) => {
          const daily = { when: `daily at ${hour}:${two(minute)}`, zone, calendar };
          expect(nextTime(daily, after)?.at).toBe(
            scanned(after, zone, (m) => m % 1440 === hour * 60 + minute, 3),
          );
          const cron = { when: `*/${step} ${hour} * * *`, zone, calendar };
          expect(nextTime(cron, after)?.at).toBe(
            scanned(
              after,
              zone,
              (m) => Math.floor((m % 1440) / 60) === hour && (m % 60) % step === 0,
              3,
            ),
          );
        },
      ),
      drawn(300, 25),
    );
  });

  it('comes once where the clock shows it twice, and at the change where it is never shown', () => {
    const at = (when: string, zone: string, after: string): string[] => {
      const times: string[] = [];
      for (const { at: moment } of timesAfter({ when, zone, calendar }, Date.parse(after))) {
        times.push(new Date(moment).toISOString().slice(0, 16));
        if (times.length === 2) break;
      }
      return times;
    };
    // In Berlin the 29th of March has no 02:30, and the 25th of October has two.
    expect(at('daily at 02:30', 'Europe/Berlin', '2026-03-28T12:00Z')).toEqual([
      '2026-03-29T01:00',
      '2026-03-30T00:30',
    ]);
    expect(at('daily at 02:30', 'Europe/Berlin', '2026-10-24T12:00Z')).toEqual([
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
    // Samoa left out the 30th of December 2011.
    expect(at('30th at 09:00', 'Pacific/Apia', '2011-12-29T00:00Z')[0]).toBe('2011-12-30T10:00');
  });

  it('is a day of business, of the month, or of the week, as it says', () => {
    const days = (when: string, after: string, most: number): string[] => {
      const found: string[] = [];
      for (const { wall } of timesAfter({ when, zone: 'UTC', calendar }, Date.parse(after))) {
        found.push(new Date(wall).toISOString().slice(0, 16));
        if (found.length === most) break;
      }
      return found;
    };
    // The 31st of December is a holiday, the 31st of January and the 28th of February are of a weekend.
    expect(days('last business day at 18:00', '2026-12-01T00:00Z', 3)).toEqual([
      '2026-12-30T18:00',
      '2027-01-29T18:00',
      '2027-02-26T18:00',
    ]);
    expect(days('1st or next business day', '2027-01-15T00:00Z', 3)).toEqual([
      '2027-02-01T02:00',
      '2027-03-01T02:00',
      '2027-04-01T02:00',
    ]);
    expect(days('1st or next business day at 06:00', '2026-08-02T00:00Z', 1)).toEqual([
      '2026-08-03T06:00',
    ]);
    expect(days('31st at 02:00', '2026-01-31T03:00Z', 2)).toEqual([
      '2026-03-31T02:00',
      '2026-05-31T02:00',
    ]);
    expect(days('29th of the month at 02:00', '2026-02-01T00:00Z', 1)).toEqual([
      '2026-03-29T02:00',
    ]);
    expect(days('last day at 23:30', '2028-02-10T00:00Z', 1)).toEqual(['2028-02-29T23:30']);
    expect(days('every Monday at 8:00', '2026-12-07T08:00Z', 1)).toEqual(['2026-12-14T08:00']);
    expect(days('business days at 07:00', '2026-12-30T08:00Z', 1)).toEqual(['2027-01-01T07:00']);
    expect(days('3rd business day at 09:00', '2026-12-04T00:00Z', 1)).toEqual(['2027-01-05T09:00']);
    expect(days('nightly', '2026-12-04T01:59Z', 1)).toEqual(['2026-12-04T02:00']);
    expect(days('0 2 1 * *', '2026-12-04T00:00Z', 1)).toEqual(['2027-01-01T02:00']);
    expect(days('0 0 31 2 *', '2026-12-04T00:00Z', 1)).toEqual([]);
    for (const nonsense of ['when it suits', '32nd at 02:00', '1st at 25:00', '61 * * * *', ''])
      expect(days(nonsense, '2026-12-04T00:00Z', 1), nonsense).toEqual([]);
  });
});

it('a moment is found again from what the clock shows, but in the second hour of a repeat', () => {
  fc.assert(
    fc.property(zones, moments, (zone, moment) => {
      const wall = wallAt(moment, zone);
      const found = momentOf(wall, zone);
      expect(wallAt(found, zone)).toBe(wall);
      expect(found).toBeLessThanOrEqual(moment);
    }),
    drawn(2000, 100),
  );
});
