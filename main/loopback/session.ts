import { randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Who may talk to the server: the page that exchanged the one-time token for a cookie and a key. The cookie alone
 * is not enough, because browsers send it to whatever listens on this computer, on any port; the key is kept by the
 * page, which sends it to its own server only.
 */
export interface Session {
  /** A fresh token for an opening URL; those before it are void. */
  newToken(): string;
  /** The cookie's value and the key for the token, once; null for anything else. */
  exchange(token: unknown): { readonly cookie: string; readonly key: string } | null;
  /** Whether this is the cookie's value. */
  holds(cookie: unknown): boolean;
  /** Whether this is the key. */
  holdsKey(key: unknown): boolean;
}

/** Cookies know no ports: two servers on one machine must not share a name. */
export function cookieName(port: number): string {
  return `thrive-${port}`;
}

export function newSession(): Session {
  const cookie = random256();
  const key = random256();
  let token: string | null = null;
  return {
    newToken: () => (token = random256()),
    exchange(given) {
      if (token === null || !same(given, token)) return null;
      token = null;
      return { cookie, key };
    },
    holds: (given) => same(given, cookie),
    holdsKey: (given) => same(given, key),
  };
}

function random256(): string {
  return randomBytes(32).toString('base64url');
}

/** Takes as long for a wrong value as for the right one. */
function same(given: unknown, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
