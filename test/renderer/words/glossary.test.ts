import { expect, it } from 'vitest';
import { EXCEPTION_STATUS_MEANINGS } from '../../../core/contract/run.ts';
import { GLOSSARY } from '../../../renderer/words/glossary.ts';

it('lists each word once, by the alphabet, with what the rules say of a status', () => {
  const terms = GLOSSARY.map(({ term }) => term);
  expect(terms).toEqual([...new Set(terms)].sort());
  const meanings = GLOSSARY.map(({ means }) => means);
  for (const means of Object.values(EXCEPTION_STATUS_MEANINGS)) expect(meanings).toContain(means);
  for (const word of [
    'Tie out',
    'Roll-forward',
    'Cut-off',
    'Reconciling item',
    'Unapplied',
    'Overdrawn',
  ])
    expect(terms).toContain(word);
});
