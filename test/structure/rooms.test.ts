import { posix } from 'node:path';
import { expect, it } from 'vitest';
import { filesBelow } from './tree.ts';

/** More files than that in one folder are no longer seen at a glance. */
const MOST_FILES = 15;

it(`has no room of more than ${MOST_FILES} files`, () => {
  const files = new Map<string, number>();
  for (const room of filesBelow('').map(posix.dirname)) files.set(room, (files.get(room) ?? 0) + 1);
  expect([...files].filter(([, count]) => count > MOST_FILES)).toEqual([]);
});
