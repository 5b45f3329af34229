import { expect, it } from 'vitest';
import type { SourceChoice } from '../../../../core/contract/recognition.ts';
import { chosenName, recognisedChoice } from '../../../../renderer/walk/start/recognised-source.ts';

const RECOGNITION = {
  best: 1,
  sure: true,
  claims: [{ id: 1, name: 'Credit', samePlace: false, sameName: true, share: null }],
  newName: 'credit_2026-11',
};

it('a file is taken for the source that is sure, for a new one, or for none', () => {
  expect(recognisedChoice(RECOGNITION)).toEqual({ kind: 'known', id: 1 });
  expect(recognisedChoice({ ...RECOGNITION, best: null })).toEqual({ kind: 'new', name: null });
  expect(recognisedChoice({ ...RECOGNITION, sure: false })).toBeNull();
});

it.each<[SourceChoice | null, string]>([
  [{ kind: 'known', id: 1 }, 'Credit'],
  [{ kind: 'known', id: 2 }, 'Gift cards'],
  [{ kind: 'new', name: 'Vouchers' }, 'Vouchers'],
  [{ kind: 'new', name: null }, 'credit_2026-11'],
  [null, 'credit_2026-11'],
])('the source that was chosen by %j is called %s', (choice, name) => {
  expect(chosenName(choice, RECOGNITION, [{ id: 2, name: 'Gift cards' }])).toBe(name);
});
