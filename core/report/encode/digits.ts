/** Numbers as decimal digits in bytes, without a string in between. */

const ZERO = 48;
const MINUS = 45;
const POINT = 46;
/** The two digits of 0 to 99, one after the other. */
const PAIRS = Uint8Array.from({ length: 200 }, (_, i) =>
  i % 2 === 0 ? ZERO + Math.floor(i / 20) : ZERO + (Math.floor(i / 2) % 10),
);

/** A whole number from 0 to 2^53, without leading zeros. Returns the place after it. */
export function writeWhole(into: Uint8Array, at: number, value: number): number {
  if (value < 1_000_000_000) return writeSmall(into, at, value | 0);
  const high = Math.floor(value / 100_000_000);
  const low = (value - high * 100_000_000) | 0;
  return writePadded(into, writeWhole(into, at, high), low);
}

/** Signed cents with a point: `-16.07`. Returns the place after it. */
export function writeCents(into: Uint8Array, at: number, cents: number): number {
  let amount = cents;
  if (amount < 0) {
    into[at++] = MINUS;
    amount = -amount;
  }
  const whole = Math.floor(amount / 100);
  const fraction = (amount - whole * 100) * 2;
  at = writeWhole(into, at, whole);
  into[at] = POINT;
  into[at + 1] = PAIRS[fraction]!;
  into[at + 2] = PAIRS[fraction + 1]!;
  return at + 3;
}

/** Two digits of a number below 100. Returns the place after them. */
export function writePair(into: Uint8Array, at: number, value: number): number {
  into[at] = PAIRS[value * 2]!;
  into[at + 1] = PAIRS[value * 2 + 1]!;
  return at + 2;
}

function writeSmall(into: Uint8Array, at: number, value: number): number {
  if (value < 10) {
    into[at] = ZERO + value;
    return at + 1;
  }
  const digits =
    value < 1000
      ? value < 100
        ? 2
        : 3
      : value < 100_000
        ? value < 10_000
          ? 4
          : 5
        : value < 10_000_000
          ? value < 1_000_000
            ? 6
            : 7
          : value < 100_000_000
            ? 8
            : 9;
  let left = value;
  let place = at + digits;
  while (left >= 100) {
    const rest = (left / 100) | 0;
    const pair = (left - rest * 100) * 2;
    left = rest;
    place -= 2;
    into[place] = PAIRS[pair]!;
    into[place + 1] = PAIRS[pair + 1]!;
  }
  if (left >= 10) {
    into[at] = PAIRS[left * 2]!;
    into[at + 1] = PAIRS[left * 2 + 1]!;
  } else into[at] = ZERO + left;
  return at + digits;
}

/** Eight digits of a number below 10^8. */
function writePadded(into: Uint8Array, at: number, value: number): number {
  let left = value;
  for (let place = at + 6; place >= at; place -= 2) {
    const rest = (left / 100) | 0;
    writePair(into, place, left - rest * 100);
    left = rest;
  }
  return at + 8;
}
