import type { BrowserWindow, Dialog, RenderProcessGoneDetails } from 'electron';
import { isOwnUrl } from '../page/own-origin.ts';

/** What can befall the page's process, and what is done about it. */
export interface TroubledPage {
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  readonly window: BrowserWindow;
  /** Loads the page from its beginning. */
  readonly load: () => void;
  readonly log: (fault: unknown) => void;
  /** Ends the program. */
  readonly quit: () => void;
}

/** A page that dies twice within this time will die again. */
const SOON_MS = 60_000;
/** A page that is loaded in the same moment as its process ends may get none. */
const BREATH_MS = 250;
/** By then a process that was started anew is there. */
const ANSWER_MS = 2000;
const MOST_TRIES = 3;

/**
 * What to do when the page's process has ended, whyever: nothing where that was meant, else to load the
 * page anew, which shows the runs as they are; and to ask first where that would not help for long.
 *
 * @param lastAt when it ended the time before; null for never. Both in ms of the same clock.
 */
export function afterPageDeath(
  reason: RenderProcessGoneDetails['reason'],
  lastAt: number | null,
  now: number,
): 'nothing' | 'reload' | 'ask' {
  if (reason === 'clean-exit') return 'nothing';
  if (reason === 'launch-failed' || reason === 'integrity-failure') return 'ask';
  return lastAt !== null && now - lastAt < SOON_MS ? 'ask' : 'reload';
}

/** Brings the page back when its process ends, and asks what to do when it no longer answers. */
export function mendPage(page: TroubledPage): void {
  const { dialog, window, log, quit } = page;
  const { webContents } = window;
  let lastAt: number | null = null;
  let asking: AbortController | null = null;

  /** Null where it was taken back, as the page has come to itself. */
  async function ask(question: Electron.MessageBoxOptions): Promise<number | null> {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    const { response } = await dialog.showMessageBox(window, { ...question, signal: mine.signal });
    if (asking === mine) asking = null;
    return mine.signal.aborted || window.isDestroyed() ? null : response;
  }

  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    const now = performance.now();
    const todo = afterPageDeath(reason, lastAt, now);
    if (todo === 'nothing') return;
    lastAt = now;
    log(new Error(`The page's process ended: ${reason} (${exitCode})`));
    asking?.abort();
    if (todo === 'reload') reload(page);
    else
      void ask(STOPPED).then((answer) => {
        if (answer === 1) quit();
        else if (answer === 0) reload(page);
      });
  });
  window.on('unresponsive', () => {
    log(new Error('The page does not answer.'));
    void ask(SILENT).then((answer) => {
      // A page that does not answer would not hear of a reload: its process goes, and the page is loaded anew.
      if (answer === 1) webContents.forcefullyCrashRenderer();
    });
  });
  window.on('responsive', () => asking?.abort());
}

const STOPPED: Electron.MessageBoxOptions = {
  type: 'error',
  message: 'The window stopped working.',
  detail: 'Runs continue in the background and nothing is lost. Reload the window to see them.',
  buttons: ['Reload', 'Quit'],
  defaultId: 0,
  cancelId: 0,
};

const SILENT: Electron.MessageBoxOptions = {
  type: 'warning',
  message: 'The window does not respond.',
  detail: 'Runs continue in the background. You can wait, or reload the window.',
  buttons: ['Wait', 'Reload'],
  defaultId: 0,
  cancelId: 0,
};

/** Anew where it was; from its beginning where that has not helped, or it was nowhere yet: then there is nothing to reload. */
function reload(page: TroubledPage, tries = MOST_TRIES): void {
  const { window, load } = page;
  setTimeout(() => {
    if (window.isDestroyed()) return;
    if (tries > 1 && isOwnUrl(window.webContents.getURL())) window.webContents.reload();
    else load();
    if (tries > 1) setTimeout(() => again(page, tries - 1), ANSWER_MS);
  }, BREATH_MS);
}

function again(page: TroubledPage, tries: number): void {
  const { window } = page;
  if (!window.isDestroyed() && window.webContents.isCrashed()) reload(page, tries);
}
