import { randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may talk to the server: the browser that exchanged the one-time token for the cookie. */
export interface Session {
  /** A fresh token for an opening URL; those before it are void. */
  newToken(): string;
  /** The cookie's value for the token, once; null for anything else. */
  exchange(token: unknown): string | null;
  /** Whether this is the cookie's value. */
  holds(cookie: unknown): boolean;
}

/** Cookies know no ports: two servers on one machine must not share a name. */
export function cookieName(port: number): string {
  return `thrive-${port}`;
}

export function newSession(): Session {
  const secret = random256();
  let token: string | null = null;
  return {
    newToken: () => (token = random256()),
    exchange(given) {
      if (token === null || !same(given, token)) return null;
      token = null;
      return secret;
    },
    holds: (cookie) => same(cookie, secret),
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
