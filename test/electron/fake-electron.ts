import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import type { ElectronModule } from '../../main/electron/desktop.ts';
import { FakeRunner } from './fake-runner.ts';
import { FakeWindow } from './fake-window.ts';

/**
 * A stand-in for Electron that records what it was asked for; the binary is not needed. Where Electron refuses or
 * keeps silent, so does this: see its sources (`shell/browser`) for each.
 *
 * @param wayland nothing is drawn for a window that is not shown.
 * @param Window in place of one without a page.
 * @param fork starts a utility process, in place of one that does nothing of its own accord.
 * @param exit ends the program, which otherwise is only noted.
 */
export function fakeElectron({
  locked = false,
  packaged = true,
  wayland = false,
  Window: WindowKind = FakeWindow as WindowConstructor,
  fork = null as ((script: string, options: Electron.ForkOptions) => EventEmitter) | null,
  exit = null as ((code: number) => void) | null,
} = {}) {
  const log: string[] = [];
  const isReady = Promise.withResolvers<undefined>();
  let beforeReady = true;
  const leave = (code: number): void => {
    log.push(`exit ${code}`);
    exit?.(code);
  };
  const app = Object.assign(new EventEmitter(), {
    isPackaged: packaged,
    enableSandbox: () => void log.push('sandbox'),
    setPath(name: string, path: string): void {
      if (!existsSync(path)) throw new Error(`Failed to set '${name}' path: no such folder`);
      log.push(`path ${name} ${path}`);
    },
    requestSingleInstanceLock: (data: unknown) => {
      log.push(`lock ${JSON.stringify(data)}`);
      return !locked;
    },
    whenReady: (): Promise<unknown> => isReady.promise,
    setAppUserModelId: () => undefined,
    addRecentDocument: (path: string) => void log.push(`recent ${path}`),
    relaunch: (options: unknown) => void log.push(`relaunch ${JSON.stringify(options)}`),
    /** As Electron does it: what is prevented on the way takes it back. */
    quit(): void {
      log.push('quit');
      const passes = (name: string): boolean => {
        let prevented = false;
        app.emit(name, { preventDefault: () => (prevented = true) });
        return !prevented;
      };
      if (!passes('before-quit')) return;
      for (const window of windows.filter(({ destroyed }) => !destroyed)) {
        if (!window.userCloses()) return;
        window.closes();
      }
      if (passes('will-quit')) leave(0);
    },
    exit: leave,
  });
  const windows: FakeWindow[] = [];
  class Window extends WindowKind {
    constructor(options: Electron.BrowserWindowConstructorOptions) {
      super(options, log, wayland);
      windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
  }
  const handled = new Map<string, (...args: unknown[]) => unknown>();
  const schemes: Electron.CustomScheme[][] = [];
  const session = fakeSession();
  const menus: Electron.MenuItemConstructorOptions[][] = [];
  const safeStorage = fakeSafeStorage();
  const shownErrors: string[] = [];
  const dialogAnswers = {
    open: { canceled: true, filePaths: [] as string[] },
    save: { canceled: true, filePath: '' },
  };
  const asked: unknown[][] = [];
  let answer: Promise<number> | null = Promise.resolve(0);
  const runners: FakeRunner[] = [];
  const blockers = new Set<number>();
  const displays = [{ id: 1, workArea: DISPLAY }];
  const electron = {
    app,
    autoUpdater: new EventEmitter(),
    BrowserWindow: Window,
    dialog: {
      showErrorBox(title: string, text: string): void {
        if (beforeReady) log.push(`printed only: ${title}`);
        else shownErrors.push(`${title}: ${text}`);
      },
      async showMessageBox(...args: unknown[]) {
        asked.push(args);
        const options = args.at(-1) as Electron.MessageBoxOptions;
        if (answer !== null) return { response: await answer };
        // Taken back, it is as if it had been cancelled.
        return new Promise((resolve) =>
          options.signal?.addEventListener('abort', () => resolve({ response: options.cancelId })),
        );
      },
      showOpenDialog: async (...args: unknown[]) => {
        asked.push(args);
        return dialogAnswers.open;
      },
      showSaveDialog: async (...args: unknown[]) => {
        asked.push(args);
        return dialogAnswers.save;
      },
    },
    ipcMain: {
      handle: (channel: string, listener: (...args: unknown[]) => unknown) =>
        void handled.set(channel, listener),
    },
    Menu: {
      buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => template,
      setApplicationMenu: (template: Electron.MenuItemConstructorOptions[]) =>
        void menus.push(template),
    },
    nativeTheme: Object.assign(new EventEmitter(), {
      themeSource: 'system',
      shouldUseDarkColors: false,
    }),
    Notification: FakeNotification,
    powerMonitor: new EventEmitter(),
    powerSaveBlocker: {
      start(type: string): number {
        log.push(`awake ${type}`);
        blockers.add(log.length);
        return log.length;
      },
      stop: (id: number): boolean => blockers.delete(id),
    },
    protocol: {
      registerSchemesAsPrivileged: (given: Electron.CustomScheme[]) => schemes.push(given),
    },
    safeStorage,
    screen: {
      getPrimaryDisplay: () => displays[0],
      getAllDisplays: () => displays,
    },
    session: { defaultSession: session },
    shell: { showItemInFolder: (path: string) => void log.push(`show ${path}`) },
    utilityProcess: {
      fork(script: string, _args: unknown, options: Electron.ForkOptions): EventEmitter {
        if (fork) return fork(script, options);
        const runner = new FakeRunner(script, options);
        runners.push(runner);
        return runner;
      },
    },
  };
  FakeNotification.shown = [];
  FakeNotification.refused = null;
  FakeNotification.supported = true;
  return {
    electron: electron as unknown as ElectronModule,
    app,
    asked,
    dialogAnswers,
    displays,
    handled,
    log,
    menus,
    nativeTheme: electron.nativeTheme,
    safeStorage,
    schemes,
    session,
    shownErrors,
    windows,
    becomeReady() {
      beforeReady = false;
      isReady.resolve(undefined);
    },
    /** The runners that were started. */
    runners,
    blockers,
    powerMonitor: electron.powerMonitor,
    /** What the next question is answered with: the number of a button. */
    answer(button: number) {
      answer = Promise.resolve(button);
    },
    /** The next question stays open until it is taken back. */
    leaveOpen() {
      answer = null;
    },
  };
}

type WindowConstructor = new (
  options: Electron.BrowserWindowConstructorOptions,
  log: string[],
  wayland: boolean,
) => FakeWindow;

const DISPLAY = { x: 0, y: 0, width: 1920, height: 1040 };

export class FakeNotification extends EventEmitter {
  static shown: FakeNotification[] = [];
  /** Why the system shows none, as of a program on a Mac that nobody has signed. */
  static refused: string | null = null;
  static supported = true;
  static isSupported = (): boolean => FakeNotification.supported;
  readonly options: { title: string; body: string };
  constructor(options: { title: string; body: string }) {
    super();
    this.options = options;
  }
  show(): void {
    if (FakeNotification.refused === null) FakeNotification.shown.push(this);
    else this.emit('failed', {}, FakeNotification.refused);
  }
}

/**
 * A keychain that turns the bits of each byte, and opens only what it sealed. As Chromium on Linux, it
 * marks what it sealed with the key of a keyring, and with the one that everybody knows where none is open.
 */
function fakeSafeStorage() {
  const turned = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0xff));
  return {
    available: true,
    keyringOpen: true,
    /** There is a newer key than the one that something was sealed with. */
    keyRotated: false,
    backend:
      'gnome_libsecret' as Electron.SafeStorage['getSelectedStorageBackend'] extends () => infer B
        ? B
        : never,
    async isAsyncEncryptionAvailable(): Promise<boolean> {
      return this.available;
    },
    getSelectedStorageBackend() {
      return this.backend;
    },
    async encryptStringAsync(text: string): Promise<Buffer> {
      const mark = this.keyringOpen ? 'v11' : 'v10';
      return Buffer.concat([Buffer.from(mark), turned(Buffer.from(`sealed ${text}`))]);
    },
    async decryptStringAsync(bytes: Buffer) {
      const [, text] = /^sealed (.*)$/s.exec(turned(bytes.subarray(3)).toString()) ?? [];
      if (text === undefined) throw new Error('Error while decrypting the ciphertext.');
      return { result: text, shouldReEncrypt: this.keyRotated };
    },
  };
}

type Deny = (...args: never[]) => unknown;
export function fakeSession() {
  const kept = {
    request: null as Deny | null,
    check: null as Deny | null,
    device: null as Deny | null,
    before: null as Deny | null,
    schemes: new Map<string, (request: Request) => Promise<Response>>(),
  };
  return Object.assign(new EventEmitter(), {
    kept,
    resolveProxy: async () => 'DIRECT',
    setPermissionRequestHandler: (handler: Deny) => void (kept.request = handler),
    setPermissionCheckHandler: (handler: Deny) => void (kept.check = handler),
    setDevicePermissionHandler: (handler: Deny) => void (kept.device = handler),
    webRequest: { onBeforeRequest: (handler: Deny) => void (kept.before = handler) },
    protocol: {
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
        void kept.schemes.set(scheme, handler),
    },
  });
}
