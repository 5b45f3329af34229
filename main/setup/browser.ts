import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { chromium } from '@playwright/test';

const SYSTEM_BROWSERS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
  ],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  ],
};

/**
 * The browser that the end-to-end tests drive: the one that CHROMIUM names, the system's, or the one
 * that Playwright has downloaded before; null where there is none.
 */
export function browserPath(): string | null {
  const named = process.env['CHROMIUM'];
  const candidates = [
    ...(named ? [named] : []),
    ...(SYSTEM_BROWSERS[process.platform] ?? []),
    chromium.executablePath(),
  ];
  return candidates.find((path) => existsSync(path)) ?? null;
}

/** Behind a firewall that swallows packets a download would hang for ever. */
const LIMIT_MS = 240_000;

/**
 * Gets a browser for the end-to-end tests onto a machine that has none: Playwright's own or, where
 * that cannot be downloaded and this is Debian with the right to install, Debian's Chromium. Whether
 * it helped, `present` tells.
 */
export function installBrowser(root: string, present: () => boolean): void {
  const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  run(process.execPath, [playwright, 'install', 'chromium']);
  if (present() || !existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return;
  run('apt-get', ['update']);
  run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
}

function run(command: string, args: readonly string[]): void {
  spawnSync(command, args, {
    stdio: ['ignore', 2, 2],
    timeout: LIMIT_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
