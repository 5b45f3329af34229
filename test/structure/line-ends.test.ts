import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow } from './tree.ts';

const root = join(import.meta.dirname, '..', '..');
const lines = readFileSync(join(root, '.gitattributes'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' '));

/** Git's own rule: a pattern without a slash fits the file's name in any folder. */
const fits = (path: string, pattern: string): boolean =>
  posix.matchesGlob(pattern.includes('/') ? path : posix.basename(path), pattern);

const keptAsTheyAre = lines.slice(1).map(([pattern]) => pattern!);

describe('.gitattributes', () => {
  it('gives every text the same line ends on every system', () => {
    expect(lines[0]).toEqual(['*', 'text=auto', 'eol=lf']);
    expect(lines.slice(1).filter(([, kind]) => kind !== 'binary' && kind !== '-text')).toEqual([]);
  });

  it('keeps as it is whatever is no text with such line ends', () => {
    const changed = filesBelow('')
      .filter((path) => !keptAsTheyAre.some((pattern) => fits(path, pattern)))
      .filter((path) => /[\0\r]/.test(readFileSync(join(root, path), 'latin1')));
    expect(changed).toEqual([]);
  });

  it('names no kind of file that is not there', () => {
    const files = filesBelow('');
    expect(keptAsTheyAre.filter((one) => !files.some((path) => fits(path, one)))).toEqual([]);
  });
});
