/**
 * Numbers as decimal digits in bytes, without a string in between. Four digits are looked up at once:
 * an entry holds them as they lie in memory, the first in its lowest byte. Digits may be written up to
 * three places beyond the end that is returned.
 */

const ZERO = 48;
const MINUS = 45;
const POINT = 46;
const FOUR = 10_000;

const digitsOf = (text: string): number =>
  [...text].reduce((bytes, digit, i) => bytes | ((ZERO + Number(digit)) << (8 * i)), 0);

/** 0 to 9999 with leading zeros. */
const PADDED = Int32Array.from({ length: FOUR }, (_, i) => digitsOf(String(i).padStart(4, '0')));
/** 0 to 9999 without leading zeros, and how many digits that is. */
const BARE = Int32Array.from({ length: FOUR }, (_, i) => digitsOf(String(i)));
const LENGTH = Uint8Array.from({ length: FOUR }, (_, i) => String(i).length);

/** The four digits of a number below 10,000, the first in the lowest byte. */
export function fourDigits(value: number): number {
  return PADDED[value]!;
}

/** A whole number from 0 to 2^53, without leading zeros. Returns the place after it. */
export function writeWhole(into: Uint8Array, at: number, value: number): number {
  if (value < 1_000_000_000) return writeSmall(into, at, value | 0);
  const high = Math.floor(value / 100_000_000);
  const low = (value - high * 100_000_000) | 0;
  const end = writeWhole(into, at, high);
  const upper = (low / FOUR) | 0;
  writeFour(into, end, upper);
  return writeFour(into, end + 4, low - upper * FOUR);
}

/** Signed cents with a point: `-16.07`. Returns the place after it. */
export function writeCents(into: Uint8Array, at: number, cents: number): number {
  let amount = cents;
  if (amount < 0) {
    into[at++] = MINUS;
    amount = -amount;
  }
  let fraction: number;
  if (amount < 1_000_000_000) {
    const small = amount | 0;
    const whole = (small / 100) | 0;
    fraction = small - whole * 100;
    at = writeSmall(into, at, whole);
  } else {
    const whole = Math.floor(amount / 100);
    fraction = amount - whole * 100;
    at = writeWhole(into, at, whole);
  }
  into[at] = POINT;
  return writePair(into, at + 1, fraction);
}

/** Two digits of a number below 100. Returns the place after them. */
export function writePair(into: Uint8Array, at: number, value: number): number {
  const digits = PADDED[value]!;
  into[at] = digits >> 16;
  into[at + 1] = digits >> 24;
  return at + 2;
}

/** Six digits of a number below 1,000,000, with leading zeros. Returns the place after them. */
export function writeSix(into: Uint8Array, at: number, value: number): number {
  const upper = (value / FOUR) | 0;
  return writeFour(into, writePair(into, at, upper), value - upper * FOUR);
}

function writeSmall(into: Uint8Array, at: number, value: number): number {
  if (value < FOUR) return writeBare(into, at, value);
  const upper = (value / FOUR) | 0;
  if (upper < FOUR) return writeFour(into, writeBare(into, at, upper), value - upper * FOUR);
  const top = (upper / FOUR) | 0;
  const end = writeFour(into, writeBare(into, at, top), upper - top * FOUR);
  return writeFour(into, end, value - upper * FOUR);
}

function writeBare(into: Uint8Array, at: number, value: number): number {
  const digits = BARE[value]!;
  into[at] = digits;
  into[at + 1] = digits >> 8;
  into[at + 2] = digits >> 16;
  into[at + 3] = digits >> 24;
  return at + LENGTH[value]!;
}

/** Four digits of a number below 10,000. */
function writeFour(into: Uint8Array, at: number, value: number): number {
  const digits = PADDED[value]!;
  into[at] = digits;
  into[at + 1] = digits >> 8;
  into[at + 2] = digits >> 16;
  into[at + 3] = digits >> 24;
  return at + 4;
}
