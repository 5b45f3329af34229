import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { chromium } from '@playwright/test';

/** Chromium without a window: the same engine, but a page takes a third of the processor to open. */
const SYSTEM_SHELLS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['/usr/lib/chromium/chromium-headless-shell', '/usr/bin/chromium-headless-shell'],
};

const SYSTEM_BROWSERS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    // Before Debian's /usr/bin/chromium, a script that adds extensions and a search for a GPU.
    '/usr/lib/chromium/chromium',
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
 * The browser that the end-to-end tests drive: the one that CHROMIUM names; one without a window, the
 * system's or the one that Playwright has downloaded; the system's own; Playwright's. Null where there
 * is none.
 */
export function browserPath(isThere: (path: string) => boolean = existsSync): string | null {
  const named = process.env['CHROMIUM'];
  const downloaded = chromium.executablePath();
  const candidates = [
    ...(named ? [named] : []),
    ...(SYSTEM_SHELLS[process.platform] ?? []),
    ...shellBeside(downloaded),
    ...(SYSTEM_BROWSERS[process.platform] ?? []),
    downloaded,
  ];
  return candidates.find(isThere) ?? null;
}

/** Where Playwright puts the browser without a window, by where it puts the other: it does not say so. */
export function shellBeside(path: string): string[] {
  const [, folder, revision, system] = /^(.*)chromium-(\d+)[/\\]chrome-([^/\\]+)/.exec(path) ?? [];
  if (folder === undefined) return [];
  const shell = join(
    `${folder}chromium_headless_shell-${revision}`,
    `chrome-headless-shell-${system}`,
  );
  return ['chrome-headless-shell', 'chrome-headless-shell.exe'].map((name) => join(shell, name));
}

/** Behind a firewall that swallows packets a download would hang for ever. */
const LIMIT_MS = 240_000;

/**
 * Gets a browser for the end-to-end tests onto a machine that has none, one without a window: Playwright's
 * own or, where that cannot be downloaded and this is Debian with the right to install, Debian's. Whether
 * it helped, `present` tells.
 */
export function installBrowser(root: string, present: () => boolean): void {
  const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  run(process.execPath, [playwright, 'install', '--only-shell', 'chromium']);
  if (present() || !existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return;
  run('apt-get', ['update']);
  for (const name of ['chromium-headless-shell', 'chromium'])
    if (!present()) run('apt-get', ['install', '-y', '--no-install-recommends', name]);
}

function run(command: string, args: readonly string[]): void {
  spawnSync(command, args, {
    stdio: ['ignore', 2, 2],
    timeout: LIMIT_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
