import { damaged } from '../reading/source-problem.ts';

/** A whole number of at most nine digits; throws `source.damaged` for anything else. */
export function integer(bytes: Buffer, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = bytes[i] - 0x30;
    if (digit < 0 || digit > 9) value = NaN;
    value = value * 10 + digit;
  }
  if (from < to && to - from <= 9 && value === value) return value;
  const written = bytes.toString('latin1', from, Math.min(to, from + 20)).trim();
  if (/^\d{1,9}$/.test(written)) return Number(written);
  throw damaged(`The sheet contains "${written}" instead of a whole number.`);
}

const POWERS = Array.from({ length: 23 }, (_, i) => 10 ** i);

/**
 * The number that decimal digits stand for, correctly rounded; NaN where it is no plain decimal
 * number. As long as the digits taken as a whole number and the power of ten are both exact doubles,
 * one division or multiplication rounds once; beyond that the language's own parser is asked.
 */
export function plainNumber(bytes: Buffer, from: number, to: number): number {
  let i = from;
  const negative = bytes[i] === 0x2d;
  if (negative) i++;
  let value = 0;
  let any = false;
  let scale = 0;
  let byte = 0;
  for (; i < to; i++) {
    byte = bytes[i];
    if (byte < 0x30 || byte > 0x39) break;
    any = true;
    value = value * 10 + (byte - 0x30);
  }
  if (i < to && byte === 0x2e) {
    for (i++; i < to; i++) {
      byte = bytes[i];
      if (byte < 0x30 || byte > 0x39) break;
      any = true;
      value = value * 10 + (byte - 0x30);
      scale--;
    }
  }
  if (i < to && (byte === 0x45 || byte === 0x65)) {
    i++;
    const minus = bytes[i] === 0x2d;
    if (minus || bytes[i] === 0x2b) i++;
    let exponent = 0;
    const first = i;
    for (; i < to; i++) {
      byte = bytes[i];
      if (byte < 0x30 || byte > 0x39) break;
      exponent = exponent * 10 + (byte - 0x30);
    }
    if (i === first) return NaN;
    scale += minus ? -exponent : exponent;
  }
  if (i < to || !any) return NaN;
  if (value > Number.MAX_SAFE_INTEGER || scale < -22 || scale > 22) {
    const slow = Number(bytes.toString('latin1', from, to));
    return Number.isFinite(slow) ? slow : NaN;
  }
  const exact = scale < 0 ? value / POWERS[-scale]! : value * POWERS[scale]!;
  return negative ? -exact : exact;
}
