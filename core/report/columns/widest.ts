import type { TextBytes } from './text-bytes.ts';

/** The characters of the longest of some texts, or as many bytes where they are not of the Latin alphabet. */
export function widestText({ start }: TextBytes): number {
  let most = 0;
  for (let i = 1; i < start.length; i++) most = Math.max(most, start[i]! - start[i - 1]!);
  return most;
}

/** The characters of the longest of some ids: v ≥ 0 is told by its digits, v < 0 is the text −v − 1. */
export function widestId(texts: TextBytes, ...columns: readonly Float64Array[]): number {
  let largest = 0;
  let most = 0;
  for (const values of columns)
    for (const value of values) {
      if (value > largest) largest = value;
      else if (value < 0) most = Math.max(most, texts.start[-value]! - texts.start[-value - 1]!);
    }
  return Math.max(most, String(largest).length);
}

/** The characters of the largest of some amounts in cents, with commas, cents and parentheses. */
export function widestAmount(...columns: readonly Float64Array[]): number {
  let largest = 0;
  for (const values of columns)
    for (const value of values) if (Math.abs(value) > largest) largest = Math.abs(value);
  return amountWidth(largest);
}

/** The characters of an amount in cents, with commas, cents and parentheses. */
export function amountWidth(cents: number): number {
  return wholeWidth(Math.floor(Math.abs(cents) / 100)) + 3 + 2;
}

/** The characters of a whole number ≥ 0, with a comma at each thousand. */
export function wholeWidth(value: number): number {
  const digits = String(value).length;
  return digits + Math.floor((digits - 1) / 3);
}
