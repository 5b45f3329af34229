import { readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockTrouble, noteInstance } from '../../../../main/electron/launch/instance-lock.ts';
import { scratchFolder } from '../../history/fixtures.ts';

/** A folder with Chromium's mark; a link that leads nowhere. */
function folder(mark?: string): string {
  const made = scratchFolder();
  if (mark !== undefined) symlinkSync(mark, join(made, 'SingletonLock'));
  return made;
}
const trouble = (mark: string | undefined, alive: boolean, platform: NodeJS.Platform = 'linux') =>
  lockTrouble(folder(mark), platform, 'ann-laptop', () => alive);

// Links want a right of their own on Windows, where Chromium has none.
describe.skipIf(process.platform === 'win32')('why there was no lock', () => {
  it('is another instance where one lives on this machine', () => {
    expect(trouble('ann-laptop-4711', true)).toBeNull();
  });
  it('is another computer, which is named, and so is what to delete', () => {
    const found = trouble('ann-desk-4711', true)!;
    expect([found.code, found.message]).toEqual([
      'data-folder.open-elsewhere',
      'The data folder is open on another computer, ann-desk, or was when that computer stopped.',
    ]);
    expect(found.hint).toContain('SingletonLock');
  });
  it('is another instance on this machine, whose name has changed with its network', () => {
    const made = folder('ann-laptop.local-4711');
    writeFileSync(join(made, 'socket'), '');
    symlinkSync(join(made, 'socket'), join(made, 'SingletonSocket'));
    expect(lockTrouble(made, 'darwin', 'ann-laptop.lan', () => true)).toBeNull();
    const ended = lockTrouble(made, 'darwin', 'ann-laptop.lan', () => false);
    expect(ended?.code).toBe('data-folder.open-elsewhere');
  });
  it.each([
    ['no mark', undefined],
    ['a mark that names nobody', 'nobody'],
    ['a process that has ended', 'ann-laptop-4711'],
  ])('is the folder itself where there is %s', (_what, mark) => {
    expect(trouble(mark, false)?.code).toBe('data-folder.no-window-lock');
  });
});

describe('on Windows, where Chromium leaves no mark, why there was no lock', () => {
  const noted = (host: string): string => {
    const made = scratchFolder();
    noteInstance(made, 'win32', { host, pid: 4711 });
    return made;
  };
  const found = (made: string, alive: boolean) =>
    lockTrouble(made, 'win32', 'ANN-LAPTOP', () => alive);

  it('is another instance that lives on this machine, or is only starting', () => {
    expect(found(noted('ANN-LAPTOP'), true)).toBeNull();
    const starting = scratchFolder();
    expect(found(starting, false)).toBeNull();
    expect(readdirSync(starting)).toEqual([]);
  });
  it('is another computer that has the same roaming profile', () => {
    const elsewhere = found(noted('ANN-DESK'), true)!;
    expect(elsewhere.code).toBe('data-folder.open-elsewhere');
    expect(elsewhere.message).toContain('another computer, ANN-DESK,');
    expect(elsewhere.hint).not.toContain('delete');
  });
  it('is the folder itself where the one that had it has ended, or nobody may write there', () => {
    expect(found(noted('ANN-LAPTOP'), false)?.code).toBe('data-folder.no-window-lock');
    const gone = join(scratchFolder(), 'gone');
    expect(found(gone, false)?.code).toBe('data-folder.no-window-lock');
    expect(() => noteInstance(gone, 'win32', { host: 'A', pid: 1 })).not.toThrow();
  });
  it('is written down nowhere else', () => {
    const made = scratchFolder();
    noteInstance(made, 'linux', { host: 'a', pid: 1 });
    expect(readdirSync(made)).toEqual([]);
  });
});
