import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { _electron, chromium, test as base } from '@playwright/test';
import type { Browser, ElectronApplication, Page } from '@playwright/test';
import { browserPath } from '../../../main/setup/browser.ts';
import { electronBinary } from '../../../main/setup/electron.ts';
import { programInChromium } from '../../electron/chromium/start.ts';
import type { ProgramInChromium } from '../../electron/chromium/start.ts';
import { WITHOUT_EXCEL } from './without-excel.ts';
import { expect } from './expect.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const SAMPLES = join(root, 'assets', 'sample');

/** The program as a test has it before it: one data folder, started as often as the test likes. */
export interface App {
  readonly page: Page;
  readonly dataDir: string;
  /** A folder of the test's own, within which the program may read and write. */
  readonly folder: string;
  /** Copies a sample into that folder; its path. */
  sample(name: 'tc_raw_data.xlsx' | 'messy.xlsx'): string;
  /** Chooses a workbook by its path, on the start screen. */
  open(path: string): Promise<void>;
  /** Opens a workbook and runs it to the end; the id of the run. */
  reconcile(path: string): Promise<string>;
  /** What `action` saves: a download, or what the save dialog was told; its path. */
  saved(name: string, action: () => Promise<void>): Promise<string>;
  /** Goes to a screen by its address. */
  goTo(route: string): Promise<void>;
  /** Starts the program, anew if it is running; from then on `page` is the new window. */
  start(): Promise<Page>;
  /** As a power cut would end it. */
  kill(): Promise<void>;
  /** What the window has complained about: console errors, breaches of the content policy. */
  readonly complaints: readonly string[];
  /** What the program behind the stand-in for Electron can be asked; null where another one hosts it. */
  readonly standIn: ProgramInChromium | null;
}

export interface Options {
  /** `stand-in`: the built window's program, with a page of Chromium behind a stand-in for Electron. */
  host: 'loopback' | 'electron' | 'stand-in';
}
interface Fixtures {
  /** Whether the runs of `app` write the workbooks, as they do unless the settings say otherwise. */
  excel: boolean;
  /** A program of the test's own. */
  app: App;
}
interface WorkerFixtures {
  chromiumOnce: () => Promise<Browser>;
  /** One program for the tests of a file that only look: its runs are made once. */
  shared: App;
}

export const test = base.extend<Fixtures, Options & WorkerFixtures>({
  host: ['loopback', { option: true, scope: 'worker' }],
  chromiumOnce: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures wanted off it
    async ({}, use) => {
      let browser: Promise<Browser> | undefined;
      await use(() => (browser ??= launchChromium()));
      await (await browser)?.close();
    },
    { scope: 'worker' },
  ],
  excel: [false, { option: true }],
  app: ({ host, chromiumOnce, excel }, use) => withProgram(host, chromiumOnce, excel, use),
  shared: [
    ({ host, chromiumOnce }, use) => withProgram(host, chromiumOnce, false, use),
    { scope: 'worker' },
  ],
});
export { expect };

/** Starts the program on a data folder that is there as long as `use` takes. */
async function withProgram(
  host: Options['host'],
  chromiumOnce: () => Promise<Browser>,
  excel: boolean,
  use: (app: App) => Promise<void>,
): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'thrive-e2e-'));
  const dataDir = join(scratch, 'data');
  const folder = join(scratch, 'files');
  cpSync(SAMPLES, folder, { recursive: true });
  if (!excel) cpSync(WITHOUT_EXCEL, dataDir, { recursive: true });
  const complaints: string[] = [];
  const starts: Readonly<Record<Options['host'], () => Promise<Running>>> = {
    loopback: async () => inBrowser(await chromiumOnce(), dataDir, folder),
    electron: () => inElectron(dataDir),
    'stand-in': async () => inStandIn(await chromiumOnce(), dataDir),
  };
  let running: Running | undefined;
  const app: App = {
    get page() {
      return running!.page;
    },
    get standIn() {
      return running!.standIn ?? null;
    },
    dataDir,
    folder,
    complaints,
    sample: (name) => join(folder, name),
    async open(path) {
      const { page } = app;
      await page.getByRole('link', { name: 'Reconcile', exact: true }).click();
      const another = page.getByRole('button', { name: 'Choose another' });
      const field = page.getByLabel('Path, s3:// or https:// address');
      await expect(another.or(field).first()).toBeVisible();
      if (await another.isVisible()) await another.click();
      await field.fill(path);
      await page.getByRole('button', { name: 'Open', exact: true }).click();
      await expect(page.getByRole('button', { name: 'Run all' })).toBeVisible();
    },
    async reconcile(path) {
      await app.open(path);
      await app.page.getByRole('button', { name: 'Run all' }).click();
      await expect(app.page.getByLabel('The run now')).toContainText('Completed in');
      return /run\/([\w-]+)/.exec(app.page.url())![1]!;
    },
    saved: (name, action) => running!.saved(join(folder, name), action),
    async goTo(route) {
      await app.page.evaluate(`location.hash = ${JSON.stringify(`#${route}`)}`);
    },
    async start() {
      await running?.stop();
      running = await starts[host]();
      watch(running.page, complaints);
      await expect(running.page.getByRole('navigation', { name: 'Screens' })).toBeVisible();
      return running.page;
    },
    kill: async () => running?.kill(),
  };
  await app.start();
  await use(app);
  await running?.stop();
  rmSync(scratch, { recursive: true, force: true });
}

interface Running {
  readonly page: Page;
  readonly standIn?: ProgramInChromium;
  saved(path: string, action: () => Promise<void>): Promise<string>;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

function launchChromium(): Promise<Browser> {
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

async function inBrowser(browser: Browser, dataDir: string, folder: string): Promise<Running> {
  const server = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(root, 'main', 'loopback', 'main.ts'),
      ...['--no-open', '--data-dir', dataDir, '--allow', folder],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const url = await addressOf(server);
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    acceptDownloads: true,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await page.goto(url);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill(signal);
    await once(server, 'exit');
  };
  return {
    page,
    async saved(path, action) {
      const [download] = await Promise.all([page.waitForEvent('download'), action()]);
      await download.saveAs(path);
      return path;
    },
    async stop() {
      await context.close();
      await end('SIGTERM');
    },
    kill: () => end('SIGKILL'),
  };
}

async function addressOf(server: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: server.stdout! })) {
    const found = /https?:\/\/\S+/.exec(line);
    if (found) return found[0];
  }
  throw new Error('The server ended before it said where it is.');
}

async function inElectron(dataDir: string): Promise<Running> {
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

async function inStandIn(browser: Browser, dataDir: string): Promise<Running> {
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

function watch(page: Page, complaints: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
}
