import type { BusinessCalendar } from '../../contract/schedules/schedule.ts';
import { DAY_MS } from '../../ledger/time.ts';

/** When something is to be done, by a clock on the wall. */
export interface Timing {
  /** In words that go on from *runs*: `at 02:00 on the 1st of each month`. */
  readonly words: string;
  /** The first time after a wall-clock time, or null where there is none in sight. */
  next(wall: number, calendar: BusinessCalendar): number | null;
}

/** A way to say when. It is one file here and a line in timings.ts. */
export interface TimingWords {
  /** How a person would write it; the first of them is offered. */
  readonly examples: readonly string[];
  /** What a text says, in lower case and with single blanks; null where it is none of this way. */
  read(text: string): Timing | null;
}

/** Where no time is said: after midnight, and clear of the hours at which most clocks are changed back. */
const DEFAULT_TIME = '02:00';

/** A year of which no day fits has none for years, but the 29th of February, which may be eight years off. */
const DAYS_AHEAD = 366 * 9;

/** A time a day, on the days that fit. */
export function onDays(
  words: string,
  time: string,
  fits: (day: number, calendar: BusinessCalendar) => boolean,
): Timing {
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  const ofDay = (hours * 60 + minutes) * 60_000;
  return {
    words,
    next(wall, calendar) {
      const today = Math.floor(wall / DAY_MS) * DAY_MS;
      for (let ahead = 0; ahead < DAYS_AHEAD; ahead++) {
        const day = today + ahead * DAY_MS;
        if (day + ofDay > wall && fits(day, calendar)) return day + ofDay;
      }
      return null;
    },
  };
}

/** A pattern of words with a time at its end, which may be left out: its groups, and the time `HH:MM`. */
export function withTime(
  text: string,
  words: string,
): { readonly groups: readonly (string | undefined)[]; readonly time: string } | null {
  const found = new RegExp(
    `^(?:on |every )?(?:the )?(?:${words})(?: of (?:the|each) month)?(?: at ([01]?\\d|2[0-3]):([0-5]\\d))?$`,
  ).exec(text);
  if (!found) return null;
  const groups = found.slice(1);
  const [hour, minute] = groups.splice(-2);
  return { groups, time: hour === undefined ? DEFAULT_TIME : `${hour.padStart(2, '0')}:${minute}` };
}

/** `1st`, `2nd`, `3rd`, `11th`. */
export function ordinal(number: number): string {
  const tens = number % 100;
  const ending = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${ending}`;
}
