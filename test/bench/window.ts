import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';
import type { Browser } from '@playwright/test';
import { browserPath } from '../../main/setup/browser.ts';

const root = join(import.meta.dirname, '..', '..');
const TIMES = 5;

export interface WindowTimes {
  /** To what: the first screen in a browser, or the server's answer where there is no browser. */
  readonly until: 'first screen' | 'first answer';
  readonly medianMs: number;
  readonly worstMs: number;
  /** Of the host's process when the screen is there; null where the system does not tell. */
  readonly memoryMiB: number | null;
}

/** From the start of the built program until its first screen can be used; the browser runs before. */
export async function benchWindow(dataDir: string): Promise<WindowTimes> {
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] as const };
  execFileSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, 'main/setup/build.ts'), 'renderer'],
    { ...options, stdio: [...options.stdio] },
  );
  const path = browserPath();
  const browser = path
    ? await chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-gpu'] })
    : null;
  try {
    const starts: { ms: number; memoryMiB: number | null }[] = [];
    for (let time = 0; time < TIMES; time++) starts.push(await startOnce(browser, dataDir));
    const sorted = starts.map(({ ms }) => ms).sort((a, b) => a - b);
    return {
      until: browser ? 'first screen' : 'first answer',
      medianMs: sorted[sorted.length >> 1]!,
      worstMs: sorted.at(-1)!,
      memoryMiB: starts.at(-1)!.memoryMiB,
    };
  } finally {
    await browser?.close();
  }
}

async function startOnce(browser: Browser | null, dataDir: string) {
  const from = performance.now();
  const server = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(root, 'main/loopback/main.ts'),
      ...['--no-open', '--data-dir', dataDir],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    const url = await addressOf(server);
    const context = await browser?.newContext();
    if (context) {
      const page = await context.newPage();
      await page.goto(url, { waitUntil: 'commit' });
      await page.getByRole('navigation', { name: 'Screens' }).waitFor();
      await page.getByRole('link', { name: 'Reconcile', exact: true }).click({ trial: true });
    } else await (await fetch(url)).arrayBuffer();
    const ms = performance.now() - from;
    const memoryMiB = memoryOf(server.pid!);
    await context?.close();
    return { ms, memoryMiB };
  } finally {
    if (server.exitCode === null && server.kill()) await once(server, 'exit');
  }
}

async function addressOf(server: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: server.stdout! })) {
    const found = /https?:\/\/\S+/.exec(line);
    if (found) return found[0];
  }
  throw new Error('The server ended before it said where it is.');
}

function memoryOf(pid: number): number | null {
  if (process.platform === 'win32') return null;
  const kib = execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]).toString();
  return Number(kib) >> 10;
}
