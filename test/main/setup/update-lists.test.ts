import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mergedLists, proveLists } from '../../../main/setup/update-lists.ts';
import { scratchFolder } from '../history/fixtures.ts';

/** A file, and the list that electron-builder makes of it. */
function published(folder: string, file: string, version = '0.4.0'): string {
  const bytes = `the bytes of ${file}`;
  writeFileSync(join(folder, file), bytes);
  const sha512 = createHash('sha512').update(bytes).digest('base64');
  return [
    `version: ${version}`,
    'files:',
    `  - url: ${file}`,
    `    sha512: ${sha512}`,
    `    size: ${bytes.length}`,
    `path: ${file}`,
    `sha512: ${sha512}`,
    "releaseDate: '2026-12-01T10:00:00.000Z'",
    '',
  ].join('\n');
}

describe('the lists of versions', () => {
  it('of both Macs become one, which names the files of both', () => {
    const folder = scratchFolder();
    for (const processor of ['arm64', 'x86_64'])
      writeFileSync(
        join(folder, `latest-mac-${processor}.yml`),
        published(folder, `thrive-mac-${processor}.zip`),
      );
    expect(proveLists(folder)).toEqual(['latest-mac.yml']);
    expect(readdirSync(folder).filter((name) => name.endsWith('.yml'))).toEqual(['latest-mac.yml']);
    const list = readFileSync(join(folder, 'latest-mac.yml'), 'utf8');
    expect([...list.matchAll(/- url: (\S+)/g)].map(([, url]) => url)).toEqual([
      'thrive-mac-arm64.zip',
      'thrive-mac-x86_64.zip',
    ]);
    expect(list.match(/^(version|files|path|sha512|releaseDate):/gm)).toHaveLength(5);
  });
  it('of two versions are not merged, nor is what is no list', () => {
    const folder = scratchFolder();
    const [one, other] = [published(folder, 'a.zip'), published(folder, 'b.zip', '0.5.0')];
    expect(() => mergedLists([one, other])).toThrow('not of one version');
    expect(() => mergedLists([one, '<html>'])).toThrow('no list of versions');
    expect(() => mergedLists([])).toThrow('not of one version');
  });
  it('are refused where a file is missing, is another, or none is named', () => {
    const folder = scratchFolder();
    const list = published(folder, 'a.exe');
    writeFileSync(join(folder, 'latest.yml'), list);
    for (const other of ['fewer bytes', 'the bytes of b.exe']) {
      writeFileSync(join(folder, 'a.exe'), other);
      expect(() => proveLists(folder)).toThrow('a.exe is not the file that latest.yml names');
    }
    writeFileSync(join(folder, 'latest.yml'), list.replaceAll('a.exe', 'b.exe'));
    expect(() => proveLists(folder)).toThrow('b.exe');
    writeFileSync(join(folder, 'latest.yml'), 'version: 0.4.0\n');
    expect(() => proveLists(folder)).toThrow('names no file');
  });
});
