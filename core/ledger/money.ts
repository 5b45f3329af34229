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

/** Longer texts are no amounts, and no pattern has to look at them. */
export const MOST_AMOUNT_LETTERS = 100;

/** What may stand beside an amount. It does not say in which currency it is: CURRENCY does. */
export const CURRENCY_SIGNS = '$€£¥₹₩₽₺₪₫₱₴₦₲₵₸₮₭₼₾₡฿';

/** What is also written for a minus and for a space. */
export const OTHER_MINUS = '\u2212';
export const OTHER_SPACES = ['\u00a0', '\u202f'] as const;

/**
 * An amount once its minus and its spaces are the plain ones: a decimal, perhaps with thousands, one sign
 * (or parentheses for a minus) and one currency sign. Without a backslash, so that every SQL engine knows
 * it too.
 */
export const AMOUNT_FORM = ((): string => {
  const number = '([0-9]+([.][0-9]*)?|[0-9]{1,3}(,[0-9]{3})+([.][0-9]*)?|[.][0-9]+)';
  const currency = `[${CURRENCY_SIGNS}]`;
  const forms = [
    // -5   $5   -$5   5 €   -5 €   $-5
    `[+-]?[ ]*(${currency}[ ]*)?${number}`,
    `[+-]?[ ]*${number}[ ]*${currency}`,
    `${currency}[ ]*[+-][ ]*${number}`,
    // 5-   $5-   5 €-   5- €
    `(${currency}[ ]*)?${number}[ ]*-`,
    `${number}[ ]*(${currency}[ ]*-|-[ ]*${currency})`,
    // (5)   $(5)   ($5)   (5 €)   (5) €
    `(${currency}[ ]*)?[(][ ]*${number}[ ]*[)]`,
    `[(][ ]*(${currency}[ ]*${number}|${number}[ ]*${currency})[ ]*[)]`,
    `[(][ ]*${number}[ ]*[)][ ]*${currency}`,
  ];
  return `^(${forms.join('|')})$`;
})();
const AMOUNT = new RegExp(AMOUNT_FORM);
const SIGN = new RegExp(`[${CURRENCY_SIGNS}]`);
const SPACES = new RegExp(`[${OTHER_SPACES.join('')}]`, 'g');
const SCIENTIFIC = /^[+-]?(\d+\.?\d*|\.\d+)[eE][+-]?\d{1,3}$/;

/**
 * The third to eighth decimals of what binary numbers leave over: less than a millionth of a cent, below
 * the right amount or above it.
 */
export const NOISE_BELOW = '999999';
export const NOISE_ABOVE = '000000';

/**
 * Cents of a decimal text as spreadsheets and exports write it: `-16.07`, `0.9`, `1,234.50`, `$5`,
 * `10.00 €`, `12.00-`, and `(12.00)` for a negative. More than two decimals is a fault unless the rest are
 * zeros, or no more than what `0.1 + 0.2` leaves over.
 */
export function centsOfText(raw: string): CentsReading {
  const trimmed = raw.trim();
  if (trimmed.length > MOST_AMOUNT_LETTERS) return { fault: 'not-a-number' };
  const text = trimmed.replaceAll(OTHER_MINUS, '-').replace(SPACES, ' ');
  if (SCIENTIFIC.test(text)) return centsOfNumber(Number(text));
  if (!AMOUNT.test(text)) return { fault: 'not-a-number' };
  const [digits, decimals = ''] = text.replace(/[^0-9.]/g, '').split('.') as [string, string?];
  const whole = digits.replace(/^0+/, '');
  if (whole.length > 12) return { fault: 'too-large' };
  const fraction = decimals.replace(/0+$/, '');
  const below = fraction.startsWith(NOISE_BELOW, 2);
  if (fraction.length > 2 && !below && !fraction.startsWith(NOISE_ABOVE, 2))
    return { fault: 'too-many-decimals' };
  const cents = Number((whole || '0') + fraction.slice(0, 2).padEnd(2, '0'));
  return signed(/[-(]/.test(text), below ? cents + 1 : cents);
}

/** The currency sign beside an amount; null where there is none. */
export function currencySignOf(amount: string): string | null {
  if (amount.length > MOST_AMOUNT_LETTERS) return null;
  return SIGN.exec(amount)?.[0] ?? null;
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

/** What a row is in that names no currency, where its source has a column for them (RULES.md section 1). */
export const DEFAULT_CURRENCY = 'USD';
/** How a currency's code is written, as programs and warehouses understand it alike. */
export const CURRENCY_FORM = '^[A-Z]{3}$';
const CURRENCY = new RegExp(CURRENCY_FORM);

/** Whether a text is the code of a currency, as accounts are kept by. */
export function isCurrencyCode(text: string): boolean {
  return CURRENCY.test(text);
}

/** An amount of one currency, in cents; the currency is empty where none is named. */
export interface CurrencyAmount {
  readonly currency: string;
  readonly cents: number;
}

/** "5.00" of the only currency, "5.00 EUR and 2.00 USD" of several, which are never added up. */
export function amountsText(amounts: readonly CurrencyAmount[]): string {
  if (amounts.length <= 1) return decimalText(amounts[0]?.cents ?? 0);
  const texts = amounts.map(({ currency, cents }) => `${decimalText(cents)} ${currency}`);
  return `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)!}`;
}

/** Cents as a plain decimal string with two places: `-16.07`. */
export function decimalText(cents: number): string {
  const absolute = Math.abs(cents);
  const text = `${Math.floor(absolute / 100)}.${String(absolute % 100).padStart(2, '0')}`;
  return cents < 0 ? `-${text}` : text;
}
