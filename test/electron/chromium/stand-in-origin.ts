import { APP_ORIGIN } from '../../../main/electron/page/own-origin.ts';

/**
 * Where the interface lives in a Chromium that knows no `app://`. Everything else asks for the scheme, and it is
 * replaced here and nowhere else; so nothing is proven of the scheme itself: that Electron makes it standard and
 * secure, and what its origin is.
 */
const STAND_IN = 'https://thrive.test';

/** An address of the program, as Chromium is told it. */
export function forChromium(url: string): string {
  return withOrigin(url, APP_ORIGIN, STAND_IN);
}

/** An address or an origin of Chromium, as the program is told it. */
export function forProgram(url: string): string {
  return withOrigin(url, STAND_IN, APP_ORIGIN);
}

function withOrigin(url: string, from: string, to: string): string {
  const rest = url.slice(from.length);
  return url.startsWith(from) && /^(?:$|[/?#])/.test(rest) ? to + rest : url;
}
