import { DAY_MS } from '../../../core/ledger/time.ts';
import type { Random } from './random.ts';

/** The two years of the generated ledgers, as wall-clock epoch ms. */
export const FIRST_MOMENT = Date.UTC(2024, 10, 1);
export const LAST_MOMENT = Date.UTC(2026, 9, 31, 23, 59, 59, 999);

/** What most credits last, and half of the two years, in days. */
export const YEAR_DAYS = 365;

/** Movements that follow on each other's heels still end within the two years. */
const LATEST_DRAWN = Date.UTC(2026, 9, 31, 23, 30);

const HOUR_MS = 3_600_000;

/** How busy each hour of the day is: asleep at four, at lunch and after supper on the phone. */
const HOUR_WEIGHTS = [
  9, 5, 3, 2, 2, 3, 7, 14, 22, 30, 36, 40, 44, 41, 38, 37, 38, 42, 48, 55, 56, 46, 31, 18,
];

/** Hours as often as they are busy, so that one draw picks one. */
const HOURS = HOUR_WEIGHTS.flatMap((weight, hour) => Array<number>(weight).fill(hour));

/**
 * A whole second between `start` and the end of the two years, in ms: any day, most likely in the
 * busy hours. Never before `start`.
 */
function momentAfter(start: number, random: Random): number {
  const firstDay = Math.floor(start / DAY_MS);
  const days = Math.floor(LAST_MOMENT / DAY_MS) - firstDay + 1;
  const day = firstDay + Math.floor(random() * days);
  const hour = HOURS[Math.floor(random() * HOURS.length)]!;
  const moment = day * DAY_MS + hour * HOUR_MS + Math.floor(random() * 3600) * 1000;
  return Math.min(Math.max(moment, Math.ceil(start / 1000) * 1000), LATEST_DRAWN);
}

/** When the nightly job books what lapsed at `expiry`: the next morning at 06:01, in ms. */
export function nightlyRunAfter(expiry: number): number {
  return (Math.floor(expiry / DAY_MS) + 1) * DAY_MS + 6 * HOUR_MS + 60_000;
}

/** When an account of so many movements moves, in rising epoch ms, whole seconds. */
export function accountMoments(rows: number, random: Random): Float64Array {
  const span = LAST_MOMENT - FIRST_MOMENT;
  // A lone credit is a young one: an old one would have been spent or would have lapsed.
  const joined =
    rows === 1 ? LAST_MOMENT - 364 * DAY_MS : FIRST_MOMENT + span * 0.85 * random() ** 1.4;
  const moments = new Float64Array(rows);
  // Some customers forget the shop for longer than their credit lasts.
  const back = random() < 0.25 ? joined + (90 + YEAR_DAYS + 20) * DAY_MS : 0;
  for (let k = 0; k < rows; k++) {
    const moment = momentAfter(joined, random);
    const away = moment > joined + 90 * DAY_MS && moment < back && back < LAST_MOMENT;
    moments[k] = away ? momentAfter(back, random) : moment;
  }
  if (rows > 1) moments.sort();
  for (let k = 1; k < rows; k++) {
    if (random() < 0.12) moments[k] = moments[k - 1]! + Math.floor(random() * 3) * 1000;
    moments[k] = Math.max(moments[k]!, moments[k - 1]!);
  }
  return moments;
}
