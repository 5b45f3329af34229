const NAME = 'thrive-session-key';
/** How the program hands it over: behind the mark that no browser sends on. */
const HANDED_OVER = /^#key=([\w-]+)$/;

/** What this needs of a browser's window. */
interface PageWindow {
  readonly location: { readonly hash: string; readonly pathname: string };
  readonly history: { replaceState(state: null, unused: string, path: string): void };
  readonly localStorage: {
    getItem(name: string): string | null;
    setItem(name: string, value: string): void;
  };
}

let inMemory: string | null = null;

/**
 * Takes the key of the session out of the address, where the program's link has put it, before anything else reads
 * the address. It is kept for this page and for others of the same program: unlike a cookie, what a page stores is
 * not sent to other ports of this computer.
 */
export function takeSessionKey(page: PageWindow): void {
  const { location, history } = page;
  const [, key] = HANDED_OVER.exec(location.hash) ?? [];
  if (key === undefined) return;
  inMemory = key;
  try {
    page.localStorage.setItem(NAME, key);
  } catch {
    // A browser that stores nothing: the page has to be opened by its link again once it is reloaded.
  }
  history.replaceState(null, '', location.pathname);
}

/** The key of the session; empty where this page was not opened by the program's link. */
export function sessionKey(page: PageWindow): string {
  try {
    return page.localStorage.getItem(NAME) ?? inMemory ?? '';
  } catch {
    return inMemory ?? '';
  }
}
