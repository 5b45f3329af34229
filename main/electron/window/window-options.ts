import type { BrowserWindowConstructorOptions } from 'electron';
import { CALL_NAMES } from '../../../core/contract/api/api.ts';
import { callNamesArgument } from '../page/bridge.ts';
import { SMALLEST } from './window-state.ts';
import type { WindowPlacement } from './window-state.ts';

export interface WindowSurroundings {
  readonly title: string;
  readonly preload: string;
  readonly icon: string;
  readonly dark: boolean;
  /** Developer tools are for a build that nobody has packaged. */
  readonly packaged: boolean;
  readonly placement: WindowPlacement;
}

/** The ground of the interface's two themes: what is seen before it has drawn itself. */
export function groundColour(dark: boolean): string {
  return dark ? '#131514' : '#f6f6f4';
}

/** The window by Electron's security checklist. It shows itself once the page is drawn. */
export function windowOptions(around: WindowSurroundings): BrowserWindowConstructorOptions {
  return {
    ...around.placement.bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: around.title,
    icon: around.icon,
    show: false,
    backgroundColor: groundColour(around.dark),
    webPreferences: {
      preload: around.preload,
      additionalArguments: [callNamesArgument(CALL_NAMES)],
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !around.packaged,
    },
  };
}
