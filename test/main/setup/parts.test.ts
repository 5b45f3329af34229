import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { inputsHash, STAMP, staleParts } from '../../../main/setup/parts.ts';
import type { Part } from '../../../main/setup/parts.ts';

function tree(): { root: string; parts: Part[]; built: (part: Part) => void } {
  const root = mkdtempSync(join(tmpdir(), 'thrive-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const folder of ['renderer/grid', 'core', 'dist/renderer', 'dist/app'])
    mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'renderer', 'grid', 'a.tsx'), 'a');
  writeFileSync(join(root, 'core', 'b.ts'), 'b');
  writeFileSync(join(root, 'package-lock.json'), '1');
  return {
    root,
    parts: [
      { name: 'renderer', inputs: ['renderer', 'package-lock.json'], output: 'dist/renderer' },
      { name: 'app', inputs: ['core', 'package-lock.json'], output: 'dist/app' },
    ],
    built: ({ inputs, output }) =>
      writeFileSync(join(root, output, STAMP), inputsHash(root, inputs)),
  };
}

it('is stale until built, and again when an input is changed, added, renamed or gone', () => {
  const { root, parts, built } = tree();
  const stale = (): string[] => staleParts(root, parts).map(({ name }) => name);
  expect(stale()).toEqual(['renderer', 'app']);
  parts.forEach(built);
  expect(stale()).toEqual([]);

  writeFileSync(join(root, 'core', 'b.ts'), 'c');
  expect(stale()).toEqual(['app']);
  writeFileSync(join(root, 'core', 'b.ts'), 'b');
  expect(stale()).toEqual([]);

  writeFileSync(join(root, 'renderer', 'new.tsx'), '');
  expect(stale()).toEqual(['renderer']);
  rmSync(join(root, 'renderer', 'new.tsx'));
  renameSync(join(root, 'renderer', 'grid', 'a.tsx'), join(root, 'renderer', 'a.tsx'));
  expect(stale()).toEqual(['renderer']);
  rmSync(join(root, 'renderer', 'a.tsx'));
  expect(stale()).toEqual(['renderer']);

  parts.forEach(built);
  writeFileSync(join(root, 'package-lock.json'), '2');
  expect(stale()).toEqual(['renderer', 'app']);
});

it('is stale when what was built is gone', () => {
  const { root, parts, built } = tree();
  parts.forEach(built);
  rmSync(join(root, 'dist', 'app'), { recursive: true });
  expect(staleParts(root, parts).map(({ name }) => name)).toEqual(['app']);
});

it('knows that bytes moved from one file to the next are a change', () => {
  const { root } = tree();
  writeFileSync(join(root, 'core', 'c.ts'), 'xy');
  const before = inputsHash(root, ['core']);
  writeFileSync(join(root, 'core', 'b.ts'), 'bx');
  writeFileSync(join(root, 'core', 'c.ts'), 'y');
  expect(inputsHash(root, ['core'])).not.toBe(before);
});
