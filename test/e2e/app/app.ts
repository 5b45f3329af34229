import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import type { ProgramInChromium } from '../../electron/chromium/start.ts';
import { aloneInBrowser, inBrowser, launchChromium, openWindow } from './browser-window.ts';
import type { Window } from './browser-window.ts';
import { isDrawn } from './drawn.ts';
import { inElectron, inStandIn } from './electron-window.ts';
import { expect } from './expect.ts';
import { programs } from './programs.ts';
import type { Programs } from './programs.ts';
import type { Running } from './running.ts';
import { WITHOUT_EXCEL } from './without-excel.ts';

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
  /** Reconciles on the command line, as preparation for what a test looks at; the id of the run. */
  reconciled(path: string, ...options: string[]): Promise<string>;
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
  /** Whether `app` has a process of its own, as users start it; only then can it be killed. */
  alone: boolean;
  /** A program of the test's own. */
  app: App;
  drawn: undefined;
}
interface WorkerFixtures {
  programsOnce: Programs;
  chromiumOnce: () => Promise<Browser>;
  windowOnce: () => Promise<Window>;
  /** One program for tests that leave nothing behind that another would stumble over. */
  shared: App;
}

export const test = base.extend<Fixtures, Options & WorkerFixtures>({
  host: ['loopback', { option: true, scope: 'worker' }],
  programsOnce: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures wanted off it
    async ({}, use) => {
      const once = programs();
      await use(once);
      once.end();
    },
    { scope: 'worker' },
  ],
  chromiumOnce: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures wanted off it
    async ({}, use) => {
      let browser: Promise<Browser> | undefined;
      await use(() => (browser ??= launchChromium()));
      await (await browser)?.close();
    },
    { scope: 'worker' },
  ],
  windowOnce: [
    async ({ chromiumOnce }, use) => {
      let window: Promise<Window> | undefined;
      await use(async () => await (window ??= openWindow(await chromiumOnce())));
      await (await window)?.close();
    },
    { scope: 'worker' },
  ],
  drawn: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures wanted off it
    async ({}, use, info) => {
      info.skip(
        !isDrawn(info.title, info.tags),
        'It was not drawn this time; npm run test:deep tries all.',
      );
      await use(undefined);
    },
    { auto: true },
  ],
  excel: [false, { option: true }],
  alone: [false, { option: true }],
  app: async ({ host, chromiumOnce, windowOnce, programsOnce, excel, alone }, use) => {
    const start = starts(chromiumOnce, windowOnce, alone ? null : programsOnce)[host];
    await withProgram(start, programsOnce, excel, namesOn(host), use);
  },
  shared: [
    async ({ host, chromiumOnce, programsOnce }, use) => {
      // A page of its own: it stays open beside those of the tests.
      const windows: Window[] = [];
      const window = async (): Promise<Window> =>
        windows[0] ?? (windows[0] = await openWindow(await chromiumOnce()));
      const start = starts(chromiumOnce, window, programsOnce)[host];
      await withProgram(start, programsOnce, false, namesOn(host), use);
      await windows[0]?.close();
    },
    { scope: 'worker' },
  ],
});
export { expect };

/** What the names of users and of their folders may have in them; a browser's own paths are not at stake. */
const namesOn = (host: Options['host']): string =>
  host === 'stand-in' ? ` of José O'Brien, 100% #1` : '';

/** Starts the program on a data folder that is there as long as `use` takes. */
async function withProgram(
  start: Start,
  programs: Programs,
  excel: boolean,
  names: string,
  use: (app: App) => Promise<void>,
): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'thrive-e2e-'));
  const dataDir = join(scratch, `data${names}`);
  const folder = join(scratch, `files${names}`);
  cpSync(SAMPLES, folder, { recursive: true });
  if (!excel) cpSync(WITHOUT_EXCEL, dataDir, { recursive: true });
  const complaints: string[] = [];
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
    reconciled: (path, ...options) => programs.reconciled(path, dataDir, ...options),
    saved: (name, action) => running!.saved(join(folder, name), action),
    async goTo(route) {
      await app.page.evaluate(`location.hash = ${JSON.stringify(`#${route}`)}`);
    },
    async start() {
      await running?.stop();
      running = await start(dataDir, folder);
      watch(running.page, complaints);
      const { page } = running;
      const screens = page.getByRole('navigation', { name: 'Screens' });
      const noHistory = page.getByRole('heading', { name: 'The history cannot be opened' });
      await expect(screens.or(noHistory)).toBeVisible();
      return page;
    },
    kill: async () => running?.kill(),
  };
  await app.start();
  await use(app);
  await running?.stop();
  rmSync(scratch, { recursive: true, force: true });
}

/** Starts the program once. */
type Start = (dataDir: string, folder: string) => Promise<Running>;

/** The ways to start it, by its host; without `programs` it has a process of its own. */
function starts(
  browser: () => Promise<Browser>,
  window: () => Promise<Window>,
  programs: Programs | null,
): Readonly<Record<Options['host'], Start>> {
  return {
    loopback: async (dataDir, folder) =>
      programs
        ? inBrowser(await window(), programs, dataDir, folder)
        : aloneInBrowser(await window(), dataDir, folder),
    electron: inElectron,
    'stand-in': async (dataDir) => inStandIn(await browser(), dataDir),
  };
}

function watch(page: Page, complaints: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
}
