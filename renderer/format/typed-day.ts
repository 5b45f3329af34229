import type { AppSettings } from '../../core/contract/api/settings.ts';
import { MONTHS } from '../../core/contract/setting-words/calendar-words.ts';
import { formatOf } from './format.ts';

type DateFormat = AppSettings['dateFormat'];

/** What was typed into a field for a day: the day as `YYYY-MM-DD`, null where it is empty; or what is wrong. */
export type TypedDay =
  | { readonly ok: true; readonly value: string | null }
  | { readonly ok: false; readonly wrong: string };

/**
 * How a day is typed in each format, in the order of its parts. Only the format's own marks are taken: with
 * another's, day and month would be guessed.
 */
const PATTERNS: Readonly<Record<DateFormat, { readonly pattern: RegExp; readonly order: string }>> =
  {
    'YYYY-MM-DD': { pattern: /^(\d{4})-(\d{1,2})-(\d{1,2})$/, order: 'ymd' },
    'DD.MM.YYYY': { pattern: /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/, order: 'dmy' },
    'MM/DD/YYYY': { pattern: /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, order: 'mdy' },
    'DD MMM YYYY': { pattern: /^(\d{1,2})\s+([a-z]{3,9})\.?\s+(\d{4})$/i, order: 'dmy' },
  };

/** Reads a day in the chosen format. `YYYY-MM-DD`, which has one reading only, is taken in every format. */
export function typedDay(text: string, dateFormat: DateFormat): TypedDay {
  const plain = text.trim();
  if (plain === '') return { ok: true, value: null };
  for (const format of [dateFormat, 'YYYY-MM-DD'] as const) {
    const { pattern, order } = PATTERNS[format];
    const found = pattern.exec(plain);
    if (!found) continue;
    const part = (name: string): string => found[order.indexOf(name) + 1]!;
    const value = dayName(Number(part('y')), monthOf(part('m')), Number(part('d')));
    return value === null
      ? { ok: false, wrong: `${plain} is not a date in the calendar.` }
      : { ok: true, value };
  }
  return { ok: false, wrong: `Enter a date as ${dateFormat}, such as ${exampleDay(dateFormat)}.` };
}

/** A day as it is written in a format: what an empty field shows. */
export function exampleDay(dateFormat: DateFormat): string {
  return dayText('2025-12-31', dateFormat);
}

/** A day named `YYYY-MM-DD` as it is typed in a format. */
export function dayText(name: string, dateFormat: DateFormat): string {
  return formatOf({ dateFormat, numberFormat: '1,234.56', negatives: 'minus' }).dayNamed(name);
}

/** The day of a moment by the clock of this machine, as `YYYY-MM-DD`. */
export function localDay(moment: Date): string {
  const local = Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate());
  return new Date(local).toISOString().slice(0, 10);
}

/**
 * What was typed for a period, with two days of the chosen format (`01.06.2026..14.06.2026`) as the period of
 * these days is named (`2026-06-01..2026-06-14`). Any other text as it is.
 */
export function typedPeriod(text: string, dateFormat: DateFormat): string {
  const days = text.split('..').map((day) => typedDay(day, dateFormat));
  const names = days.flatMap((day) => (day.ok && day.value !== null ? [day.value] : []));
  return days.length === 2 && names.length === 2 ? names.join('..') : text.trim();
}

/** From 1 to 12, of digits or of an English name; NaN where there is no such month. */
function monthOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const place = MONTHS.findIndex((name) => name.toLowerCase().startsWith(text.toLowerCase()));
  return place === -1 ? NaN : place + 1;
}

/** `YYYY-MM-DD` of a day that there is, from 1900 on; else null. */
function dayName(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real =
    year >= 1900 &&
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day;
  return real ? date.toISOString().slice(0, 10) : null;
}
