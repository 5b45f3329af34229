import { usage } from './usage.ts';

const LONGEST_WAIT_MS = 14 * 86_400_000;
const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** A duration in ms. Throws a Problem of kind `usage`. */
export function durationOf(text: string): number {
  const [, number, unit] = /^(\d{1,6})\s*(s|m|min|h|d)$/.exec(text.trim()) ?? [];
  const ms = Number(number) * (UNIT_MS[unit ?? ''] ?? NaN);
  if (ms > 0 && ms <= LONGEST_WAIT_MS) return ms;
  throw usage(
    'The value of --wait is not a duration of up to two weeks.',
    'Write it as 90s, 30m, 2h or 1d.',
  );
}

/** The number that an option gives. Throws a Problem of kind `usage` that names the option. */
export function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most)
    throw usage(
      `The value of ${option} is not a whole number from ${least} to ${most}.`,
      'Leave the option out to let the program choose.',
    );
  return value;
}
