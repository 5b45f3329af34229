import { join } from 'node:path';
import type * as Electron from 'electron';
import type { ApiEvent } from '../../core/contract/api/api.ts';
import { dataFolder } from '../data-folder/data-folder.ts';
import type { Application } from '../program/application.ts';
import type { Host } from '../app/host.ts';
import { APP_SCHEME_PRIVILEGES, appResponder } from './app-protocol.ts';
import { EVENT_CHANNEL } from './bridge.ts';
import { faultLog, wordsFor } from './fault-log.ts';
import { guardContents, guardSession } from './guards.ts';
import { electronHost } from './host.ts';
import { answerCalls } from './ipc.ts';
import { isWorkbook, launchArguments, placesHandedOver } from './launch-arguments.ts';
import { createMenuCommands } from './menu-commands.ts';
import { menuTemplate } from './menu.ts';
import { APP_SCHEME, START_PAGE } from './own-origin.ts';
import { groundColour, windowOptions } from './window-options.ts';
import { placementOf, readWindowState, writeWindowState } from './window-state.ts';

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

/**
 * Starts the desktop application; once for a data folder, a second start hands its files over to
 * the first. Resolves when the window is there, or when it is clear that there will be none.
 */
export async function startDesktop(options: DesktopOptions): Promise<void> {
  const { electron, files, process } = options;
  const { app, dialog, nativeTheme, screen } = electron;
  app.enableSandbox();
  electron.protocol.registerSchemesAsPrivileged([APP_SCHEME_PRIVILEGES]);
  const launch = launchArguments(process.argv, process.defaultApp === true, process.cwd());

  let root: string;
  try {
    root = dataFolder(launch.dataDir);
  } catch (fault) {
    return endWith(fault);
  }
  // Chromium's own files stay apart from the history. The lock below goes by this folder.
  app.setPath('userData', join(root, 'window'));
  if (!app.requestSingleInstanceLock({ places: launch.places })) return app.quit();

  const log = faultLog(root);
  let window: Electron.BrowserWindow | null = null;
  let application: Application | null = null;
  const early = [...launch.places];
  const commands = createMenuCommands(send);

  process.on('uncaughtException', (fault) => {
    log(fault);
    endWith(fault);
  });
  process.on('unhandledRejection', (fault) => {
    log(fault);
    dialog.showErrorBox(`${TITLE} met a fault`, wordsFor(fault));
  });
  // macOS hands over files this way, also before the program is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (isWorkbook(path)) openPlaces([path]);
  });
  app.on('second-instance', (_event, _argv, _cwd, handedOver) => {
    openPlaces(placesHandedOver(handedOver));
  });
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  app.on('activate', () => application && showWindow());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    if (!application) return;
    event.preventDefault();
    const closing = application;
    application = null;
    void closing
      .close()
      .catch(log)
      .then(() => app.exit(0));
  });

  await app.whenReady();
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
    window: () => window,
    showWindow,
    runner: files.runner,
  });
  try {
    application = options.createApplication({ dataDir: root, host });
    host.useTheme((await application.handlers['settings.get']({})).theme);
  } catch (fault) {
    log(fault);
    return endWith(fault);
  }
  application.onEvent(send);
  const { handlers } = application;
  answerCalls(
    electron.ipcMain,
    {
      ...handlers,
      // The page asks for this first of all, once it listens.
      'shell.takeOpened': (input) => {
        commands.pageListens();
        return handlers['shell.takeOpened'](input);
      },
    },
    log,
  );
  nativeTheme.on('updated', () =>
    window?.setBackgroundColor(groundColour(nativeTheme.shouldUseDarkColors)),
  );
  electron.Menu.setApplicationMenu(
    electron.Menu.buildFromTemplate(
      menuTemplate({
        appName: TITLE,
        platform: process.platform,
        packaged: app.isPackaged,
        command(command) {
          commands.choose(command);
          showWindow();
        },
      }),
    ),
  );
  openPlaces(early);

  function openPlaces(places: readonly string[]): void {
    if (!application) {
      early.push(...places);
      return;
    }
    for (const place of new Set(places)) application.openPlace(place);
    showWindow();
  }

  function send(event: ApiEvent): void {
    if (window && !window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, event);
  }

  /** Brings the window to the front; opens it where there is none. */
  function showWindow(): void {
    if (!window) {
      window = openWindow();
      return;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  function openWindow(): Electron.BrowserWindow {
    const placement = placementOf(readWindowState(root), workAreas(screen));
    const opened = new electron.BrowserWindow(
      windowOptions({
        title: TITLE,
        preload: files.preload,
        icon: files.icon,
        dark: nativeTheme.shouldUseDarkColors,
        packaged: app.isPackaged,
        placement,
      }),
    );
    opened.once('ready-to-show', () => {
      if (placement.maximised) opened.maximize();
      opened.show();
    });
    opened.on('close', () =>
      writeWindowState(root, {
        bounds: opened.getNormalBounds(),
        maximised: opened.isMaximized(),
      }),
    );
    opened.on('closed', () => {
      commands.pageLeft();
      window = null;
    });
    opened.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) commands.pageLeft();
    });
    opened.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit' || reason === 'killed') return;
      log(new Error(`The page's process ended: ${reason}`));
      void offerReload(opened);
    });
    opened.loadURL(START_PAGE).catch(log);
    return opened;
  }

  async function offerReload(opened: Electron.BrowserWindow): Promise<void> {
    const { response } = await dialog.showMessageBox(opened, {
      type: 'error',
      message: 'The window stopped working.',
      detail: 'Runs go on in the background and nothing is lost. Reload the window to see them.',
      buttons: ['Reload', 'Quit'],
      defaultId: 0,
      cancelId: 0,
    });
    if (response === 1) app.quit();
    else if (!opened.isDestroyed()) opened.webContents.reload();
  }

  function endWith(fault: unknown): void {
    dialog.showErrorBox(`${TITLE} cannot go on`, wordsFor(fault));
    app.exit(1);
  }
}

/** The parts of the displays that windows may cover, the primary display first. */
function workAreas(screen: Electron.Screen): Electron.Rectangle[] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ workArea }) => workArea);
}
