import { DAY_MS, timeOfSerial, timeOfText } from '../ledger/time.ts';
import { partsOfLocalDate } from './date-order.ts';
import type { DateOrder } from './date-order.ts';

/** Longer texts are no dates, and no pattern has to look at them. */
const MOST_LETTERS = 100;

/** A zone behind a time of day: `Z`, `UTC`, `+02:00`. */
const ZONE = /:\d{2}(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)$/i;
/** A time of day at the end of a text: `15:45`, `3:45 PM`, `03:45:12.250 p.m.`. */
const CLOCK =
  /(?:,?\s+|T|^)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s*([ap])\.?m\.?)?$/i;
const YEAR_FIRST = /^(\d{4})([/.-])(\d{1,2})\2(\d{1,2})$/;
/** `Jan 9, 2026`, `January 9 2026`, with the day of the week before it or not. */
const MONTH_FIRST =
  /^(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4})$/i;
/** `9 Jan 2026`, `09-Jan-2026`, `9. January 2026`. */
const DAY_FIRST =
  /^(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]*([a-z]{3,9})\.?,?[\s-]+(\d{4})$/i;
const SERIAL = /^\d{5}(?:[.,]\d{1,12})?$/;
/** Serials in a text file are taken from 1954 to 2119, so that other numbers of five digits are none. */
const FIRST_SERIAL = 20_000;
const LAST_SERIAL = 80_000;

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** Whether a text may be a date with a zone, by a few of its letters: it is asked for every row. */
export function mayBearZone(text: string): boolean {
  const length = text.length;
  if (length < 17) return false;
  const last = text.charCodeAt(length - 1);
  if (last < 0x30 || last > 0x39) return true;
  return isSign(text, length - 3) || isSign(text, length - 5) || isSign(text, length - 6);
}

function isSign(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x2b || code === 0x2d;
}

/** Whether a date bears a zone. It is read as the clock on the wall showed it, and the zone is left out. */
export function hasZone(text: string): boolean {
  return text.length <= MOST_LETTERS && ZONE.test(text.trimEnd());
}

/**
 * Wall-clock ms of a date text as people export it (RULES.md section 1): what `timeOfText` reads, with
 * any zone; with AM and PM; with the English name of the month; an Excel serial; and `31/12/2025`, where
 * `order` says which number is the day. Undefined where it is none of these or names no real day.
 */
export function timeOfDateText(raw: string, order: DateOrder | null): number | undefined {
  if (raw.length > MOST_LETTERS) return undefined;
  const plain = timeOfText(raw);
  if (plain !== undefined) return plain;
  const trimmed = raw.trim().replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');
  const zone = ZONE.exec(trimmed)?.[1];
  const text = zone === undefined ? trimmed : trimmed.slice(0, -zone.length).trimEnd();
  if (SERIAL.test(text)) return timeOfSerialText(text);
  const clock = CLOCK.exec(text);
  const day = dayOf(clock ? text.slice(0, clock.index) : text, order);
  if (day === undefined) return undefined;
  const ofDay = clock ? timeOfDay(clock) : 0;
  return ofDay === undefined ? undefined : day + ofDay;
}

function timeOfSerialText(text: string): number | undefined {
  const serial = Number(text.replace(',', '.'));
  return serial >= FIRST_SERIAL && serial <= LAST_SERIAL ? timeOfSerial(serial) : undefined;
}

function dayOf(text: string, order: DateOrder | null): number | undefined {
  const local = partsOfLocalDate(text);
  if (local !== null) {
    if (order === 'dmy') return startOfDay(local.year, local.second, local.first);
    return order === 'mdy' ? startOfDay(local.year, local.first, local.second) : undefined;
  }
  const [, year, , month, day] = YEAR_FIRST.exec(text) ?? [];
  if (year !== undefined) return startOfDay(Number(year), Number(month), Number(day));
  const monthFirst = MONTH_FIRST.exec(text);
  if (monthFirst)
    return startOfDay(Number(monthFirst[3]), monthNamed(monthFirst[1]!), Number(monthFirst[2]));
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst)
    return startOfDay(Number(dayFirst[3]), monthNamed(dayFirst[2]!), Number(dayFirst[1]));
  return undefined;
}

/** From 1; 0 for what is no month. `Sept` is one, `Ma` is not. */
function monthNamed(name: string): number {
  const wanted = name.toLowerCase();
  return wanted.length < 3 ? 0 : MONTHS.findIndex((month) => month.startsWith(wanted)) + 1;
}

/** The beginning of a day; undefined where there is no such day. */
function startOfDay(year: number, month: number, day: number): number | undefined {
  const pad = (n: number): string => String(n).padStart(2, '0');
  return timeOfText(`${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`);
}

function timeOfDay([, hours, minutes, seconds, fraction, half]: RegExpExecArray):
  | number
  | undefined {
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  const [minute, second] = [Number(minutes), Number(seconds ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const ms = ((hour * 60 + minute) * 60 + second) * 1000;
  return Math.min(ms + Math.round(Number(`0.${fraction ?? '0'}`) * 1000), DAY_MS - 1);
}
