import type { AppSettings } from '../../core/contract/api/settings.ts';
import { MONTHS } from '../../core/contract/setting-words/calendar-words.ts';

/** How figures are shown, by the settings. Files are not concerned: they always have 1234.56. */
export interface Format {
  /** Cents as finance writes them; a zero is 0.00, nothing is a dash. */
  amount(cents: number | null | undefined): string;
  count(value: number | null | undefined): string;
  /** With what is counted: `1 row`, `1,200 rows`. */
  counted(value: number | null | undefined, one: string): string;
  /** Wall-clock ms of the ledger. */
  day(ms: number | null | undefined): string;
  /** A day as contracts name it, `YYYY-MM-DD`. */
  dayNamed(name: string | null | undefined): string;
  dayTime(ms: number | null | undefined): string;
  /** Epoch ms of something that happened on this machine, in its own time zone. */
  moment(ms: number | null | undefined): string;
  /** The time of day of such a moment, with its seconds. */
  clock(ms: number | null | undefined): string;
  /** Share of 1 as per cent. */
  share(value: number | null | undefined): string;
  /** Hundredths of a per cent, as a person set them: 1250 is 12.5 %. */
  percent(basisPoints: number): string;
}

const NOTHING = '–';

export function formatOf(
  settings: Pick<AppSettings, 'dateFormat' | 'numberFormat' | 'negatives'>,
): Format {
  const { group, point } = separatorsOf(settings.numberFormat);
  const count = (value: number | null | undefined): string =>
    value == null ? NOTHING : signed(grouped(String(Math.abs(value)), group), value < 0, 'minus');
  const day = (ms: number): string => dayOf(ms, settings.dateFormat);
  return {
    count,
    counted: (value, one) => `${count(value)} ${value === 1 ? one : `${one}s`}`,
    amount(cents) {
      if (cents == null) return NOTHING;
      const digits = String(Math.abs(cents)).padStart(3, '0');
      const text = `${grouped(digits.slice(0, -2), group)}${point}${digits.slice(-2)}`;
      return signed(text, cents < 0, settings.negatives);
    },
    day: (ms) => (ms == null ? NOTHING : day(ms)),
    dayNamed: (name) => (name == null ? NOTHING : day(Date.parse(`${name}T00:00:00Z`))),
    dayTime: (ms) => (ms == null ? NOTHING : `${day(ms)} ${timeOf(ms)}`),
    moment(ms) {
      if (ms == null) return NOTHING;
      const local = localTime(ms);
      return `${day(local)} ${timeOf(local).slice(0, 5)}`;
    },
    clock: (ms) => (ms == null ? NOTHING : timeOf(localTime(ms))),
    share(value) {
      if (value == null) return NOTHING;
      // Never 100 % for what is not all of it.
      const percent = value < 1 ? Math.min(99.9, Math.round(value * 1000) / 10) : 100;
      return `${percent.toFixed(percent === 100 || percent === 0 ? 0 : 1).replace('.', point)} %`;
    },
    percent: (basisPoints) => `${String(basisPoints / 100).replace('.', point)} %`,
  };
}

export function separatorsOf(format: AppSettings['numberFormat']): {
  readonly group: string;
  readonly point: string;
} {
  switch (format) {
    case '1,234.56':
      return { group: ',', point: '.' };
    case '1.234,56':
      return { group: '.', point: ',' };
    case '1 234,56':
      return { group: '\u202f', point: ',' };
    case '1’234.56':
      return { group: '’', point: '.' };
  }
}

function signed(text: string, negative: boolean, how: AppSettings['negatives']): string {
  if (!negative) return text;
  return how === 'parentheses' ? `(${text})` : `−${text}`;
}

function grouped(digits: string, group: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, group);
}

function dayOf(ms: number, format: AppSettings['dateFormat']): string {
  const date = new Date(ms);
  const year = String(date.getUTCFullYear()).padStart(4, '0');
  const month = two(date.getUTCMonth() + 1);
  const day = two(date.getUTCDate());
  switch (format) {
    case 'YYYY-MM-DD':
      return `${year}-${month}-${day}`;
    case 'DD.MM.YYYY':
      return `${day}.${month}.${year}`;
    case 'MM/DD/YYYY':
      return `${month}/${day}/${year}`;
    case 'DD MMM YYYY':
      return `${day} ${MONTHS[date.getUTCMonth()]!.slice(0, 3)} ${year}`;
  }
}

/** A moment as the clock of this machine shows it, as wall-clock ms. */
function localTime(ms: number): number {
  return ms - new Date(ms).getTimezoneOffset() * 60_000;
}

function timeOf(ms: number): string {
  const date = new Date(ms);
  return [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** 0.4 s, 12 s, 3 min 05 s, 2 h 10 min. */
export function durationText(ms: number | null | undefined): string {
  if (ms == null) return NOTHING;
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))} min`;
}

/** 812 bytes, 61.3 KiB, 1.2 GiB. */
export function bytesText(bytes: number | null | undefined): string {
  if (bytes == null) return NOTHING;
  if (bytes < 1024) return `${bytes} bytes`;
  const units = ['KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value.toFixed(1)} ${units[unit]!}`;
}

/** Cents of an amount as a person types it under a number format; null where it is none. */
export function centsOf(text: string, format: AppSettings['numberFormat']): number | null {
  const { group, point } = separatorsOf(format);
  const plain = text
    .trim()
    .replace(/[\s\u202f]/g, '')
    .replaceAll(group, '')
    .replace(point, '.')
    .replace('−', '-')
    .replace(/^\((.*)\)$/, '-$1');
  const found = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/.exec(plain);
  if (!found) return null;
  const [, sign, whole, fraction = ''] = found;
  const cents = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
  return sign === '-' ? -cents : cents;
}
