import type { NewApiToken } from '../../core/contract/tokens/api-token.ts';
import type { Scope } from '../../core/contract/tokens/scopes.ts';
import { DAY_MS } from '../../core/ledger/time.ts';
import type { History } from '../history/history.ts';
import { mintToken } from './token.ts';

interface WantedToken {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** For so long it holds. */
  readonly days: number;
}

/** Makes a token and keeps its digest; the secret is in the answer and nowhere else. Throws `token.name-taken`. */
export function giveToken(
  history: Pick<History, 'addApiToken'>,
  { name, scopes, days }: WantedToken,
  now: number,
): NewApiToken {
  const { id, text, digest } = mintToken();
  const expiresAt = now + days * DAY_MS;
  return { ...history.addApiToken({ id, name, digest, scopes, expiresAt }), token: text };
}
