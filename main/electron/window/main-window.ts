import type * as Electron from 'electron';
import type { BrowserWindow, Rectangle, Screen } from 'electron';
import type { ApiEvent } from '../../../core/contract/api/api.ts';
import { EVENT_CHANNEL } from '../page/bridge.ts';
import { START_PAGE } from '../page/own-origin.ts';
import { mendPage } from './page-trouble.ts';
import { showOnce } from './show-once.ts';
import { groundColour, windowOptions } from './window-options.ts';
import { placementOf, readWindowState, writeWindowState } from './window-state.ts';

/** The program's one window, which may be closed and opened again. */
export interface MainWindow {
  /** Null while it is closed. */
  current(): BrowserWindow | null;
  /** Brings it to the front; opens it where it is closed. */
  show(): void;
  /** Tells the page; nobody hears it while the window is closed. */
  send(event: ApiEvent): void;
  /** Gives it the ground of the theme as it is now. */
  followTheme(): void;
}

export interface MainWindowParts {
  readonly electron: Pick<
    typeof Electron,
    'app' | 'BrowserWindow' | 'dialog' | 'nativeTheme' | 'screen'
  >;
  readonly files: { readonly preload: string; readonly icon: string };
  readonly title: string;
  /** The data folder, where it is written down how the window was left. */
  readonly root: string;
  readonly log: (fault: unknown) => void;
  /** Called when the page is gone or loads anew. */
  readonly pageLeft: () => void;
  /** Called before it closes; may prevent that. */
  readonly closing: (event: Pick<Electron.Event, 'preventDefault'>) => void;
}

/** The window, closed as yet. */
export function mainWindow(parts: MainWindowParts): MainWindow {
  const { nativeTheme } = parts.electron;
  let window: BrowserWindow | null = null;

  function show(): void {
    if (!window) {
      window = opened(parts);
      window.on('closed', () => {
        parts.pageLeft();
        window = null;
      });
      return;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  return {
    current: () => window,
    show,
    send(event) {
      // To a page whose process is gone nothing can be sent; it asks for everything when it loads anew.
      if (window && !window.isDestroyed() && !window.webContents.isCrashed())
        window.webContents.send(EVENT_CHANNEL, event);
    },
    followTheme() {
      window?.setBackgroundColor(groundColour(nativeTheme.shouldUseDarkColors));
    },
  };
}

/** A new window where the last one was left; it shows itself once the page is drawn. */
function opened(parts: MainWindowParts): BrowserWindow {
  const { electron, files, root, title, log, pageLeft } = parts;
  const areas = workAreas(electron.screen);
  const placement = placementOf(readWindowState(root), areas);
  const window = new electron.BrowserWindow(
    windowOptions({
      title,
      preload: files.preload,
      icon: files.icon,
      dark: electron.nativeTheme.shouldUseDarkColors,
      packaged: electron.app.isPackaged,
      placement,
    }),
  );
  // Windows and macOS size a new window by the scale of the primary display, wherever it appears.
  if (areas.length > 1 && placement.bounds.x !== undefined) window.setBounds(placement.bounds);
  showOnce(window, () => {
    if (placement.maximised) window.maximize();
    window.show();
  });
  window.on('close', (event) => {
    writeWindowState(root, {
      bounds: window.getNormalBounds(),
      maximised: window.isMaximized(),
    });
    parts.closing(event);
  });
  window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) pageLeft();
  });
  window.webContents.on('render-process-gone', pageLeft);
  const load = (): void => void window.loadURL(START_PAGE).catch(log);
  mendPage({ dialog: electron.dialog, window, load, log, quit: () => electron.app.quit() });
  load();
  return window;
}

/** The parts of the displays that windows may cover, the primary display first. */
function workAreas(screen: Screen): Rectangle[] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ workArea }) => workArea);
}
