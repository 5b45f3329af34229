import type { BrowserWindow } from 'electron';

/** Longer than a page takes to draw itself, shorter than anybody waits for a window. */
const LONGEST_MS = 2000;

type Shown = Pick<BrowserWindow, 'once' | 'isDestroyed'> & {
  readonly webContents: Pick<BrowserWindow['webContents'], 'once'>;
};

/**
 * Shows a window that was made hidden, once: when it is drawn, when its page is there or cannot be had,
 * and after two seconds in any case. On Wayland nothing is drawn for a hidden window, so that
 * `ready-to-show` alone may never come.
 */
export function showOnce(window: Shown, show: () => void): void {
  let shown = false;
  const reveal = (): void => {
    clearTimeout(latest);
    if (shown || window.isDestroyed()) return;
    shown = true;
    show();
  };
  const latest = setTimeout(reveal, LONGEST_MS);
  window.once('ready-to-show', reveal);
  window.webContents.once('did-finish-load', reveal);
  window.webContents.once('did-fail-load', reveal);
  window.once('closed', () => clearTimeout(latest));
}
