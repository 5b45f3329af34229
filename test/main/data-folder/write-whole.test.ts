import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeWhole } from '../../../main/data-folder/write-whole.ts';
import { scratchFolder } from '../history/fixtures.ts';

it('a small file is there as a whole, takes the place of the one before, and is of its user alone', () => {
  const folder = scratchFolder();
  const path = join(folder, 'a.json');
  writeWhole(path, 'one');
  writeWhole(path, Buffer.from('two'));
  expect(readFileSync(path, 'utf8')).toBe('two');
  expect(readdirSync(folder)).toEqual(['a.json']);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('what cannot be written is thrown, and leaves nothing behind', () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'taken', 'full'), { recursive: true });
  expect(() => writeWhole(join(folder, 'taken'), 'x')).toThrow();
  expect(readdirSync(folder)).toEqual(['taken']);
  expect(() => writeWhole(join(folder, 'gone', 'a.json'), 'x')).toThrow('ENOENT');
});
