import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  centsOfNumber,
  centsOfText,
  decimalText,
  MAX_ROW_CENTS,
} from '../../../core/ledger/money.ts';
import { drawn } from '../../amount.ts';

describe('money', () => {
  it('reads back what it writes, from text and from the nearest number', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (cents) => {
        const text = decimalText(cents);
        expect(centsOfText(text)).toEqual({ cents });
        expect(centsOfNumber(Number(text))).toEqual({ cents });
      }),
      drawn(2000),
    );
  });

  it.each([
    ['-16.07', -1607],
    ['0.9', 90],
    ['.5', 50],
    ['5.', 500],
    ['1,234.50', 123450],
    ['$5', 500],
    ['-$5.10', -510],
    ['$-5.10', -510],
    ['(12.00)', -1200],
    ['1.500', 150],
    ['1.5E1', 1500],
    [' +3 ', 300],
    ['$(4.00)', -400],
    ['($4.00)', -400],
    ['(4.00) €', -400],
    ['12.00-', -1200],
    ['12.00- €', -1200],
    ['\u221216.07', -1607],
    ['€10.00', 1000],
    ['10.00\u00a0€', 1000],
    ['£1,234.50', 123450],
    ['¥1000', 100000],
    ['0.30000000000000004', 30],
    ['0.29999999999999998', 30],
    ['-0.07999999999999999', -8],
    ['0.999999999', 100],
  ])('reads %s', (text, cents) => {
    expect(centsOfText(text)).toEqual({ cents });
  });

  it.each([
    ['', 'not-a-number'],
    ['.', 'not-a-number'],
    ['ten', 'not-a-number'],
    ['1,23', 'not-a-number'],
    ['1.234', 'too-many-decimals'],
    ['99999999999999', 'too-large'],
    ['9999999999999.123', 'too-large'],
    ['-5-', 'not-a-number'],
    ['(-5)', 'not-a-number'],
    ['€5 $', 'not-a-number'],
    ['50¢', 'not-a-number'],
    ['1.00001', 'too-many-decimals'],
    ['0.12000001', 'too-many-decimals'],
  ])('refuses %s', (text, fault) => {
    expect(centsOfText(text)).toEqual({ fault });
  });

  it('takes what spreadsheets compute and nothing more', () => {
    expect(centsOfNumber(0.1 + 0.2)).toEqual({ cents: 30 });
    expect(centsOfNumber(1.005)).toEqual({ fault: 'too-many-decimals' });
    expect(centsOfNumber(1.0001)).toEqual({ fault: 'too-many-decimals' });
    expect(centsOfNumber(Infinity)).toEqual({ fault: 'not-a-number' });
    expect(centsOfNumber((MAX_ROW_CENTS + 1) / 100)).toEqual({ fault: 'too-large' });
    expect(Object.is((centsOfNumber(-0) as { cents: number }).cents, 0)).toBe(true);
  });
});
