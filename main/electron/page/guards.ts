import type { Session, WebContents } from 'electron';
import { isOwnUrl } from './own-origin.ts';

/**
 * The window shows the interface and nothing else: no navigation, no redirect, no frame, no new
 * window, no webview. A reload of the page that is shown is no navigation to elsewhere.
 */
export function guardContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!(event.isMainFrame && isOwnUrl(event.url) && event.url === contents.getURL()))
      event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** The one thing a page may do beside showing itself: put text on the clipboard when "Copy" is pressed. */
const COPY = 'clipboard-sanitized-write';

/**
 * No camera, no location, no notifications of the page's own, no devices, no downloads; and no
 * request leaves the window: the main process alone fetches what the user names.
 */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) =>
    answer(permission === COPY && details.isMainFrame && isOwnUrl(contents.getURL())),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => (permission as string) === COPY && isOwnUrl(origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !staysInside(url) }));
}

function staysInside(url: string): boolean {
  return isOwnUrl(url) || /^(?:devtools|blob|data):/.test(url);
}
