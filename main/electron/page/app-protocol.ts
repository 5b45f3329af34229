import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { CustomScheme } from 'electron';
import {
  contentSecurityPolicy,
  newNonce,
  pageWithNonce,
  SECURITY_HEADERS,
} from '../../web-policy.ts';
import { APP_SCHEME, isOwnUrl } from './own-origin.ts';

/** A standard, secure scheme: origins, relative URLs and storage work as on https; it bypasses no policy. */
export const APP_SCHEME_PRIVILEGES: CustomScheme = {
  scheme: APP_SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true },
};

const START = 'index.html';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/**
 * Which file of the interface a URL asks for, as a path within its folder; null for one that is not
 * the interface's, or that points out of it. A path that does not end as a file does is one of the
 * interface's own addresses and gets the start page.
 */
export function fileOfUrl(url: string): string | null {
  if (!isOwnUrl(url)) return null;
  let path: string;
  try {
    path = decodeURIComponent(new URL(url).pathname);
  } catch {
    return null;
  }
  const parts = path.split('/').slice(1);
  if (parts.some((part) => part === '..' || /[\\\0]/.test(part))) return null;
  if (!(extname(path) in TYPES)) return START;
  return parts.every((part) => /^[\w-][\w.-]*$/.test(part)) ? parts.join('/') : null;
}

/** Answers requests for the interface from its folder, and no others. */
export function appResponder(folder: string): (request: Request) => Promise<Response> {
  return async ({ method, url }) => {
    if (method !== 'GET' && method !== 'HEAD') return refusal(405);
    const file = fileOfUrl(url);
    if (file === null) return refusal(404);
    try {
      const bytes = await readFile(join(folder, file));
      const page = file.endsWith('.html');
      const nonce = newNonce();
      const body = page ? pageWithNonce(bytes.toString('utf8'), nonce) : new Uint8Array(bytes);
      return new Response(method === 'HEAD' ? null : body, {
        headers: {
          ...SECURITY_HEADERS,
          'content-type': TYPES[extname(file)]!,
          'content-security-policy': contentSecurityPolicy(nonce),
          'cache-control': page ? 'no-store' : 'no-cache',
        },
      });
    } catch {
      return refusal(404);
    }
  };
}

function refusal(status: 404 | 405): Response {
  return new Response(null, { status, headers: SECURITY_HEADERS });
}
