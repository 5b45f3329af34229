/**
 * Money is integer cents in a double: exact up to 2^53 cents. No floating-point dollars in any sum
 * or comparison (RULES.md section 1).
 */

/**
 * No single amount may exceed 100 billion dollars. Sums stay exact as long as they stay below 2^53
 * cents, which validation checks for the whole ledger (`ledger.total-too-large`).
 */
export const MAX_ROW_CENTS = 1e13;

/** Why a text or a number is no amount. */
export type CentsFault = 'not-a-number' | 'too-many-decimals' | 'too-large';
export type CentsReading = { readonly cents: number } | { readonly fault: CentsFault };

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/**
 * Cents of a decimal text as spreadsheets and exports write it: `-16.07`, `0.9`, `1,234.50`, `$5`,
 * `(12.00)` for a negative. More than two decimals is a fault unless the rest are zeros.
 */
export function centsOfText(raw: string): CentsReading {
  let text = raw.trim();
  const accounting = /^\((.*)\)$/.exec(text);
  if (accounting) text = `-${accounting[1]!.trim()}`;
  text = text.replace(/^([+-]?)\s*\$\s*/, '$1').replace(/^\$([+-])/, '$1');
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(text)) text = text.replaceAll(',', '');
  if (/^[+-]?(\d+\.?\d*|\.\d+)[eE][+-]?\d{1,3}$/.test(text)) return centsOfNumber(Number(text));
  const match = DECIMAL.exec(text);
  if (!match || (match[2] === '' && (match[3] ?? '') === '')) return { fault: 'not-a-number' };
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > 2) return { fault: 'too-many-decimals' };
  const whole = match[2]!.replace(/^0+/, '');
  if (whole.length > 12) return { fault: 'too-large' };
  return signed(match[1] === '-', Number((whole || '0') + fraction.padEnd(2, '0')));
}

/**
 * Cents of a binary number: the nearest two-decimal value, a fault where the number is not one. The
 * slack of a millionth of a cent takes in what spreadsheets compute (0.1 + 0.2) and nothing more.
 */
export function centsOfNumber(value: number): CentsReading {
  if (!Number.isFinite(value)) return { fault: 'not-a-number' };
  const scaled = Math.abs(value) * 100;
  const cents = Math.round(scaled);
  if (cents > MAX_ROW_CENTS) return { fault: 'too-large' };
  if (Math.abs(scaled - cents) > 1e-6 + scaled * 4e-16) return { fault: 'too-many-decimals' };
  return signed(value < 0, cents);
}

function signed(negative: boolean, cents: number): CentsReading {
  if (cents > MAX_ROW_CENTS) return { fault: 'too-large' };
  return { cents: negative && cents !== 0 ? -cents : cents };
}

/** Cents as a plain decimal string with two places: `-16.07`. */
export function decimalText(cents: number): string {
  const absolute = Math.abs(cents);
  const text = `${Math.floor(absolute / 100)}.${String(absolute % 100).padStart(2, '0')}`;
  return cents < 0 ? `-${text}` : text;
}
