/**
 * Wall-clock time without a zone (RULES.md section 1), as milliseconds since 1970-01-01 00:00:00 on
 * that same clock. The machine's time zone never enters: every conversion goes through Date.UTC.
 */
export const DAY_MS = 86_400_000;

/** Years outside this range are typing errors, and Excel could not show them. */
const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(10_000, 0, 1) - 1;

/** Days from Excel's day 0 to 1970-01-01, by the workbook's date system. */
const EPOCH_DAYS = { 1900: 25_569, 1904: 24_107 } as const;
export type DateSystem = keyof typeof EPOCH_DAYS;

/**
 * Milliseconds of an Excel serial date, rounded to the millisecond; undefined outside 1900 to 9999.
 * Serials below 60 of the 1900 system shift by one: Excel counts a 29 February 1900 that never was.
 */
export function timeOfSerial(serial: number, system: DateSystem = 1900): number | undefined {
  if (!Number.isFinite(serial) || serial < 0) return undefined;
  const days = system === 1900 && serial < 60 ? serial + 1 : serial;
  return inRange(Math.round((days - EPOCH_DAYS[system]) * DAY_MS));
}

/** The Excel serial (1900 system) of a wall-clock time from 1 March 1900 on. */
export function serialOfTime(time: number): number {
  return time / DAY_MS + EPOCH_DAYS[1900];
}

/** Longer texts are no dates, and no pattern has to look at them. */
const MOST_LETTERS = 100;

const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(?:Z|UTC|[+-]00(?::?00)?)?$/;
const YEAR_FIRST_SLASH = /^(\d{4})\/(\d{1,2})\/(\d{1,2})(.*)$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;

/**
 * Milliseconds of a date text: ISO 8601, `YYYY-MM-DD HH:MM:SS`, `YYYY/MM/DD`, `YYYYMMDD`, or an
 * epoch in seconds or milliseconds (10 or 13 digits). Day-first and month-first dates are refused:
 * which of the two they are cannot be known. A zone other than UTC is refused too, because the
 * column is a wall clock. Undefined where the text is none of these or names no real day.
 */
export function timeOfText(raw: string): number | undefined {
  if (raw.length > MOST_LETTERS) return undefined;
  const text = raw.trim();
  if (/^\d{10}$|^\d{13}$/.test(text)) return timeOfEpoch(Number(text));
  const compact = COMPACT.exec(text);
  const slashed = YEAR_FIRST_SLASH.exec(text);
  const iso = ISO.exec(
    compact
      ? `${compact[1]}-${compact[2]}-${compact[3]}`
      : slashed
        ? `${slashed[1]}-${slashed[2]}-${slashed[3]}${slashed[4]}`
        : text,
  );
  if (!iso) return undefined;
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((i) =>
    Number(iso[i] ?? 0),
  );
  if (hour! > 23 || minute! > 59 || second! > 59) return undefined;
  const milliseconds = Math.round(Number(`0.${iso[7] ?? '0'}`) * 1000);
  const date = Date.UTC(year!, month! - 1, day!);
  const check = new Date(date);
  if (year! < 1900 || check.getUTCMonth() !== month! - 1 || check.getUTCDate() !== day)
    return undefined;
  return inRange(date + ((hour! * 60 + minute!) * 60 + second!) * 1000 + milliseconds);
}

/** Milliseconds of a number in a date column: seconds or milliseconds since 1970, or an Excel serial. */
export function timeOfNumber(value: number, system: DateSystem = 1900): number | undefined {
  return Math.abs(value) >= 1e8 ? timeOfEpoch(value) : timeOfSerial(value, system);
}

function timeOfEpoch(value: number): number | undefined {
  return inRange(Math.round(Math.abs(value) >= 1e11 ? value : value * 1000));
}

function inRange(time: number): number | undefined {
  return time >= EARLIEST && time <= LATEST ? time : undefined;
}

/** `YYYY-MM-DD HH:MM:SS`, with `.mmm` only where there are milliseconds. */
export function timeText(time: number): string {
  const text = new Date(time).toISOString();
  const base = `${text.slice(0, 10)} ${text.slice(11, 19)}`;
  return time % 1000 === 0 ? base : base + text.slice(19, 23);
}

/** `YYYY-MM-DD`. */
export function dayText(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** `YYYY-MM`. */
export function monthText(time: number): string {
  return dayText(time).slice(0, 7);
}

/** Last millisecond of a day `YYYY-MM-DD`; undefined where the text is no day. */
export function endOfDay(day: string): number | undefined {
  const start = /^\d{4}-\d{2}-\d{2}$/.test(day) ? timeOfText(day) : undefined;
  return start === undefined ? undefined : start + DAY_MS - 1;
}
