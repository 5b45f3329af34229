import { expect, it } from 'vitest';
import { breakageTermsSchema } from '../../../../core/contract/close/breakage.ts';
import {
  hasOwnExpectation,
  withExpectation,
} from '../../../../renderer/close/breakage/class-terms.ts';

const RATE = {
  is: 'rate',
  method: 'proportional',
  basisPoints: 500,
  reason: 'As agreed.',
} as const;
const REFUNDS = { currency: 'USD', of: { REASON: 'Refund' } } as const;

it('an expectation of a class stands before what is said of wider ones, and takes its own place', () => {
  const wide = { of: { REASON: 'Refund' }, expectation: { is: 'escheatable', reason: 'x' } };
  const terms = breakageTermsSchema.parse({ classes: [wide] });
  expect(hasOwnExpectation(terms, REFUNDS)).toBe(false);
  const first = withExpectation(terms, REFUNDS, RATE);
  expect(first.classes).toEqual([{ ...REFUNDS, expectation: RATE }, wide]);
  expect(hasOwnExpectation(first, REFUNDS)).toBe(true);
  expect(hasOwnExpectation(first, { ...REFUNDS, currency: 'EUR' })).toBe(false);
  const second = withExpectation(first, REFUNDS, { ...RATE, basisPoints: 700 });
  expect(second.classes.map(({ expectation }) => expectation)).toEqual([
    { ...RATE, basisPoints: 700 },
    wide.expectation,
  ]);
  expect(withExpectation(second, REFUNDS, null)).toEqual(terms);
  expect(breakageTermsSchema.parse(second)).toEqual(second);
});
