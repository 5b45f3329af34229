import type { ApiBridge } from '../../core/contract/api/api.ts';
import { connection } from './connection.ts';
import { loopbackBridge } from './loopback.ts';

declare global {
  interface Window {
    /** Put there by Electron's preload; absent in a browser. */
    readonly thrive?: ApiBridge;
  }
}

let current: ApiBridge | undefined;

/** The way to the program: Electron's preload, or the loopback server that served this page. */
export function bridge(): ApiBridge {
  return (current ??= window.thrive ?? loopbackBridge(connection));
}
