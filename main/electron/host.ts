import type {
  App,
  BrowserWindow,
  Dialog,
  NativeTheme,
  Notification,
  Shell,
  UtilityProcess,
  utilityProcess,
} from 'electron';
import type { Host, RunnerProcess } from '../services/host.ts';
import { WORKBOOK_EXTENSIONS } from './launch-arguments.ts';

/** What the host needs of Electron. */
export interface HostParts {
  readonly app: Pick<App, 'addRecentDocument' | 'quit'>;
  readonly dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>;
  readonly shell: Pick<Shell, 'showItemInFolder'>;
  readonly nativeTheme: Pick<NativeTheme, 'themeSource'>;
  readonly Notification: typeof Notification;
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
export function runnerProcess(child: UtilityProcess): RunnerProcess {
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', (code) => listener(code)),
    kill: () => void child.kill(),
  };
}
