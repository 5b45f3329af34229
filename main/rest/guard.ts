import type { IncomingHttpHeaders } from 'node:http';
import type { Scope } from '../../core/contract/tokens/scopes.ts';
import type { ApiToken } from '../../core/contract/tokens/api-token.ts';
import type { History } from '../history/history.ts';
import { sameDigest, tokenDigest, tokenId } from '../tokens/token.ts';
import { refused } from './request/refused.ts';

/** What stands in the place of a token that there is not: comparing with it takes as long. */
const NOBODY = '0'.repeat(64);

/**
 * The token that a request bears. Throws Problems `api.no-token`, also for one that nobody was given, and
 * `api.token-revoked` and `api.token-expired`, which only who has its secret is told.
 */
export function bearer(
  history: Pick<History, 'apiToken'>,
  { authorization }: IncomingHttpHeaders,
  now: number,
): ApiToken {
  const [, text = ''] = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(authorization ?? '') ?? [];
  const id = tokenId(text);
  const found = id === null ? null : history.apiToken(id);
  if (!sameDigest(tokenDigest(text), found?.digest ?? NOBODY) || found === null)
    throw refused('api.no-token');
  const { token } = found;
  if (token.revokedAt !== null) throw refused('api.token-revoked');
  if (token.expiresAt <= now) throw refused('api.token-expired');
  return token;
}

/** Throws Problem `api.scope` where a token is not allowed this. */
export function assertScope({ scopes }: Pick<ApiToken, 'scopes'>, scope: Scope | null): void {
  if (scope !== null && !scopes.includes(scope))
    throw refused('api.scope', {
      message: `The token has no scope ${scope}.`,
      details: { scope },
    });
}

/**
 * Whether a request was meant for this server. On loopback its Host keeps out names that were rebound to this computer; a
 * page of elsewhere gives itself away by its Origin.
 */
export function isMeantForHere(
  { host, origin }: IncomingHttpHeaders,
  own: { readonly scheme: 'http' | 'https'; readonly port: number; readonly isLoopback: boolean },
): boolean {
  const names = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${own.port}`);
  if (host === undefined || (own.isLoopback && !names.includes(host))) return false;
  return origin === undefined || origin === `${own.scheme}://${host}`;
}
