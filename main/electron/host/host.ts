import type {
  App,
  BrowserWindow,
  Dialog,
  NativeTheme,
  Notification,
  Session,
  Shell,
  utilityProcess,
} from 'electron';
import type { Host } from '../../app/host.ts';
import type { Updater } from '../../updater/program-updater.ts';
import { nativeDialogs } from './dialogs.ts';
import { keychainOf } from './keychain.ts';
import type { SealingStorage } from './keychain.ts';
import { lastFolders } from './last-folders.ts';
import { RUNNER_OPTIONS, runnerProcess } from './runner-process.ts';

/** What the host needs of Electron. */
export interface HostParts {
  readonly app: Pick<App, 'addRecentDocument' | 'off' | 'on' | 'quit'>;
  readonly dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>;
  readonly shell: Pick<Shell, 'showItemInFolder'>;
  readonly nativeTheme: Pick<NativeTheme, 'themeSource'>;
  readonly Notification: typeof Notification;
  readonly safeStorage: SealingStorage;
  readonly session: Pick<Session, 'resolveProxy'>;
  readonly platform: NodeJS.Platform;
  readonly utilityProcess: Pick<typeof utilityProcess, 'fork'>;
  readonly updater: Updater;
  /** Null while none is open. */
  readonly window: () => BrowserWindow | null;
  readonly showWindow: () => void;
  /** Has the interface say what the system could not. */
  readonly notice: (words: string) => void;
  /** The script of the process in which runs are carried out. */
  readonly runner: string;
  /** The data folder, where it is written down in which folders the dialogs were left. */
  readonly root: string;
  readonly log: (fault: unknown) => void;
}

/** The program inside an Electron window. */
export function electronHost(parts: HostParts): Host {
  const { app, nativeTheme, shell, log } = parts;
  return {
    kind: 'electron',
    allowedFolders: null,
    offerDownload: null,
    dialogs: nativeDialogs({ ...parts, folders: lastFolders(parts.root) }),
    showInFolder: (path) => shell.showItemInFolder(path),
    notify: notifier(parts),
    showProgress: (share) => parts.window()?.setProgressBar(progressBarValue(share)),
    rememberDocument: (path) => app.addRecentDocument(path),
    useTheme(theme) {
      nativeTheme.themeSource = theme;
    },
    forkRunner: () =>
      runnerProcess(parts.utilityProcess.fork(parts.runner, [], RUNNER_OPTIONS), app, log),
    keychain: () => keychainOf(parts.safeStorage, parts.platform),
    proxyFor: async (url) => httpProxyIn(await parts.session.resolveProxy(url)),
    updater: parts.updater,
    quit: () => app.quit(),
  };
}

/**
 * Notifies by the system and, where that has no notifications or refuses (as a Mac does a program that nobody has
 * signed), in the window.
 */
function notifier({
  Notification,
  showWindow,
  notice,
  log,
}: Pick<HostParts, 'Notification' | 'showWindow' | 'notice' | 'log'>): Host['notify'] {
  // A notification that nobody holds is collected, and its click is lost.
  const shown = new Set<Notification>();
  return (title, body) => {
    const words = `${title}. ${body}`;
    if (!Notification.isSupported()) return notice(words);
    const notification = new Notification({ title, body });
    shown.add(notification);
    notification.on('click', showWindow);
    notification.on('close', () => void shown.delete(notification));
    notification.on('failed', (_event, error) => {
      shown.delete(notification);
      log(`A notification failed: ${error}`);
      notice(words);
    });
    notification.show();
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

/** A share as Electron wants it: above 1 is work without a known end, below 0 is none. */
function progressBarValue(share: number | null): number {
  if (share === null) return -1;
  return share < 0 ? 2 : Math.min(share, 1);
}
