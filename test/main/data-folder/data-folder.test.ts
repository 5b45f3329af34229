import { chmodSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataFolder, historyFile, runFolder } from '../../../main/data-folder/data-folder.ts';
import { sharedNotice } from '../../../main/data-folder/private-folder.ts';
import { scratchFolder } from '../history/fixtures.ts';

describe('the data folder', () => {
  it('is the one given, then the one of the environment, then the platform’s', () => {
    const root = scratchFolder();
    const HOME = join(root, 'home');
    const env = { HOME, THRIVE_DATA_DIR: join(root, 'env') };
    expect(dataFolder(join(root, 'given'), env)).toBe(join(root, 'given'));
    expect(dataFolder(undefined, env)).toBe(join(root, 'env'));
    expect(dataFolder(undefined, { HOME }, 'linux')).toBe(
      join(HOME, '.local', 'share', 'thrive-cash-reconciler'),
    );
    expect(dataFolder(undefined, { HOME, XDG_DATA_HOME: join(root, 'xdg') }, 'linux')).toBe(
      join(root, 'xdg', 'thrive-cash-reconciler'),
    );
    expect(dataFolder(undefined, { HOME, XDG_DATA_HOME: 'relative' }, 'linux')).toBe(
      join(HOME, '.local', 'share', 'thrive-cash-reconciler'),
    );
    expect(dataFolder(undefined, { HOME }, 'darwin')).toBe(
      join(HOME, 'Library', 'Application Support', 'Thrive Cash Reconciler'),
    );
    expect(dataFolder(undefined, { HOME, APPDATA: join(root, 'roaming') }, 'win32')).toBe(
      join(root, 'roaming', 'Thrive Cash Reconciler'),
    );
  });

  it.skipIf(process.platform === 'win32')('is readable by its owner only', () => {
    const made = dataFolder(join(scratchFolder(), 'a', 'b'));
    expect(statSync(made).mode & 0o777).toBe(0o700);
  });

  it.skipIf(process.platform === 'win32')('is taken back from others where it was readable', () => {
    const mode = (folder: string) => statSync(folder).mode & 0o777;
    const open = (...files: string[]) => {
      const folder = scratchFolder();
      for (const file of files) writeFileSync(join(folder, file), '');
      chmodSync(folder, 0o755);
      return folder;
    };
    for (const folder of [open(), open('history.sqlite', 'writer.lock.json')]) {
      expect(mode(dataFolder(folder))).toBe(0o700);
      expect(sharedNotice(folder)).toBeNull();
    }
    // Somebody's documents, named by mistake, stay as they are, and one is told.
    const documents = open('letter.txt');
    expect(mode(dataFolder(documents))).toBe(0o755);
    expect(sharedNotice(documents)).toMatch(/^Other users .* may be able to open the data folder/);
    const everybodys = open();
    chmodSync(everybodys, 0o1777);
    expect(mode(dataFolder(everybodys))).toBe(0o777);
    expect(sharedNotice(everybodys)).not.toBeNull();
  });

  it('cannot be where a file is', () => {
    const file = join(scratchFolder(), 'file');
    writeFileSync(file, '');
    for (const given of [file, join(file, 'below')]) {
      expect(() => dataFolder(given)).toThrow(
        expect.objectContaining({ code: 'data-folder.unwritable', kind: 'internal' }),
      );
    }
  });

  it('cannot lie so deep that its files could not be opened, and nothing is made there', () => {
    const root = scratchFolder();
    const deep = join(root, 'x'.repeat(200), 'y'.repeat(150));
    expect(dataFolder(deep, {}, 'linux')).toBe(deep);
    for (const [folder, platform] of [
      [join(deep, 'z'.repeat(200)), 'linux'],
      [join(root, 'z'.repeat(180)), 'win32'],
    ] as const) {
      expect(() => dataFolder(folder, {}, platform)).toThrow(/its path is longer than \d+ bytes\./);
      expect(existsSync(folder)).toBe(false);
    }
  });

  it('has a folder for each run, and none for what is no run id', () => {
    expect(runFolder('/data', '20261124-104233-7f3a9c')).toBe(
      join('/data', 'runs', '20261124-104233-7f3a9c'),
    );
    expect(() => runFolder('/data', '../../etc')).toThrow(RangeError);
    expect(historyFile('/data')).toBe(join('/data', 'history.sqlite'));
  });
});
