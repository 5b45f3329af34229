import type { ParsedInput } from '../../core/contract/api/api.ts';
import type { NewApiToken } from '../../core/contract/tokens/token-calls.ts';
import { DAY_MS } from '../../core/ledger/time.ts';
import type { History } from '../history/history.ts';
import { mintToken } from './token.ts';

/** Makes a token and keeps its digest; the secret is in the answer and nowhere else. Throws `token.name-taken`. */
export function giveToken(
  history: Pick<History, 'addApiToken'>,
  { name, scopes, days }: ParsedInput<'tokens.add'>,
  now: number,
): NewApiToken {
  const { id, text, digest } = mintToken();
  const expiresAt = now + days * DAY_MS;
  return { ...history.addApiToken({ id, name, digest, scopes, expiresAt }), token: text };
}
