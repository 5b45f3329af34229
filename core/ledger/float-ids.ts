/**
 * Ids that went through a program that knows only decimals (RULES.md section 1): `12.0` and `1.2011454E7`
 * are whole numbers still; of `1.23457E+11` nobody knows which of a million ids it was.
 */

/** Why a cell holds no id: digits are missing, or it is a date. */
export type IdFault = 'digits-lost' | 'date';

/** Whole numbers of more digits are not sure to have them all: spreadsheets keep so many, and no more. */
const MOST_DIGITS = 15;
/** From here on a spreadsheet writes a power of ten, and leaves digits out: beyond eleven digits. */
const SHORTENED_FROM = 11;
/** Longer texts are ids in their own right. */
const MOST_LETTERS = 60;

const FLOAT = /^([+-]?)0*(\d+)(?:([.,])(\d*))?(?:[eE](\+?)0*(\d+))?$/;

/**
 * The whole number that a text stands for where it is written as a decimal or with a power of ten;
 * `digits-lost` where digits of it may be missing; null for a text that is an id as it stands.
 *
 * With a power of ten, as many decimals as it says are all digits. With fewer, the rest are zeros where
 * Java writes it (`1.2E7`: without a plus, and spreadsheets do not shorten so small a number); elsewhere
 * they were left out.
 */
export function wholeOfFloat(text: string): number | 'digits-lost' | null {
  if (text.length > MOST_LETTERS) return null;
  const found = FLOAT.exec(text);
  if (found === null) return null;
  const [, sign, digits, mark, decimals = '', plus, exponent] = found as unknown as [
    string,
    string,
    string,
    ...(string | undefined)[],
  ];
  const exact = sign === '' && mark === '.';
  if (exponent === undefined) {
    if (!exact || !/^0+$/.test(decimals)) return null;
    return digits.length > MOST_DIGITS ? 'digits-lost' : Number(text);
  }
  // `12E5` and `5E10` are ids of their own.
  if (digits.length > 1 || (mark === undefined && plus === '')) return null;
  const power = Number(exponent);
  if (power >= MOST_DIGITS) return 'digits-lost';
  if (decimals.length < power && (plus === '+' || power >= SHORTENED_FROM)) return 'digits-lost';
  const value = Number(text.replace(',', '.'));
  return exact && Number.isInteger(value) ? value : null;
}

/**
 * What {@link wholeOfFloat} takes for a number whose digits are lost, as a pattern without a backslash, so
 * that every SQL engine knows it.
 */
export const LOST_DIGITS_FORM = ((): string => {
  const decimals = (most: number): string => (most === 0 ? '' : `[0-9]{0,${most}}`);
  const powers = (from: number): number[] =>
    Array.from({ length: MOST_DIGITS - from }, (_, i) => from + i);
  const large = `0*(1[${MOST_DIGITS % 10}-9]|[2-9][0-9]|[1-9][0-9][0-9]+)`;
  const withPlus = powers(1).map((k) => `([.,]${decimals(k - 1)})?[eE][+]0*${k}`);
  const without = powers(SHORTENED_FROM).map((k) => `[.,]${decimals(k - 1)}[eE]0*${k}`);
  const scientific = [
    ...withPlus,
    ...without,
    `([.,][0-9]*)?[eE][+]${large}`,
    `[.,][0-9]*[eE]${large}`,
  ];
  return `^(0*[1-9][0-9]{${MOST_DIGITS},}[.]0+|[+-]?0*[0-9](${scientific.join('|')}))$`;
})();
