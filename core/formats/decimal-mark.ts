import { centsOfText, CURRENCY_SIGNS, MOST_AMOUNT_LETTERS } from '../ledger/money.ts';
import type { CentsReading } from '../ledger/money.ts';

/** Which mark stands before the cents; the other one groups thousands. */
export const DECIMAL_MARKS = ['comma', 'point'] as const;
export type DecimalMark = (typeof DECIMAL_MARKS)[number];

/** What may stand between thousands. */
export type ThousandsMark = DecimalMark | 'space' | 'apostrophe';

/** A mark as the analyst reads it. */
export const DECIMAL_MARK_WORDS: Readonly<Record<DecimalMark, string>> = {
  comma: 'a decimal comma',
  point: 'a decimal point',
};

/** A space or an apostrophe that groups thousands: `1 234,50`, `1'234.50`. */
const GROUPED = /(\d)[ \u00a0\u202f'\u2019](?=\d{3}(?!\d))/g;
const AMOUNT_LETTERS = new RegExp(
  `^[-+()0-9.,'\u2019\u2212 \u00a0\u202f${CURRENCY_SIGNS}]*[0-9][-+()0-9.,'\u2019\u2212 \u00a0\u202f${CURRENCY_SIGNS}]*$`,
);

/**
 * What an amount says about the marks of its column: the one before its cents, or `either` where one mark
 * stands before three digits (`1,234`), which are thousands to some and decimals to others. Null where it
 * says nothing, or is no amount.
 */
export function markTold(text: string): DecimalMark | 'either' | null {
  if (text.length > MOST_AMOUNT_LETTERS || !AMOUNT_LETTERS.test(text)) return null;
  const joined = text.replace(GROUPED, '$1');
  const written = joined.replace(/[^0-9.,]/g, '');
  const last = Math.max(written.lastIndexOf('.'), written.lastIndexOf(','));
  if (last < 0) return null;
  const mark = written[last]!;
  const first = written.indexOf(mark);
  const told = mark === ',' ? 'comma' : 'point';
  const other = mark === ',' ? 'point' : 'comma';
  if (/[.,]/.test(written.slice(0, last).replaceAll(mark, ''))) return first === last ? told : null;
  if (first !== last) return /^\d{1,3}([.,]\d{3})+$/.test(written) ? other : null;
  // What a space or an apostrophe groups already is not grouped once more by the mark.
  return joined === text && /^[1-9]\d{0,2}[.,]\d{3}$/.test(written) ? 'either' : told;
}

const THOUSANDS: Readonly<Record<string, ThousandsMark>> = {
  ',': 'comma',
  '.': 'point',
  "'": 'apostrophe',
  '\u2019': 'apostrophe',
};

/** What groups the thousands of an amount whose column has `mark` before the cents; null where nothing does. */
export function thousandsMark(text: string, mark: DecimalMark): ThousandsMark | null {
  if (text.length > MOST_AMOUNT_LETTERS) return null;
  for (const [, between] of text.matchAll(/\d([.,' \u00a0\u202f\u2019])(?=\d{3}(?!\d))/g)) {
    const found = THOUSANDS[between!] ?? 'space';
    if (found !== mark) return found;
  }
  return null;
}

/**
 * Cents of an amount whose column has `mark` before the cents; one that says otherwise is no number. While
 * the mark is not known (null), only those count that have a point before the cents, or no mark at all.
 */
export function centsOfAmount(text: string, mark: DecimalMark | null): CentsReading {
  const told = markTold(text);
  if (told === 'either' ? mark === null : told !== null && told !== (mark ?? 'point'))
    return { fault: 'not-a-number' };
  const joined = text.replace(GROUPED, '$1');
  return centsOfText(
    mark === 'comma' ? joined.replace(/[.,]/g, (one) => (one === ',' ? '.' : ',')) : joined,
  );
}
