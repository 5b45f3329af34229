import { posix } from 'node:path';
import { expect, it } from 'vitest';
import { circles } from './circles.ts';
import { importedFiles, modules } from './tree.ts';

it('finds every circle, and no other', () => {
  const graph = (text: string): Map<string, string[]> =>
    new Map(text.split(' ').map((line) => [line[0]!, [...line.slice(1)]]));
  expect(circles(graph('abc bc c'))).toEqual([]);
  expect(circles(graph('ab bc ca d'))).toEqual([['a', 'b', 'c']]);
  expect(circles(graph('ab bac cd dc'))).toEqual([
    ['c', 'd'],
    ['a', 'b'],
  ]);
  expect(circles(graph('aa b'))).toEqual([['a']]);
});

const files = new Map(modules().map((file) => [file, importedFiles(file)]));

it('is in no file', () => {
  expect(circles(files)).toEqual([]);
});

it('is in no folder', () => {
  const folders = new Map<string, Set<string>>();
  for (const [file, imported] of files) {
    const room = posix.dirname(file);
    if (!folders.has(room)) folders.set(room, new Set());
    for (const other of imported.map(posix.dirname))
      if (other !== room) folders.get(room)!.add(other);
  }
  expect(circles(folders)).toEqual([]);
});
