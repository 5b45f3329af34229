import { describe, expect, it } from 'vitest';
import { shortAmount } from '../../../../renderer/components/charts/axis.ts';

describe('an amount on an axis', () => {
  it.each([
    [0, '0'],
    [50, '0.5'],
    [99_900, '999'],
    [123_456, '1.2k'],
    [100_000_000, '1M'],
    [-250_000_000, '−2.5M'],
    [99_999_999, '1M'],
    [123_400_000_000, '1.2bn'],
  ])('%i cents are %s', (cents, text) => {
    expect(shortAmount(cents, '.')).toBe(text);
  });

  it('points as the settings say', () => {
    expect(shortAmount(123_456, ',')).toBe('1,2k');
  });
});
