import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { electronUpdater } from '../../../../main/electron/host/updater.ts';
import type { UpdaterParts } from '../../../../main/electron/host/updater.ts';

function mac(answers: 'update-downloaded' | 'error') {
  const events = new EventEmitter();
  const checkForUpdates = (): void =>
    void events.emit(answers, new Error('Could not get code signature for running application'));
  const process = { platform: 'darwin', env: {}, execPath: '/x', resourcesPath: '/r' } as const;
  const autoUpdater = Object.assign(events, { checkForUpdates });
  const parts = { app: { isPackaged: true }, autoUpdater, process };
  return { updater: electronUpdater(parts as unknown as UpdaterParts), events };
}

describe('on a Mac', () => {
  it('what was fetched is handed to the system when it is chosen', async () => {
    const { updater, events } = mac('update-downloaded');
    await updater.prepare();
    expect(events.eventNames()).toEqual([]);
  });
  it('a program that nobody has signed is refused by the system, and that is told', async () => {
    const { updater, events } = mac('error');
    await expect(updater.prepare()).rejects.toMatchObject({ code: 'updates.signature' });
    expect(events.eventNames()).toEqual([]);
  });
});

it('elsewhere nothing is handed over, and a program from its source is replaced by hand', async () => {
  const process = { platform: 'linux', env: {}, execPath: '/x', resourcesPath: '/r' } as const;
  const parts = { app: { isPackaged: false }, autoUpdater: new EventEmitter(), process };
  const updater = electronUpdater(parts as unknown as UpdaterParts);
  await updater.prepare();
  expect(updater.byHand).toContain('source code');
});
