import { join } from 'node:path';
import process from 'node:process';
import { expect, it, vi } from 'vitest';
import { browserPath, shellBeside } from '../../../main/setup/browser.ts';

it('a browser without a window is preferred, whoever has put it there, to any with one', () => {
  vi.stubEnv('CHROMIUM', '');
  const asked: string[] = [];
  browserPath((path) => asked.push(path) < 0);
  const shells = asked.filter((path) => path.includes('headless'));
  expect(asked.slice(0, shells.length)).toEqual(shells);
  expect(shells.length).toBeGreaterThan(0);
  expect(asked.length).toBeGreaterThan(shells.length);
  const last = asked.at(-1)!;
  expect(browserPath((path) => path === last)).toBe(last);
  expect(browserPath(() => false)).toBeNull();
  vi.unstubAllEnvs();
});

it('the one that is named is taken before all others', () => {
  vi.stubEnv('CHROMIUM', process.execPath);
  expect(browserPath(() => true)).toBe(process.execPath);
  vi.unstubAllEnvs();
});

it.each([
  ['/home/a/.cache/ms-playwright/chromium-1255/chrome-linux64/chrome', 'linux64'],
  [
    '/home/a/.cache/ms-playwright/chromium-1255/chrome-mac-arm64/A.app/Contents/MacOS/A',
    'mac-arm64',
  ],
])('Playwright keeps the one without a window beside %s', (path, system) => {
  expect(shellBeside(path)).toContain(
    join(
      '/home/a/.cache/ms-playwright/chromium_headless_shell-1255',
      `chrome-headless-shell-${system}`,
      'chrome-headless-shell',
    ),
  );
});

it('beside a browser of another name nothing is looked for', () => {
  expect(shellBeside('/usr/bin/chromium')).toEqual([]);
});
