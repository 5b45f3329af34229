import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { RemoteAccess } from '../../../core/contract/api/places.ts';
import { placeWithoutSecrets } from '../../secrets/without-secrets.ts';
import { isLoopbackAddress } from './loopback-address.ts';
import { agentsFor, proxyFor } from './network-agents.ts';
import type { Agents } from './network-agents.ts';
import { PART_BYTES } from './remote-object.ts';
import type { Look, ObjectChecksum, ObjectFacts, Opening, RemoteObject } from './remote-object.ts';
import { networkProblem, remoteProblem, replaced } from './remote-problem.ts';
import { retryAfterMs } from './retries.ts';
import { failingWithItsSocket } from './socket-error.ts';

const MOST_REDIRECTS = 5;

/**
 * An `https://` object; plain http only on this machine, redirects likewise. It is not asked by HEAD,
 * because the signature of a presigned address is good for GET alone: its first request asks for a part,
 * with which small files come, and which of large ones tells the size.
 */
export function httpsObject(
  url: string,
  access: RemoteAccess,
  partBytes = PART_BYTES,
): RemoteObject {
  const agents = agentsFor(access.network);
  const shown = placeWithoutSecrets(url);
  const ask = (headers: Record<string, string>, signal: AbortSignal) =>
    answerTo(url, headers, { agents, access, signal });

  return {
    place: shown,
    async look(etag, signal): Promise<Look> {
      const answer = await ask(
        {
          range: `bytes=0-${partBytes - 1}`,
          ...(etag !== null && { 'if-none-match': etag }),
        },
        signal,
      );
      const { statusCode: status } = answer;
      if (status === 304) {
        answer.resume();
        return { kind: 'unchanged' };
      }
      // An empty file has no first byte to ask for.
      if (status === 416 && sizeOf(answer) === 0) {
        answer.resume();
        return { kind: 'there', facts: factsOf(answer, 0), body: { chunks: nothing(), bytes: 0 } };
      }
      if (status !== 200 && status !== 206) throw refusal(answer, shown);
      const bytes = status === 206 ? sizeOf(answer) : lengthOf(answer);
      return {
        kind: 'there',
        facts: factsOf(answer, bytes),
        body: { chunks: answer, bytes: lengthOf(answer) },
      };
    },
    async read(facts, from, to, signal): Promise<Opening> {
      const whole = from === 0 && (to === null || to === facts.bytes);
      const answer = await ask(
        {
          ...(!whole && { range: `bytes=${from}-${to === null ? '' : to - 1}` }),
          ...(strong(facts.etag) && { 'if-match': facts.etag! }),
        },
        signal,
      );
      const { statusCode: status } = answer;
      if (status === 412 || ((status === 200 || status === 206) && isAnother(answer, facts))) {
        answer.destroy();
        throw replaced(shown);
      }
      if (status !== (whole ? 200 : 206)) throw refusal(answer, shown);
      return { chunks: answer, bytes: lengthOf(answer) };
    },
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // An empty body.
}

interface Way {
  readonly agents: Agents;
  readonly access: RemoteAccess;
  readonly signal: AbortSignal;
}

/** The answer after all redirects. Throws Problems of the network and of redirects. */
async function answerTo(
  url: string,
  headers: Record<string, string>,
  { agents, access, signal }: Way,
): Promise<IncomingMessage> {
  let at = addressOf(url);
  let authorization = takeCredentials(at);
  for (let redirects = 0; ; redirects++) {
    refusePlain(at);
    const shown = placeWithoutSecrets(at.href);
    let answer: IncomingMessage;
    try {
      answer = await get(at, agents, signal, {
        // As it is kept, so that its size can be compared with the announced one.
        'accept-encoding': 'identity',
        ...headers,
        ...(authorization && { authorization }),
      });
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      throw (
        networkProblem(thrown, shown, proxyFor(access.network, at)) ?? unexplained(thrown, shown)
      );
    }
    const status = answer.statusCode ?? 0;
    const next = answer.headers.location;
    if (status < 300 || status >= 400 || next === undefined) return answer;
    answer.resume();
    if (redirects >= MOST_REDIRECTS)
      throw remoteProblem(
        'source.redirects',
        `${shown} redirects in a loop.`,
        'Check the address.',
      );
    const from = at;
    at = addressOf(next, from);
    if (at.protocol !== from.protocol && at.protocol !== 'https:') throw notEncrypted(at);
    // The other place has not been given these credentials.
    const own = takeCredentials(at);
    if (own !== null || at.origin !== from.origin) authorization = own;
  }
}

function get(
  at: URL,
  agents: Agents,
  signal: AbortSignal,
  headers: Record<string, string>,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const secure = at.protocol === 'https:';
    const request = (secure ? httpsRequest : httpRequest)(
      at,
      { agent: secure ? agents.https : agents.http, headers, signal },
      (answer) => resolve(failingWithItsSocket(answer)),
    );
    request.on('error', reject);
    request.end();
  });
}

function addressOf(url: string, base?: URL): URL {
  const address = URL.parse(url, base?.href);
  if (address) return address;
  throw remoteProblem(
    'source.address',
    `${placeWithoutSecrets(url)} is not a valid address.`,
    'Write it as https://host/folder/file.xlsx.',
  );
}

/** Takes user and password out of a URL; the header they travel in. */
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
    `${placeWithoutSecrets(url.href)} does not use an encrypted connection.`,
    'Use an address that begins with https://.',
  );
}

/** The whole size that a Content-Range tells; null where it tells none. */
function sizeOf({ headers }: IncomingMessage): number | null {
  const size = /^bytes (?:\d+-\d+|\*)\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1];
  return size === undefined ? null : Number(size);
}

/** What the body is announced to bring; one that travels compressed is longer than that. */
function lengthOf({ headers }: IncomingMessage): number | null {
  const length = headers['content-length'];
  return length === undefined || headers['content-encoding'] ? null : Number(length);
}

function factsOf(answer: IncomingMessage, bytes: number | null): ObjectFacts {
  const { headers, statusCode } = answer;
  const modified = Date.parse(headers['last-modified'] ?? '');
  const version = headers['x-amz-version-id'];
  return {
    bytes,
    etag: headers.etag ?? null,
    modifiedAt: Number.isNaN(modified) ? null : modified,
    versionId: typeof version === 'string' ? version : null,
    checksum: checksumOf(answer),
    // Parts of what may change meanwhile would not fit together.
    ranges: statusCode === 206 && bytes !== null && strong(headers.etag ?? null),
  };
}

function strong(etag: string | null): boolean {
  return etag !== null && etag.startsWith('"');
}

function isAnother({ headers }: IncomingMessage, facts: ObjectFacts): boolean {
  return facts.etag !== null && headers.etag !== undefined && headers.etag !== facts.etag;
}

/** RFC 9530's digest of the representation; from S3 itself an ETag that is an MD5. */
function checksumOf({ headers }: IncomingMessage): ObjectChecksum | null {
  const digest = headers['repr-digest'];
  const sha256 = typeof digest === 'string' ? /sha-256=:([^:]+):/.exec(digest)?.[1] : undefined;
  if (sha256 !== undefined)
    return {
      algorithm: 'sha256',
      value: Buffer.from(sha256, 'base64').toString('hex'),
      partBytes: null,
    };
  const encryption = headers['x-amz-server-side-encryption'];
  const ofS3 =
    headers['x-amz-request-id'] !== undefined && !String(encryption).startsWith('aws:kms');
  const md5 = /^"([0-9a-f]{32})"$/.exec(headers.etag ?? '')?.[1];
  return ofS3 && md5 !== undefined ? { algorithm: 'md5', value: md5, partBytes: null } : null;
}

function refusal(answer: IncomingMessage, shown: string): Error {
  const { statusCode: status = 0, headers } = answer;
  answer.resume();
  if (status === 404 || status === 410)
    return remoteProblem(
      'source.missing',
      `No file was found at ${shown} (HTTP ${status}).`,
      'Check the address; the file may not have been delivered yet.',
    );
  if (status === 401 || status === 403)
    return remoteProblem(
      'source.no-permission',
      `Access to ${shown} is denied (HTTP ${status}).`,
      'A presigned address may have expired: ask for a new one.',
    );
  if (status === 407)
    return remoteProblem(
      'source.proxy-login',
      'The proxy requires a login (HTTP 407).',
      'Ask your network administrator for a proxy that does not require a login, or sign in to it.',
    );
  const wait = retryAfterMs(headers['retry-after']);
  const details = wait === null ? {} : { retryAfterMs: wait };
  if (status === 408 || status === 429 || status === 503)
    return remoteProblem(
      'source.busy',
      `${shown} is busy (HTTP ${status}).`,
      'Try again in a few minutes.',
      undefined,
      details,
    );
  if (status >= 500)
    return remoteProblem(
      'source.server-fault',
      `The server of ${shown} reported an internal error (HTTP ${status}).`,
      'Try again later. If it persists, contact the administrator of the server.',
      undefined,
      details,
    );
  return remoteProblem(
    'source.http-status',
    `The server of ${shown} answered with HTTP ${status}.`,
    'Try again later, or contact the administrator of the server.',
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
