import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { _electron } from '@playwright/test';
import type { Browser, ElectronApplication } from '@playwright/test';
import { electronBinary } from '../../../main/setup/electron.ts';
import { programInChromium } from '../../electron/chromium/start.ts';
import { expect } from './expect.ts';
import type { Running } from './running.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** The program in Electron's own window. */
export async function inElectron(dataDir: string): Promise<Running> {
  const electron: ElectronApplication = await _electron.launch({
    executablePath: electronBinary(root)!,
    args: [root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    env: { ...(process.env as Record<string, string>), THRIVE_DATA_DIR: dataDir },
  });
  const page = await electron.firstWindow();
  return {
    page,
    async saved(path, action) {
      await electron.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      }, path);
      return written(path, action);
    },
    async stop() {
      // As a session that ends: closing the window asks while a run is under way.
      const child = electron.process();
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
    async kill() {
      const child = electron.process();
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

/** The built window's program, with a page of Chromium behind a stand-in for Electron. */
export async function inStandIn(browser: Browser, dataDir: string): Promise<Running> {
  const standIn = await programInChromium(browser, dataDir);
  return {
    ...standIn,
    standIn,
    async saved(path, action) {
      await standIn.program('savesTo', path);
      return written(path, action);
    },
  };
}

/** A file is written beside its place, and is whole when it is there. */
async function written(path: string, action: () => Promise<void>): Promise<string> {
  await action();
  await expect.poll(() => existsSync(path)).toBe(true);
  return path;
}
