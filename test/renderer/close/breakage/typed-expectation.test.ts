import { expect, it } from 'vitest';
import {
  typedExpectation,
  typedOf,
} from '../../../../renderer/close/breakage/typed-expectation.ts';

const RATE = { is: 'rate', method: 'remote', basisPoints: 725, reason: 'As agreed.' } as const;

it('what an expectation fills the fields with is read as that expectation', () => {
  for (const expectation of [
    RATE,
    { is: 'chain-ladder', method: 'proportional' },
    { is: 'escheatable', reason: 'New York.' },
  ] as const)
    expect(typedExpectation(typedOf(expectation, true, ','), ',')).toEqual({
      ok: true,
      expectation,
    });
  expect(typedExpectation(typedOf(RATE, false, '.'), '.')).toEqual({ ok: true, expectation: null });
});

it('a rate wants a number, and a reason as an escheatable class does', () => {
  const typed = typedOf(RATE, true, '.');
  expect(typedExpectation({ ...typed, rate: '101' }, '.')).toMatchObject({ field: 'rate' });
  expect(typedExpectation({ ...typed, reason: ' ' }, '.')).toMatchObject({ field: 'reason' });
  expect(typedExpectation({ ...typed, choice: 'escheatable', reason: '' }, '.')).toMatchObject({
    field: 'reason',
  });
});
