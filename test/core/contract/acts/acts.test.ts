import { expect, it } from 'vitest';
import { ACT_KINDS, ACTS, actsOf, actWords } from '../../../../core/contract/acts/acts.ts';
import type { ActKind } from '../../../../core/contract/acts/acts.ts';
import { API } from '../../../../core/contract/api/api.ts';

it('names acts; one that this version does not know keeps its name', () => {
  expect(actWords('run.signed-off')).toBe('Signed off');
  expect(actWords('moon.landed')).toBe('moon.landed');
});

it('has each act in one kind, and no two with the same words', () => {
  const kinds = Object.keys(ACT_KINDS) as ActKind[];
  expect(kinds.flatMap(actsOf).toSorted()).toEqual(Object.keys(ACTS).toSorted());
  const words = Object.values(ACTS).map((act) => act.words);
  expect(new Set(words).size).toBe(words.length);
});

it('knows of every call what it leaves; what a handler writes down is no reading', () => {
  for (const [name, { leaves }] of Object.entries(API)) {
    if (leaves.is === 'none') continue;
    const { kind } = ACTS[leaves.act];
    if (leaves.is === 'opening')
      expect([name, kind]).toEqual([name, expect.stringMatching(/reads|exports|log/)]);
    if (leaves.is === 'within') expect([name, kind]).not.toEqual([name, 'reads']);
  }
});
