/** In which order a column's dates are written: day, month, year; month, day, year; year, month, day. */
export const DATE_ORDERS = ['dmy', 'mdy', 'ymd'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** An order as the analyst reads it. */
export const DATE_ORDER_WORDS: Readonly<Record<DateOrder, string>> = {
  dmy: 'day first',
  mdy: 'month first',
  ymd: 'year first',
};

/** A date with its year behind, before it is known which of the two others is the day. */
interface LocalDate {
  readonly first: number;
  readonly second: number;
  readonly year: number;
}

const LOCAL = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/;
/** The same at the beginning of a text, with a time of day behind it or not. */
const LOCAL_START = /^(\d{1,2})([/.-])(\d{1,2})\2\d{4}(?![\d/.-])/;

/** The numbers of `31/12/2025`, `31.12.2025` or `31-12-2025`; null for any other text. */
export function partsOfLocalDate(text: string): LocalDate | null {
  const found = LOCAL.exec(text);
  if (!found) return null;
  return { first: Number(found[1]), second: Number(found[3]), year: Number(found[4]) };
}

/**
 * What a date with its year behind says about the order: `dmy` or `mdy` where a number can be no month,
 * `either` where both readings are days, `same` where they are the same day. Null for any other text.
 */
export function orderTold(text: string): 'dmy' | 'mdy' | 'either' | 'same' | null {
  const found = LOCAL_START.exec(text.slice(0, 100).trimStart());
  if (!found) return null;
  const [first, second] = [Number(found[1]), Number(found[3])];
  if (first < 1 || second < 1 || first > 31 || second > 31) return null;
  if (first > 12) return second > 12 ? null : 'dmy';
  if (second > 12) return 'mdy';
  return first === second ? 'same' : 'either';
}
