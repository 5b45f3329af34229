import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

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
