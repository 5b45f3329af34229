import type { Updater } from '../updater/program-updater.ts';

/** What the program needs of whatever it runs in: Electron, or the loopback server. */
export interface Host {
  readonly kind: 'electron' | 'loopback';
  /** Null where there are no native dialogs. */
  readonly dialogs: Dialogs | null;
  /** Folders within which paths may be named; null where the user may name any. */
  readonly allowedFolders: readonly string[] | null;
  /** Shows a file in the system's file manager. */
  showInFolder(path: string): void;
  /** A notification of the system; nothing where there is none. */
  notify(title: string, body: string): void;
  /** The dock's or taskbar's bar: 0 to 1, −1 for work without a known end, null for none. */
  showProgress(share: number | null): void;
  /** A place was opened: the system's list of recent documents. */
  rememberDocument(path: string): void;
  /** The theme was chosen: the window's own parts follow. */
  useTheme(theme: 'system' | 'light' | 'dark'): void;
  /** Starts the process in which runs are carried out. */
  forkRunner(): RunnerProcess;
  /** Makes a file fetchable once; the URL. Null where files are saved by path. */
  readonly offerDownload: ((path: string, name: string) => string) | null;
  /** What keeps secrets on this machine. Not to be asked before it is needed: the system may ask the user. */
  keychain(): Promise<Keychain>;
  /** The proxy that the system wants for an address, `http://host:port`; null where it names none. */
  proxyFor(url: string): Promise<string | null>;
  /** How the program is replaced by a newer one. */
  readonly updater: Updater;
  /** Ends the program in good order. */
  quit(): void;
}

/** The keychain of the system, or why there is none, in one sentence for the analyst. */
export type Keychain =
  | {
      readonly available: true;
      /** Throws where the keychain is locked. */
      encrypt(text: string): Promise<Uint8Array>;
      /**
       * Throws where it was not encrypted by this user on this machine.
       * `sealAgain`: the keychain has a newer key, and what is kept is to be encrypted anew.
       */
      decrypt(bytes: Uint8Array): Promise<{ readonly text: string; readonly sealAgain: boolean }>;
    }
  | { readonly available: false; readonly why: string };

export interface Dialogs {
  chooseFile(): Promise<string | null>;
  chooseFolder(): Promise<string | null>;
  chooseSave(name: string): Promise<string | null>;
}

/** A child process that talks in messages; Electron's utility process or Node's fork. */
export interface RunnerProcess {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, however it ends. */
  onExit(listener: (code: number | null) => void): void;
  /** At once, without asking. */
  kill(): void;
}
