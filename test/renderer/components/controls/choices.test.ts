import { expect, it } from 'vitest';
import { choicesOf } from '../../../../renderer/components/controls/choices.ts';
import { INCREMENT_WORDS } from '../../../../core/contract/setting-words/increment-words.ts';

it('values are chosen from in the order of their words, by their titles', () => {
  expect(choicesOf({ off: 'Not written', on: 'Written' })).toEqual([
    { value: 'off', words: 'Not written' },
    { value: 'on', words: 'Written' },
  ]);
  expect(choicesOf(INCREMENT_WORDS).map(({ words }) => words)).toEqual(
    Object.values(INCREMENT_WORDS).map(({ title }) => title),
  );
});
