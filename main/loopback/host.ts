import { fork, spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { moduleBeside } from '../../core/module-beside.ts';
import type { Host, RunnerProcess } from '../app/host.ts';
import { wholeLines } from '../secrets/whole-lines.ts';
import { softwareVersion } from '../software-version.ts';
import { programUpdater } from '../updater/program-updater.ts';

export interface LoopbackHostOptions {
  readonly allowedFolders: readonly string[];
  readonly offerDownload: (path: string, name: string) => string;
  readonly quit: () => void;
  /** Takes what runs say on standard error, which is this process's where it is left out. */
  readonly log?: (words: string) => void;
}

/** What the program can do with a browser for a window: no dialogs, no dock, no notifications. */
export function loopbackHost({
  allowedFolders,
  offerDownload,
  quit,
  log,
}: LoopbackHostOptions): Host {
  const nothing = (): void => undefined;
  return {
    kind: 'loopback',
    dialogs: null,
    allowedFolders,
    showInFolder,
    notify: nothing,
    showProgress: nothing,
    rememberDocument: nothing,
    useTheme: nothing,
    forkRunner: () => forkRunner(log),
    offerDownload,
    keychain: async () => ({ available: false, why: NO_KEYCHAIN }),
    // The environment's, which counts where nothing else is said.
    proxyFor: async () => null,
    updater: programUpdater({
      version: softwareVersion(),
      installation: { kind: 'by-hand', why: 'In the browser, the program cannot update itself.' },
      cacheFolder: null,
      handOver: null,
    }),
    quit,
  };
}

const NO_KEYCHAIN =
  'The browser has no access to the system’s keychain; keys are kept only until the program ends.';

/** Without a shell, so that no file name is a command; where there is no file manager, nothing. */
function showInFolder(path: string): void {
  const { command, args } = fileManager(path, process.platform);
  const child = spawn(command, args, {
    stdio: 'ignore',
    detached: true,
    windowsVerbatimArguments: true,
  });
  child.on('error', () => undefined);
  child.unref();
}

/** What shows a file in its folder. On Windows as it is to stand in the command line. */
export function fileManager(
  path: string,
  platform: NodeJS.Platform,
): { readonly command: string; readonly args: readonly string[] } {
  if (platform === 'darwin') return { command: 'open', args: ['-R', path] };
  // Quoted as a whole, as Node would, a path with a blank in it leads Explorer elsewhere; no name there has a quote.
  if (platform === 'win32') return { command: 'explorer', args: [`/select,"${path}"`] };
  return { command: 'xdg-open', args: [dirname(path)] };
}

/** The runner as a Node process of its own. */
function forkRunner(log: LoopbackHostOptions['log']): RunnerProcess {
  const entry = fileURLToPath(moduleBeside('../runner/runner', import.meta.url));
  const child = fork(entry, {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    serialization: 'advanced',
    stdio: ['inherit', 'inherit', log ? 'pipe' : 'inherit', 'ipc'],
  });
  if (log) {
    const { take, flush } = wholeLines(log);
    child.stderr!.setEncoding('utf8').on('data', take).on('end', flush);
  }
  let ended = false;
  return {
    send: (message) => {
      // To one that has just ended nothing can be said; its end is reported by itself.
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit(listener) {
      const once = (code: number | null): void => {
        if (!ended) listener(code);
        ended = true;
      };
      child.on('exit', once);
      child.on('error', () => {
        if (child.pid === undefined) once(null);
      });
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
