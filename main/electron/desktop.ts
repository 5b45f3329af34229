import { join } from 'node:path';
import type * as Electron from 'electron';
import { dataFolder } from '../data-folder/data-folder.ts';
import type { Application } from '../program/application.ts';
import type { Host } from '../app/host.ts';
import { APP_SCHEME_PRIVILEGES, appResponder } from './page/app-protocol.ts';
import { faultLog, wordsFor } from './fault-log.ts';
import { guardContents, guardSession } from './page/guards.ts';
import { electronHost } from './host/host.ts';
import { answerCalls } from './ipc.ts';
import { isWorkbook, launchArguments, placesHandedOver } from './launch/launch-arguments.ts';
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
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'nativeTheme'
  | 'Notification'
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
    readonly platform: NodeJS.Platform;
    /** Electron's own mark of a program that is started unpackaged. */
    readonly defaultApp?: boolean;
    cwd(): string;
    on(
      event: 'uncaughtException' | 'unhandledRejection',
      listener: (fault: unknown) => void,
    ): unknown;
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

const TITLE = 'Thrive Cash Reconciler';
const APP_ID = 'org.thrivecash.reconciler';

/** The program as the system meets it, from its start to its end. */
interface Desktop extends DesktopOptions {
  /** The data folder. */
  readonly root: string;
  readonly log: (fault: unknown) => void;
  readonly window: MainWindow;
  readonly commands: MenuCommands;
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
  app.enableSandbox();
  electron.protocol.registerSchemesAsPrivileged([APP_SCHEME_PRIVILEGES]);
  const launch = launchArguments(process.argv, process.defaultApp === true, process.cwd());

  let root: string;
  try {
    root = dataFolder(launch.dataDir);
  } catch (fault) {
    return endWith(electron, fault);
  }
  // Chromium's own files stay apart from the history. The lock below goes by this folder.
  app.setPath('userData', join(root, 'window'));
  if (!app.requestSingleInstanceLock({ places: launch.places })) return app.quit();

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
  electron.nativeTheme.on('updated', desktop.window.followTheme);
  setMenu(desktop);
  openPlaces(desktop, desktop.early);
}

function desktopIn(root: string, options: DesktopOptions, places: readonly string[]): Desktop {
  const log = faultLog(root);
  const commands = createMenuCommands((event) => window.send(event));
  const window = mainWindow({
    electron: options.electron,
    files: options.files,
    title: TITLE,
    root,
    log,
    pageLeft: commands.pageLeft,
  });
  return { ...options, root, log, window, commands, application: null, early: [...places] };
}

/** What nobody has caught is written down and told. */
function tellFaults({ electron, process, log }: Desktop): void {
  process.on('uncaughtException', (fault) => {
    log(fault);
    endWith(electron, fault);
  });
  process.on('unhandledRejection', (fault) => {
    log(fault);
    electron.dialog.showErrorBox(`${TITLE} met a fault`, wordsFor(fault));
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
  app.on('activate', () => desktop.application && desktop.window.show());
  app.on('window-all-closed', () => {
    if (desktop.process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    const closing = desktop.application;
    if (!closing) return;
    event.preventDefault();
    desktop.application = null;
    void closing
      .close()
      .catch(desktop.log)
      .then(() => app.exit(0));
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
    window: window.current,
    showWindow: window.show,
    runner: files.runner,
  });
  const application = desktop.createApplication({ dataDir: root, host });
  desktop.application = application;
  const { handlers } = application;
  host.useTheme((await handlers['settings.get']({})).theme);
  application.onEvent(window.send);
  answerCalls(
    electron.ipcMain,
    {
      ...handlers,
      // The page asks for this first of all, once it listens.
      'shell.takeOpened': (input) => {
        desktop.commands.pageListens();
        return handlers['shell.takeOpened'](input);
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

function openPlaces({ application, early, window }: Desktop, places: readonly string[]): void {
  if (!application) {
    early.push(...places);
    return;
  }
  for (const place of new Set(places)) application.openPlace(place);
  window.show();
}

function endWith({ app, dialog }: ElectronModule, fault: unknown): void {
  dialog.showErrorBox(`${TITLE} cannot go on`, wordsFor(fault));
  app.exit(1);
}
