import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { nativeDialogs } from '../../../../main/electron/host/dialogs.ts';
import { lastFolders } from '../../../../main/electron/host/last-folders.ts';
import { scratchFolder } from '../../history/fixtures.ts';
import { fakeElectron } from '../../../electron/fake-electron.ts';

function dialogsOf(root: string) {
  const fake = fakeElectron();
  const folders = lastFolders(root);
  const dialogs = nativeDialogs({ dialog: fake.electron.dialog, window: () => null, folders });
  /** With what the dialog before this was begun. */
  const begunWith = (): unknown => (fake.asked.at(-1)![0] as { defaultPath?: string }).defaultPath;
  return { ...fake, dialogs, begunWith };
}

describe('the dialogs of the system', () => {
  it('begin where they were left, each in its own place, also after a start', async () => {
    const root = scratchFolder();
    const ledgers = scratchFolder();
    const { dialogs, dialogAnswers, begunWith } = dialogsOf(root);
    await dialogs.chooseFile();
    expect(begunWith()).toBeUndefined();
    dialogAnswers.open = { canceled: false, filePaths: [join(ledgers, 'a.xlsx')] };
    await dialogs.chooseFile();
    dialogAnswers.open = { canceled: false, filePaths: [root] };
    await dialogs.chooseFolder();
    dialogAnswers.save = { canceled: false, filePath: join(root, 'old.csv') };
    await dialogs.chooseSave('report.csv');
    expect(begunWith()).toBe('report.csv');

    const later = dialogsOf(root);
    await later.dialogs.chooseFile();
    expect(later.begunWith()).toBe(ledgers);
    await later.dialogs.chooseFolder();
    expect(later.begunWith()).toBe(root);
    await later.dialogs.chooseSave('report.csv');
    expect(later.begunWith()).toBe(join(root, 'report.csv'));
    expect(readdirSync(root)).toEqual(['folders.json']);
  });
  it('begin as the system has it where that place is gone, or nothing usable was written down', async () => {
    const root = scratchFolder();
    const gone = join(scratchFolder(), 'gone');
    mkdirSync(gone);
    const { dialogs, dialogAnswers, begunWith } = dialogsOf(root);
    dialogAnswers.open = { canceled: false, filePaths: [join(gone, 'a.xlsx')] };
    await dialogs.chooseFile();
    rmSync(gone, { recursive: true });
    await dialogs.chooseFile();
    expect(begunWith()).toBeUndefined();
    writeFileSync(join(root, 'folders.json'), '{"open":7');
    await dialogs.chooseFile();
    expect(begunWith()).toBeUndefined();
  });
  it('begin as the system has it where that place is on a server that does not answer', async () => {
    const root = scratchFolder();
    lastFolders(root).chosen('open', join(root, 'a.xlsx'));
    const folders = lastFolders(root, () => new Promise(() => undefined));
    vi.useFakeTimers();
    let found: string | null = 'still looking';
    void folders.of('open').then((folder) => (found = folder));
    await vi.advanceTimersByTimeAsync(1000);
    vi.useRealTimers();
    expect(found).toBeNull();
  });
  it('are answered also where the place cannot be written down', async () => {
    const { dialogs, dialogAnswers } = dialogsOf(join(scratchFolder(), 'gone'));
    dialogAnswers.open = { canceled: false, filePaths: ['/a/b.xlsx'] };
    expect(await dialogs.chooseFile()).toBe('/a/b.xlsx');
  });
});
