import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { electronUpdater, handedToSystem } from '../../../../main/electron/host/updater.ts';
import type { UpdaterParts } from '../../../../main/electron/host/updater.ts';

function mac(answers: 'update-downloaded' | 'error') {
  const events = new EventEmitter();
  const checkForUpdates = (): void =>
    void events.emit(answers, new Error('Could not get code signature for running application'));
  return Object.assign(events, { checkForUpdates }) as unknown as UpdaterParts['autoUpdater'] &
    EventEmitter;
}

describe('what was fetched on a Mac', () => {
  it('is handed to the system, which has it then', async () => {
    const autoUpdater = mac('update-downloaded');
    await handedToSystem(autoUpdater);
    expect(autoUpdater.eventNames()).toEqual([]);
  });
  it('may be refused by the system', async () => {
    const autoUpdater = mac('error');
    await expect(handedToSystem(autoUpdater)).rejects.toThrow('code signature');
    expect(autoUpdater.eventNames()).toEqual([]);
  });
});

it('a program from its source is replaced by hand', () => {
  const process = { platform: 'linux', env: {}, execPath: '/x', resourcesPath: '/r' } as const;
  const parts = { app: { isPackaged: false }, autoUpdater: mac('error'), process };
  expect(electronUpdater(parts).byHand).toContain('source code');
});
