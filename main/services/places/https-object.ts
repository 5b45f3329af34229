import { isLoopbackAddress } from './loopback-address.ts';
import type { RemoteBody } from './fetch-place.ts';
import { placeWithoutSecrets } from '../../history/without-secrets.ts';
import { networkProblem, remoteProblem } from './remote-problem.ts';

const MOST_REDIRECTS = 5;

/**
 * Opens an `https://` object; plain http only on this machine, redirects likewise. Throws Problems of
 * kind `source-unreadable`.
 */
export async function openHttps(url: string, signal: AbortSignal): Promise<RemoteBody> {
  let at = addressOf(url);
  let authorization = takeCredentials(at);
  for (let redirects = 0; ; redirects++) {
    refusePlain(at);
    const shown = placeWithoutSecrets(at.href);
    let answer: Response;
    try {
      answer = await fetch(at, {
        redirect: 'manual',
        signal,
        // As it is kept, so that its size can be compared with the announced one.
        headers: { 'accept-encoding': 'identity', ...(authorization && { authorization }) },
      });
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      throw networkProblem(thrown, shown) ?? unexplained(thrown, shown);
    }
    const { status, headers } = answer;
    const next = headers.get('location');
    if (status >= 300 && status < 400 && next !== null) {
      await answer.body?.cancel();
      if (redirects >= MOST_REDIRECTS)
        throw remoteProblem(
          'source.redirects',
          `${shown} redirects in circles.`,
          'Check the address.',
        );
      const from = at;
      at = addressOf(next, from);
      if (at.protocol !== from.protocol && at.protocol !== 'https:') throw notEncrypted(at);
      // The other place has not been given these credentials.
      const own = takeCredentials(at);
      if (own !== null || at.origin !== from.origin) authorization = own;
      continue;
    }
    if (status !== 200 || !answer.body) {
      await answer.body?.cancel();
      throw statusProblem(status, shown);
    }
    const length = headers.get('content-length');
    const modified = Date.parse(headers.get('last-modified') ?? '');
    return {
      chunks: answer.body,
      // A body that travels compressed is longer than what was announced.
      bytes: length === null || headers.has('content-encoding') ? null : Number(length),
      modifiedAt: Number.isNaN(modified) ? null : modified,
    };
  }
}

function addressOf(url: string, base?: URL): URL {
  const address = URL.parse(url, base?.href);
  if (address) return address;
  throw remoteProblem(
    'source.address',
    `${placeWithoutSecrets(url)} is no address.`,
    'Write it as https://host/folder/file.xlsx.',
  );
}

/** Takes user and password out of a URL, which may not travel in it; the header they travel in. */
function takeCredentials(url: URL): string | null {
  const { username, password } = url;
  if (username === '' && password === '') return null;
  url.username = '';
  url.password = '';
  const pair = `${decoded(username)}:${decoded(password)}`;
  return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
}

/** What percent signs stand for; the text as it is where they stand for nothing. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function refusePlain(url: URL): void {
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackAddress(url.hostname)))
    return;
  throw notEncrypted(url);
}

function notEncrypted(url: URL): Error {
  return remoteProblem(
    'source.not-encrypted',
    `${placeWithoutSecrets(url.href)} would be fetched without encryption.`,
    'Use an address that begins with https://.',
  );
}

function statusProblem(status: number, shown: string): Error {
  if (status === 404 || status === 410)
    return remoteProblem(
      'source.missing',
      `There is nothing at ${shown} (HTTP ${status}).`,
      'Check the address; it may not have been delivered yet.',
    );
  if (status === 401 || status === 403)
    return remoteProblem(
      'source.no-permission',
      `${shown} may not be read (HTTP ${status}).`,
      'A presigned address may have expired: ask for a new one.',
    );
  return remoteProblem(
    'source.http-status',
    `${shown} answers with HTTP ${status}.`,
    'Try again later, or ask whoever runs the server.',
  );
}

function unexplained(thrown: unknown, shown: string): Error {
  return remoteProblem(
    'source.unreachable',
    `${shown} cannot be fetched.`,
    'Check the address and the network.',
    thrown,
  );
}
