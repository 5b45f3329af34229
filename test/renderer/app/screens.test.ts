import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MENU_SCREENS, SCREENS } from '../../../core/contract/screens.ts';

const RENDERER = new URL('../../../renderer/', import.meta.url).pathname;

it('each screen of the list is bound by one file, and no file binds another', () => {
  const bound = globSync('**/*-screen.tsx', { cwd: RENDERER }).map(
    (file) =>
      /export const screen = bindScreen\('(\w+)'/.exec(readFileSync(RENDERER + file, 'utf8'))?.[1],
  );
  expect(bound.sort()).toEqual(SCREENS.map(({ name }) => name).sort());
});

it('names, paths and keys are each of one screen; a lit entry is there', () => {
  for (const of of ['name', 'path', 'key'] as const) {
    const all = SCREENS.flatMap((screen) => screen[of] ?? []);
    expect(new Set(all).size).toBe(all.length);
  }
  for (const { under } of SCREENS)
    if (under) expect(SCREENS.find(({ name }) => name === under)?.key).toBeDefined();
});

it('the menu names its screens in the order of the alphabet', () => {
  const labels = MENU_SCREENS.map(({ menu }) => menu.label);
  expect(labels).toEqual(labels.toSorted());
});
