import { describe, expect, it } from 'vitest';
import { LOST_DIGITS_FORM, wholeOfFloat } from '../../../core/ledger/float-ids.ts';

/** Texts, and what they stand for as ids. */
const CASES: readonly [string, number | 'digits-lost' | null][] = [
  ['12.0', 12],
  ['0012.00', 12],
  ['123456789012345.0', 123456789012345],
  ['1234567890123456.0', 'digits-lost'],
  ['0001234567890123456.0', 'digits-lost'],
  ['1.2011454E7', 12011454],
  ['1.2011454e+07', 12011454],
  ['1.23456789012E+11', 123456789012],
  ['1.23456789012000E+11', 123456789012],
  ['1.23456789012345E14', 123456789012345],
  // As Java writes 12,000,000 and 12,011,450.
  ['1.2E7', 12000000],
  ['1.201145E7', 12011450],
  ['1.0E10', 10000000000],
  // As spreadsheets and statistics programs shorten.
  ['1.23457E+11', 'digits-lost'],
  ['1,23457E+11', 'digits-lost'],
  ['-1.23457E+11', 'digits-lost'],
  ['1.23457e+011', 'digits-lost'],
  ['1.20E+07', 'digits-lost'],
  ['1.20115e+07', 'digits-lost'],
  ['1E+05', 'digits-lost'],
  ['1.E+05', 'digits-lost'],
  ['1.2345679E12', 'digits-lost'],
  ['1.23456789012E11', 123456789012],
  ['1.2345678901E11', 'digits-lost'],
  ['1.234567890123456E+15', 'digits-lost'],
  ['1.234567890123456E15', 'digits-lost'],
  ['1.5E+300', 'digits-lost'],
  ['1.5E+9999', 'digits-lost'],
  // Ids as they stand.
  ['12011454', null],
  ['5E10', null],
  ['12E4', null],
  ['1E', null],
  ['E+11', null],
  ['1.5', null],
  ['12.05', null],
  ['12,0', null],
  ['-12.0', null],
  ['1.25E1', null],
  ['1,2011454E7', null],
  ['1.5E-7', null],
  ['12.345E+11', null],
  ['1.23457E+11x', null],
  ['x1.23457E+11', null],
  ['', null],
  [`${'1'.repeat(100)}.0`, null],
];

describe('an id that is written as a decimal or with a power of ten', () => {
  it.each(CASES)('%s', (text, value) => {
    expect(wholeOfFloat(text)).toBe(value);
  });

  it('has lost digits by the pattern where it has by the function', () => {
    const pattern = new RegExp(LOST_DIGITS_FORM);
    for (const [text, value] of CASES)
      if (text.length < 60)
        expect([text, pattern.test(text)]).toEqual([text, value === 'digits-lost']);
    // Every mantissa and power.
    for (const mark of ['.', ','])
      for (const power of ['E', 'e+', 'E+0'])
        for (let decimals = 0; decimals <= 20; decimals++)
          for (let exponent = 0; exponent <= 120; exponent++) {
            const text = `1${mark}${'123456789'.repeat(3).slice(0, decimals)}${power}${exponent}`;
            const lost = wholeOfFloat(text) === 'digits-lost';
            if (pattern.test(text) !== lost) expect([text, !lost]).toEqual([text, lost]);
          }
  });
});
