import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { browserPath } from '../../../main/setup/browser.ts';
import type { Programs } from './programs.ts';
import type { Running } from './running.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const VIEWPORT = { width: 1280, height: 800 };

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath() ?? chromium.executablePath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page for one program after the other: a new one costs twice as much as an address. */
export interface Window {
  readonly page: Page;
  /** As a new window would be. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function openWindow(browser: Browser): Promise<Window> {
  const context: BrowserContext = await browser.newContext({
    viewport: VIEWPORT,
    acceptDownloads: true,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  return {
    page,
    async clear() {
      page.removeAllListeners();
      // The interface keeps nothing in the browser but the cookie of its session.
      await page.goto('about:blank');
      await context.clearCookies();
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize(VIEWPORT);
    },
    close: () => context.close(),
  };
}

/** The program in the process that the worker keeps for its programs. */
export async function inBrowser(
  window: Window,
  programs: Programs,
  dataDir: string,
  folder: string,
): Promise<Running> {
  const url = await programs.open(dataDir, folder);
  return {
    ...(await shown(window, url)),
    async stop() {
      await window.clear();
      await programs.close(dataDir);
    },
    kill: () => Promise.reject(new Error('Only a program that is alone can be killed.')),
  };
}

/** The program in a process of its own, as users start it. */
export async function aloneInBrowser(
  window: Window,
  dataDir: string,
  folder: string,
): Promise<Running> {
  const server = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(root, 'main', 'loopback', 'main.ts'),
      ...['--no-open', '--data-dir', dataDir, '--allow', folder],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill(signal);
    await once(server, 'exit');
  };
  return {
    ...(await shown(window, await addressOf(server))),
    async stop() {
      await window.clear();
      await end('SIGTERM');
    },
    kill: () => end('SIGKILL'),
  };
}

async function shown({ page }: Window, url: string): Promise<Pick<Running, 'page' | 'saved'>> {
  await page.goto(url);
  return {
    page,
    async saved(path, action) {
      const [download] = await Promise.all([page.waitForEvent('download'), action()]);
      await download.saveAs(path);
      return path;
    },
  };
}

async function addressOf(server: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: server.stdout! })) {
    const found = /https?:\/\/\S+/.exec(line);
    if (found) return found[0];
  }
  throw new Error('The server ended before it said where it is.');
}
