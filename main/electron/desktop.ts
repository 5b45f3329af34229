import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type * as Electron from 'electron';
import { dataFolder } from '../data-folder/data-folder.ts';
import { faultLog } from '../app/fault-log.ts';
import type { Application } from '../program/application.ts';
import type { Host } from '../app/host.ts';
import { APP_SCHEME_PRIVILEGES, appResponder } from './page/app-protocol.ts';
import { orderlyEnding } from './ending/ending.ts';
import type { Ending } from './ending/ending.ts';
import { stayAwake } from './ending/stay-awake.ts';
import { wouldBeMissed } from './ending/unfinished.ts';
import { endWith, tellFaults, TITLE, wordsFor } from './faults.ts';
import { guardContents, guardSession } from './page/guards.ts';
import { electronHost } from './host/host.ts';
import { electronUpdater } from './host/updater.ts';
import { answerCalls } from './ipc.ts';
import { lockTrouble, noteInstance } from './launch/instance-lock.ts';
import { isWorkbook, launchArguments, placesHandedOver } from './launch/launch-arguments.ts';
import { startAgain } from './launch/start-again.ts';
import { mainWindow } from './window/main-window.ts';
import type { MainWindow } from './window/main-window.ts';
import { createMenuCommands } from './menu/menu-commands.ts';
import type { MenuCommands } from './menu/menu-commands.ts';
import { menuTemplate } from './menu/menu.ts';
import { APP_SCHEME } from './page/own-origin.ts';

/** What the window needs of Electron: the module itself, or a stand-in for it. */
export type ElectronModule = Pick<
  typeof Electron,
  | 'app'
  | 'autoUpdater'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'nativeTheme'
  | 'Notification'
  | 'powerMonitor'
  | 'powerSaveBlocker'
  | 'protocol'
  | 'safeStorage'
  | 'screen'
  | 'session'
  | 'shell'
  | 'utilityProcess'
>;

export interface DesktopOptions {
  readonly electron: ElectronModule;
  /** The process that this is. */
  readonly process: {
    readonly argv: readonly string[];
    readonly env: NodeJS.ProcessEnv;
    readonly platform: NodeJS.Platform;
    readonly pid: number;
    readonly execPath: string;
    readonly resourcesPath: string;
    /** Electron's own mark of a program that is started unpackaged. */
    readonly defaultApp?: boolean;
    cwd(): string;
    on(
      event: 'uncaughtException' | 'unhandledRejection',
      listener: (fault: unknown) => void,
    ): unknown;
    on(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP', listener: () => void): unknown;
  };
  readonly files: DesktopFiles;
  readonly createApplication: (options: { dataDir: string; host: Host }) => Application;
}

/** Where the parts of the built program lie. Absolute paths. */
export interface DesktopFiles {
  readonly renderer: string;
  readonly preload: string;
  readonly runner: string;
  readonly icon: string;
}

const APP_ID = 'org.thrivecash.reconciler';
const NO_SANDBOX = '--no-sandbox';

/** The program as the system meets it, from its start to its end. */
interface Desktop extends DesktopOptions {
  /** The data folder. */
  readonly root: string;
  readonly log: (fault: unknown) => void;
  readonly window: MainWindow;
  readonly commands: MenuCommands;
  readonly ending: Ending;
  /** Null before it is there, and again once it closes. */
  application: Application | null;
  /** Places that were handed over before there was an application. */
  readonly early: string[];
}

/**
 * Starts the desktop application; once for a data folder, a second start hands its files over to
 * the first. Resolves when the window is there, or when it is clear that there will be none.
 */
export async function startDesktop(options: DesktopOptions): Promise<void> {
  const { electron, process } = options;
  const { app } = electron;
  // By it Electron takes the switch back, when what starts the page's process has gone by it already. An AppImage has
  // the switch where it can have no sandbox; the window's own options keep Node out of the page all the same.
  if (!process.argv.includes(NO_SANDBOX)) app.enableSandbox();
  electron.protocol.registerSchemesAsPrivileged([APP_SCHEME_PRIVILEGES]);
  const launch = launchArguments(process.argv, process.defaultApp === true, process.cwd());

  let root: string;
  let lock: boolean;
  try {
    root = dataFolder(launch.dataDir);
    lock = lockIn(root, electron, launch.places);
    const folder = windowFolder(root);
    const { platform, pid } = process;
    if (lock) noteInstance(folder, platform, { host: hostname(), pid });
    const trouble = lock ? null : lockTrouble(folder, platform, hostname());
    if (trouble) throw trouble;
  } catch (fault) {
    return endWith(electron, fault);
  }
  if (!lock) return app.quit();

  const desktop = desktopIn(root, options, launch.places);
  tellFaults(desktop);
  heedSystem(desktop);
  await app.whenReady();
  try {
    await openApplication(desktop);
  } catch (fault) {
    desktop.log(fault);
    return endWith(electron, fault);
  }
  endWhenTold(desktop);
  electron.nativeTheme.on('updated', desktop.window.followTheme);
  setMenu(desktop);
  openPlaces(desktop, desktop.early);
}

/** Where Chromium's own files lie, apart from the history. */
function windowFolder(root: string): string {
  return join(root, 'window');
}

/** Whether this is the only program in its data folder; if not, the other one is told what it was started with. */
function lockIn(root: string, { app }: ElectronModule, places: readonly string[]): boolean {
  const folder = windowFolder(root);
  // Electron does not make it, and the lock goes by it.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  app.setPath('userData', folder);
  return app.requestSingleInstanceLock({ places });
}

function desktopIn(root: string, options: DesktopOptions, places: readonly string[]): Desktop {
  const { electron, files, process } = options;
  const log = faultLog(root);
  const commands = createMenuCommands((event) => window.send(event));
  let closed: Application | null = null;
  const window = mainWindow({
    electron,
    files,
    title: TITLE,
    root,
    log,
    pageLeft: commands.pageLeft,
    closing(event) {
      // On a Mac the program goes on without its window.
      if (process.platform !== 'darwin') ending.windowCloses(event);
    },
  });
  const ending = orderlyEnding({
    app: electron.app,
    dialog: electron.dialog,
    window: window.current,
    jobs: () => desktop.application?.jobs() ?? [],
    close: async () => {
      closed = desktop.application;
      desktop.application = null;
      await closed?.close();
    },
    replace: async (busy, told) => (await closed?.replace(busy, told)) ?? false,
    notReplaced: (fault) =>
      electron.dialog.showErrorBox(`${TITLE} was not updated`, wordsFor(fault)),
    startAgain: (again) => startAgain(electron.app, process, root, again),
    log,
  });
  const desktop: Desktop = {
    ...options,
    root,
    log,
    window,
    commands,
    ending,
    application: null,
    early: [...places],
  };
  return desktop;
}

/** Ends without a question when the session ends, or when a terminal or another program says so. */
function endWhenTold({ electron, process, ending }: Desktop): void {
  // Not before it is ready: Electron puts handlers of its own in their place until then.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, ending.withoutAsking);
  electron.powerMonitor.on('shutdown', (...told: unknown[]) => {
    // Until it has ended the system waits, as far as it does; the declaration lacks the event.
    (told[0] as Electron.Event | undefined)?.preventDefault();
    ending.withoutAsking();
  });
}

/** Does what the system asks of the program. */
function heedSystem(desktop: Desktop): void {
  const { app } = desktop.electron;
  // macOS hands over files this way, also before the program is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (isWorkbook(path)) openPlaces(desktop, [path]);
  });
  app.on('second-instance', (_event, _argv, _cwd, handedOver) => {
    openPlaces(desktop, placesHandedOver(handedOver));
  });
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  app.on('activate', () => {
    if (!desktop.ending.handsOver([]) && desktop.application) desktop.window.show();
  });
  app.on('window-all-closed', () => {
    if (desktop.process.platform !== 'darwin') app.quit();
  });
}

/** Opens the application and lets the page reach it, and nothing else. Throws as its opening does. */
async function openApplication(desktop: Desktop): Promise<void> {
  const { electron, process, files, root, window, log } = desktop;
  const { app, dialog, nativeTheme } = electron;
  app.setAppUserModelId(APP_ID);
  const session = electron.session.defaultSession;
  guardSession(session);
  session.protocol.handle(APP_SCHEME, appResponder(files.renderer));
  const host = electronHost({
    app,
    dialog,
    nativeTheme,
    shell: electron.shell,
    Notification: electron.Notification,
    safeStorage: electron.safeStorage,
    session,
    platform: process.platform,
    utilityProcess: electron.utilityProcess,
    updater: electronUpdater({ app, autoUpdater: electron.autoUpdater, process }),
    window: window.current,
    showWindow: window.show,
    notice: (words) => window.send({ name: 'notice', payload: { words } }),
    runner: files.runner,
    root,
    log,
  });
  const application = desktop.createApplication({ dataDir: root, host });
  desktop.application = application;
  const { handlers, calls, admit } = application;
  host.useTheme((await handlers['settings.get']({})).theme);
  application.onEvent(window.send);
  const awake = stayAwake(electron.powerSaveBlocker);
  application.onEvent(({ name }) => {
    if (name === 'progress' || name === 'job.ended') awake(wouldBeMissed(application.jobs()));
  });
  answerCalls(
    electron.ipcMain,
    {
      calls,
      admit,
      handlers: {
        ...handlers,
        // The page asks for this first of all, once it listens.
        'shell.takeOpened': (input) => {
          desktop.commands.pageListens();
          return handlers['shell.takeOpened'](input);
        },
      },
    },
    log,
  );
}

function setMenu({ electron: { app, Menu }, process, window, commands }: Desktop): void {
  const template = menuTemplate({
    appName: TITLE,
    platform: process.platform,
    packaged: app.isPackaged,
    command(command) {
      commands.choose(command);
      window.show();
    },
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function openPlaces(desktop: Desktop, places: readonly string[]): void {
  const { application, early, window, ending } = desktop;
  if (ending.handsOver(places)) return;
  if (!application) {
    early.push(...places);
    return;
  }
  for (const place of new Set(places)) application.openPlace(place);
  window.show();
}
