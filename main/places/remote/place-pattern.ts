import { monthText } from '../../../core/ledger/time.ts';
import type { Calendar } from '../../../core/periods/period-kind.ts';
import { spanOfPeriod } from '../../../core/periods/periods.ts';

/**
 * Patterns of S3 keys: `{yyyy}`, `{yy}` and `{MM}` stand for the period, `*` for any letters but `/`; a
 * key that ends with `/` stands for the newest object below it. All else, `?` included, is itself.
 */
const PERIOD_TOKEN = /\{(yyyy|yy|MM)\}/g;

export function namesPeriod(key: string): boolean {
  return /\{(?:yyyy|yy|MM)\}/.test(key);
}

/** Whether a key, its period filled in, stands for one of several objects. */
export function isPattern(key: string): boolean {
  return key === '' || key.endsWith('/') || key.includes('*');
}

/**
 * The month `YYYY-MM` that fills a pattern for a period of any kind: the one in which it ends, by the calendar
 * of the run. Null for none.
 */
export function monthOfPattern(period: string | null, calendar: Calendar): string | null {
  const span = period === null ? null : spanOfPeriod(period, calendar);
  return span && monthText(span.end);
}

/** A key with a month `YYYY-MM` in the place of its tokens. */
export function withPeriod(key: string, of: string): string {
  const [year = '', month = ''] = of.split('-');
  const values: Record<string, string> = { yyyy: year, yy: year.slice(2), MM: month };
  return key.replace(PERIOD_TOKEN, (_, token: string) => values[token]!);
}

export interface KeyPattern {
  /** What every key that fits begins with. */
  readonly prefix: string;
  fits(key: string): boolean;
}

export function keyPattern(key: string): KeyPattern {
  // Below a prefix everything counts, but not the empty objects that stand for folders.
  if (key === '' || key.endsWith('/'))
    return { prefix: key, fits: (one) => one.startsWith(key) && !one.endsWith('/') };
  const parts = key.split('*');
  const expression = new RegExp(`^${parts.map(literally).join('[^/]*')}$`, 's');
  return { prefix: parts[0]!, fits: (one) => expression.test(one) };
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
