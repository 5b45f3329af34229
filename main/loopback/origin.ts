import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request comes from the program's own page, or from nowhere (typed, or opened by the
 * system). The Host keeps out names that were rebound to 127.0.0.1; Origin and Sec-Fetch-Site keep
 * out other pages, also those of other ports of this machine.
 */
export function isOwnRequest(headers: IncomingHttpHeaders, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host, origin } = headers;
  if (host === undefined || !hosts.includes(host)) return false;
  if (origin !== undefined && origin !== `http://${host}`) return false;
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}
