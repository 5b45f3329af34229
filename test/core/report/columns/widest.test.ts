import { expect, it } from 'vitest';
import { textBytes } from '../../../../core/report/columns/text-bytes.ts';
import {
  amountWidth,
  widestAmount,
  widestId,
  widestText,
} from '../../../../core/report/columns/widest.ts';

it('what is told of a column is as long as the longest of its values', () => {
  const texts = textBytes(['A-1', 'longest-id', '']);
  expect(widestText(texts)).toBe(10);
  expect(widestText(textBytes([]))).toBe(0);
  expect(widestId(texts, Float64Array.of(7, NaN, 12345))).toBe(5);
  expect(widestId(texts, Float64Array.of(7), Float64Array.of(-1, 1234))).toBe(4);
  expect(widestId(texts, Float64Array.of(7, -2))).toBe(10);
  expect(amountWidth(-123_456_789)).toBe('(1,234,567.89)'.length);
  expect(widestAmount(Float64Array.of(5, NaN), Float64Array.of(-100_000))).toBe(
    '(1,000.00)'.length,
  );
});
