import { expect, it } from 'vitest';
import { changeText } from '../../../../renderer/close/flux/flux-words.ts';

it.each([
  [1234, '+12.3 %'],
  [-500, '−5.0 %'],
  [0, '0.0 %'],
  [null, '–'],
])('%s hundredths of a per cent are %s', (basisPoints, text) => {
  expect(changeText({ basisPoints })).toBe(text);
});
