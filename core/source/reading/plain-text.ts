/**
 * Ids, times and amounts as exports write them nearly always, read by their digits. What these answer
 * NaN to is read by the rules of the ledger (ids.ts, time.ts, money.ts), which say the same of the
 * texts that are plain: a text file of a million rows spent half of its time in their patterns.
 */

const ZERO = 0x30;
const MINUS = 0x2d;
const POINT = 0x2e;
const COLON = 0x3a;
const SPACE = 0x20;
const LETTER_T = 0x54;

/** Whole numbers of more digits are not sure to be exact. */
const MAX_DIGITS = 15;
/** Cents of more digits could be above the largest amount. */
const MAX_WHOLE_DIGITS = 10;

/** The value of digits without a sign or a leading zero; NaN for any other text. */
export function plainWhole(text: string): number {
  const length = text.length;
  if (length === 0 || length > MAX_DIGITS) return NaN;
  let value = 0;
  for (let i = 0; i < length; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return length > 1 && text.charCodeAt(0) === ZERO ? NaN : value;
}

/** Signed cents of `-16.07`, `5.5` or `5`; NaN for any other text. */
export function plainCents(text: string): number {
  const length = text.length;
  const negative = text.charCodeAt(0) === MINUS;
  const start = negative ? 1 : 0;
  let at = start;
  let value = 0;
  for (; at < length; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  if (at === start || at - start > MAX_WHOLE_DIGITS) return NaN;
  let cents = value * 100;
  if (at < length) {
    const decimals = length - at - 1;
    if (text.charCodeAt(at) !== POINT || decimals < 1 || decimals > 2) return NaN;
    const tenths = text.charCodeAt(at + 1) - ZERO;
    const hundredths = decimals === 2 ? text.charCodeAt(at + 2) - ZERO : 0;
    if (tenths < 0 || tenths > 9 || hundredths < 0 || hundredths > 9) return NaN;
    cents += tenths * 10 + hundredths;
  }
  return negative && cents !== 0 ? -cents : cents;
}

/** Whether {@link plainCents} may have read an amount: it begins and ends with a digit, but for its sign. */
export function mayBePlainCents(text: string): boolean {
  const first = text.charCodeAt(text.charCodeAt(0) === MINUS ? 1 : 0) - ZERO;
  const last = text.charCodeAt(text.length - 1) - ZERO;
  return first >= 0 && first <= 9 && last >= 0 && last <= 9;
}

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Wall-clock ms of `YYYY-MM-DD`, alone or with `HH:MM:SS` or `HH:MM:SS.mmm` after a space or a T; NaN
 * for any other text.
 */
export function plainTime(text: string): number {
  const length = text.length;
  if (length !== 10 && length !== 19 && length !== 23) return NaN;
  if (text.charCodeAt(4) !== MINUS || text.charCodeAt(7) !== MINUS) return NaN;
  // NaN in any part makes all of it NaN.
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (!(year >= 1900 && month >= 1 && month <= 12 && day >= 1)) return NaN;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (day > DAYS_OF_MONTH[month - 1]! + (leap && month === 2 ? 1 : 0)) return NaN;
  const before = year - 1;
  const days =
    before * 365 +
    Math.floor(before / 4) -
    Math.floor(before / 100) +
    Math.floor(before / 400) +
    DAYS_BEFORE_MONTH[month - 1]! +
    (leap && month > 2 ? 1 : 0) +
    day -
    1 -
    DAYS_TO_1970;
  if (length === 10) return days * 86_400_000;
  const between = text.charCodeAt(10);
  if (between !== SPACE && between !== LETTER_T) return NaN;
  if (text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) return NaN;
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return NaN;
  const time = days * 86_400_000 + ((hour * 60 + minute) * 60 + second) * 1000;
  if (length === 19) return time;
  const hundreds = text.charCodeAt(20) - ZERO;
  if (text.charCodeAt(19) !== POINT || hundreds < 0 || hundreds > 9) return NaN;
  return time + hundreds * 100 + twoDigits(text, 21);
}

/** Days from 1 January of the year 1 to that of 1970. */
const DAYS_TO_1970 = 719_162;

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? NaN : tens * 10 + ones;
}
