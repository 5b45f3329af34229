import { EventEmitter } from 'node:events';
import type { ElectronModule } from '../../../main/electron/desktop.ts';

/** A stand-in for Electron that records what it was asked for; the binary is not needed. */
export function fakeElectron({ locked = false, packaged = true } = {}) {
  const log: string[] = [];
  let ready: () => void = () => undefined;
  const app = Object.assign(new EventEmitter(), {
    isPackaged: packaged,
    enableSandbox: () => void log.push('sandbox'),
    setPath: (name: string, path: string) => void log.push(`path ${name} ${path}`),
    requestSingleInstanceLock: (data: unknown) => {
      log.push(`lock ${JSON.stringify(data)}`);
      return !locked;
    },
    whenReady: () => new Promise<void>((resolve) => (ready = resolve)),
    setAppUserModelId: () => undefined,
    addRecentDocument: (path: string) => void log.push(`recent ${path}`),
    quit: () => void log.push('quit'),
    exit: (code: number) => void log.push(`exit ${code}`),
  });
  const windows: FakeWindow[] = [];
  class Window extends FakeWindow {
    constructor(options: Electron.BrowserWindowConstructorOptions) {
      super(options, log);
      windows.push(this);
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
  const electron = {
    app,
    BrowserWindow: Window,
    dialog: {
      showErrorBox: (title: string, text: string) => void shownErrors.push(`${title}: ${text}`),
      showMessageBox: async (...args: unknown[]) => {
        asked.push(args);
        return { response: 0 };
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
    protocol: {
      registerSchemesAsPrivileged: (given: Electron.CustomScheme[]) => schemes.push(given),
    },
    safeStorage,
    screen: {
      getPrimaryDisplay: () => ({ id: 1, workArea: DISPLAY }),
      getAllDisplays: () => [{ id: 1, workArea: DISPLAY }],
    },
    session: { defaultSession: session },
    shell: { showItemInFolder: (path: string) => void log.push(`show ${path}`) },
    utilityProcess: { fork: () => new EventEmitter() },
  };
  FakeNotification.shown = [];
  return {
    electron: electron as unknown as ElectronModule,
    app,
    asked,
    dialogAnswers,
    handled,
    log,
    menus,
    nativeTheme: electron.nativeTheme,
    safeStorage,
    schemes,
    session,
    shownErrors,
    windows,
    becomeReady: () => ready(),
  };
}

const DISPLAY = { x: 0, y: 0, width: 1920, height: 1040 };

export class FakeNotification extends EventEmitter {
  static shown: FakeNotification[] = [];
  static isSupported = (): boolean => true;
  readonly options: { title: string; body: string };
  constructor(options: { title: string; body: string }) {
    super();
    this.options = options;
  }
  show(): void {
    FakeNotification.shown.push(this);
  }
}

export class FakeContents extends EventEmitter {
  readonly sent: [string, unknown][] = [];
  url = 'app://thrive/';
  windowOpenHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  readonly mainFrame = fakeFrame('app://thrive/');
  send(channel: string, message: unknown): void {
    this.sent.push([channel, message]);
  }
  getURL(): string {
    return this.url;
  }
  reload(): void {
    this.emit('reloaded');
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpenHandler = handler;
  }
}

class FakeWindow extends EventEmitter {
  readonly webContents = new FakeContents();
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly #log: string[];
  bounds = { x: 40, y: 50, width: 1000, height: 700 };
  maximised = false;
  progress: number | null = null;
  constructor(options: Electron.BrowserWindowConstructorOptions, log: string[]) {
    super();
    this.options = options;
    this.#log = log;
  }
  async loadURL(url: string): Promise<void> {
    this.#log.push(`load ${url}`);
  }
  show(): void {
    this.#log.push('window shown');
  }
  focus(): void {
    this.#log.push('window focused');
  }
  maximize(): void {
    this.#log.push('window maximised');
  }
  isMinimized(): boolean {
    return false;
  }
  isMaximized(): boolean {
    return this.maximised;
  }
  isDestroyed(): boolean {
    return false;
  }
  getNormalBounds(): Electron.Rectangle {
    return this.bounds;
  }
  setBackgroundColor(colour: string): void {
    this.#log.push(`ground ${colour}`);
  }
  setProgressBar(value: number): void {
    this.progress = value;
  }
}

export function fakeFrame(url: string, changes: Record<string, unknown> = {}) {
  return {
    url,
    origin: url.split('/').slice(0, 3).join('/'),
    parent: null as unknown,
    detached: false,
    isDestroyed: () => false,
    ...changes,
  };
}

/** A keychain that turns the bits of each byte, and opens only what it sealed. */
function fakeSafeStorage() {
  const turned = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0xff));
  return {
    available: true,
    backend:
      'gnome_libsecret' as Electron.SafeStorage['getSelectedStorageBackend'] extends () => infer B
        ? B
        : never,
    isEncryptionAvailable(): boolean {
      return this.available;
    },
    getSelectedStorageBackend() {
      return this.backend;
    },
    encryptString: (text: string): Buffer => turned(Buffer.from(`sealed ${text}`)),
    decryptString(bytes: Buffer): string {
      const [, text] = /^sealed (.*)$/s.exec(turned(bytes).toString()) ?? [];
      if (text === undefined) throw new Error('Error while decrypting the ciphertext.');
      return text;
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
