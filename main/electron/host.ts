import type {
  App,
  BrowserWindow,
  Dialog,
  NativeTheme,
  Notification,
  SafeStorage,
  Session,
  Shell,
  UtilityProcess,
  utilityProcess,
} from 'electron';
import type { Host, Keychain, RunnerProcess } from '../app/host.ts';
import { WORKBOOK_EXTENSIONS } from './launch-arguments.ts';

/** What the host needs of Electron. */
export interface HostParts {
  readonly app: Pick<App, 'addRecentDocument' | 'quit'>;
  readonly dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>;
  readonly shell: Pick<Shell, 'showItemInFolder'>;
  readonly nativeTheme: Pick<NativeTheme, 'themeSource'>;
  readonly Notification: typeof Notification;
  readonly safeStorage: Pick<
    SafeStorage,
    'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
  >;
  readonly session: Pick<Session, 'resolveProxy'>;
  readonly platform: NodeJS.Platform;
  readonly utilityProcess: Pick<typeof utilityProcess, 'fork'>;
  /** Null while none is open. */
  readonly window: () => BrowserWindow | null;
  readonly showWindow: () => void;
  /** The script of the process in which runs are carried out. */
  readonly runner: string;
}

/** The program inside an Electron window. */
export function electronHost(parts: HostParts): Host {
  const { app, dialog, nativeTheme, shell } = parts;
  // A notification that nobody holds is collected, and its click is lost.
  const shown = new Set<Notification>();
  return {
    kind: 'electron',
    allowedFolders: null,
    offerDownload: null,
    dialogs: {
      chooseFile: () => chosen({ properties: ['openFile'], filters: WORKBOOKS }),
      chooseFolder: () => chosen({ properties: ['openDirectory', 'createDirectory'] }),
      async chooseSave(name) {
        const options = { defaultPath: name, filters: filtersFor(name) };
        const window = parts.window();
        const { canceled, filePath } = window
          ? await dialog.showSaveDialog(window, options)
          : await dialog.showSaveDialog(options);
        return canceled || filePath === '' ? null : filePath;
      },
    },
    showInFolder: (path) => shell.showItemInFolder(path),
    notify(title, body) {
      if (!parts.Notification.isSupported()) return;
      const notification = new parts.Notification({ title, body });
      shown.add(notification);
      notification.on('click', parts.showWindow);
      notification.on('close', () => void shown.delete(notification));
      notification.show();
    },
    showProgress: (share) => parts.window()?.setProgressBar(progressBarValue(share)),
    rememberDocument: (path) => app.addRecentDocument(path),
    useTheme(theme) {
      nativeTheme.themeSource = theme;
    },
    forkRunner: () => runnerProcess(parts.utilityProcess.fork(parts.runner, [], RUNNER_OPTIONS)),
    keychain: () => keychainOf(parts.safeStorage, parts.platform),
    proxyFor: async (url) => httpProxyIn(await parts.session.resolveProxy(url)),
    quit: () => app.quit(),
  };

  async function chosen(options: Electron.OpenDialogOptions): Promise<string | null> {
    const window = parts.window();
    const { canceled, filePaths } = window
      ? await dialog.showOpenDialog(window, options)
      : await dialog.showOpenDialog(options);
    return canceled ? null : (filePaths[0] ?? null);
  }
}

/** On Linux without a keyring Electron seals with a key that everybody knows: that keeps nothing. */
const NO_KEYRING =
  'This system has no unlocked keyring (GNOME Keyring or KWallet); keys are kept only until the program ends.';
const NO_KEYCHAIN =
  'The keychain of this system cannot be used; keys are kept only until the program ends.';

function keychainOf(safeStorage: HostParts['safeStorage'], platform: NodeJS.Platform): Keychain {
  if (!safeStorage.isEncryptionAvailable())
    return { available: false, why: platform === 'linux' ? NO_KEYRING : NO_KEYCHAIN };
  const backend = platform === 'linux' ? safeStorage.getSelectedStorageBackend() : null;
  if (backend === 'basic_text' || backend === 'unknown')
    return { available: false, why: NO_KEYRING };
  return {
    available: true,
    encrypt: (text) => safeStorage.encryptString(text),
    decrypt: (bytes) => safeStorage.decryptString(Buffer.from(bytes)),
  };
}

/**
 * The first way of a list such as `PROXY host:8080; DIRECT` as an address; null for a direct way and
 * for kinds of proxies that this program does not speak with.
 */
export function httpProxyIn(list: string): string | null {
  const [, kind = '', host = ''] = /^\s*([A-Z]+)\s+([^\s;]+)/i.exec(list) ?? [];
  if (/^(PROXY|HTTP)$/i.test(kind)) return `http://${host}`;
  return /^HTTPS$/i.test(kind) ? `https://${host}` : null;
}

const RUNNER_OPTIONS: Electron.ForkOptions = {
  serviceName: 'Reconciliation run',
  stdio: ['ignore', 'inherit', 'inherit'],
};

const WORKBOOKS: Electron.FileFilter[] = [
  { name: 'Workbooks', extensions: [...WORKBOOK_EXTENSIONS] },
  { name: 'Excel workbook', extensions: ['xlsx'] },
  { name: 'CSV', extensions: ['csv'] },
  { name: 'Parquet', extensions: ['parquet'] },
];

/** The filter of the format that the proposed name has, so that the system adds no other ending. */
function filtersFor(name: string): Electron.FileFilter[] {
  const extension = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase();
  if (extension === undefined) return [];
  const known = WORKBOOKS.slice(1).find(({ extensions }) => extensions.includes(extension));
  return [known ?? { name: extension.toUpperCase(), extensions: [extension] }];
}

/** A share as Electron wants it: above 1 is work without a known end, below 0 is none. */
function progressBarValue(share: number | null): number {
  if (share === null) return -1;
  return share < 0 ? 2 : Math.min(share, 1);
}

/** A utility process as the services see it. */
function runnerProcess(child: UtilityProcess): RunnerProcess {
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', (code) => listener(code)),
    kill: () => void child.kill(),
  };
}
