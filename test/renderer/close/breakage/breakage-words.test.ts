import { expect, it } from 'vitest';
import {
  basisPointsOf,
  classTitle,
  expectationWords,
} from '../../../../renderer/close/breakage/breakage-words.ts';

it('a class is called by its currency and its values, and says what it has none of', () => {
  expect(classTitle({ currency: 'USD', of: { REASON: 'Refund' } })).toBe('USD · Refund');
  expect(classTitle({ currency: '', of: { REASON: '' } })).toBe('No reason');
  expect(classTitle({ currency: '', of: { COST_CENTER: '', REGION: 'North' } })).toBe(
    'No cost center · North',
  );
  expect(classTitle({ currency: '', of: {} })).toBe('All lots');
});

it('says by what a class is estimated', () => {
  const format = { percent: (basisPoints: number) => `${basisPoints / 100} %` };
  expect(expectationWords({ is: 'chain-ladder', method: 'remote' }, format)).toBe(
    'Chain ladder, remote',
  );
  const rate = { is: 'rate', method: 'proportional', basisPoints: 1250, reason: 'x' } as const;
  expect(expectationWords(rate, format)).toBe('12.5 % never redeemed, proportional');
  expect(expectationWords({ is: 'escheatable', reason: 'x' }, format)).toMatch(/no breakage/);
});

it.each([
  ['12.5', '.', 1250],
  ['12,25 %', ',', 1225],
  ['0', '.', 0],
  ['100', '.', 10_000],
  ['100.01', '.', null],
  ['1.234', '.', null],
  ['-1', '.', null],
  ['', '.', null],
])('a rate typed as “%s” with %s is %s', (text, point, basisPoints) => {
  expect(basisPointsOf(text, point)).toBe(basisPoints);
});
