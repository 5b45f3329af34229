import { Problem } from '../../../core/contract/problem.ts';
import { scopesSchema } from '../../../core/contract/tokens/scopes.ts';
import type { Scope } from '../../../core/contract/tokens/scopes.ts';
import type { ApiToken } from '../../../core/contract/tokens/api-token.ts';
import { textWithoutSecrets } from '../../secrets/without-secrets.ts';
import type { AuditEntry } from '../tables/audit.ts';
import type { HistoryContext } from '../tables/history-context.ts';

interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly digest: string;
  readonly scopes: string;
  readonly created_at: number;
  readonly created_by: string;
  readonly expires_at: number;
  readonly revoked_at: number | null;
  readonly used_at: number | null;
}

/** A token that is to be kept. */
interface AddedToken {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of its secret, in hex. */
  readonly digest: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: number;
}

/** A use is noted once a minute at most, so that reading by the thousand writes nothing. */
const NOTED_MS = 60_000;

/** The tokens of the API. They are never deleted: who acted once can be told by the audit log for ever. */
export function apiTokenFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => unknown,
) {
  const { prepared, atomically, now, actor } = context;
  const SELECT = `SELECT t.*, u.at AS used_at FROM api_tokens t LEFT JOIN api_token_uses u ON u.token = t.id`;

  /** The latest first. */
  function apiTokens(): ApiToken[] {
    const rows = prepared<[], TokenRow>(`${SELECT} ORDER BY t.created_at DESC, t.id`).all();
    return rows.map(tokenOf);
  }

  /** The token of this id with the digest of its secret; null where there is none. It may hold no longer. */
  function apiToken(id: string): { token: ApiToken; digest: string } | null {
    const row = prepared<[string], TokenRow>(`${SELECT} WHERE t.id = ?`).get(id);
    return row ? { token: tokenOf(row), digest: row.digest } : null;
  }

  /** Keeps a token. Throws Problem `token.name-taken` where one that holds has this name. */
  function addApiToken(added: AddedToken): ApiToken {
    const name = textWithoutSecrets(added.name);
    const scopes = [...new Set(added.scopes)].sort();
    return atomically(() => {
      const at = now();
      const same = prepared<[string, number], string>(
        'SELECT id FROM api_tokens WHERE name = ? AND revoked_at IS NULL AND expires_at > ?',
      ).pluck();
      if (same.get(name, at) !== undefined) throw nameTaken(name);
      prepared<(string | number)[]>(
        `INSERT INTO api_tokens (id, name, digest, scopes, created_at, created_by, expires_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      ).run(added.id, name, added.digest, JSON.stringify(scopes), at, actor, added.expiresAt);
      const detail = { id: added.id, name, scopes, expiresAt: added.expiresAt };
      appendAudit({ action: 'token.added', detail });
      return apiToken(added.id)!.token;
    });
  }

  /** Revokes a token; one that is revoked stays as it is. Throws Problem `token.unknown`. */
  function revokeApiToken(id: string): ApiToken {
    return atomically(() => {
      const found = apiToken(id);
      if (found === null) throw unknownToken(id);
      if (found.token.revokedAt !== null) return found.token;
      prepared<[number, string]>('UPDATE api_tokens SET revoked_at = ? WHERE id = ?').run(
        now(),
        id,
      );
      appendAudit({ action: 'token.revoked', detail: { id, name: found.token.name } });
      return apiToken(id)!.token;
    });
  }

  /** Notes that a token was used, to the minute. */
  function noteApiTokenUse({ id, lastUsedAt }: Pick<ApiToken, 'id' | 'lastUsedAt'>): void {
    const at = now();
    if (lastUsedAt !== null && at - lastUsedAt < NOTED_MS && at >= lastUsedAt) return;
    atomically(() =>
      prepared<[string, number]>(
        `INSERT INTO api_token_uses (token, at) VALUES (?, ?)
         ON CONFLICT (token) DO UPDATE SET at = excluded.at`,
      ).run(id, at),
    );
  }

  return { apiTokens, apiToken, addApiToken, revokeApiToken, noteApiTokenUse };
}

function tokenOf(row: TokenRow): ApiToken {
  return {
    id: row.id,
    name: row.name,
    scopes: scopesSchema.parse(JSON.parse(row.scopes)),
    createdAt: row.created_at,
    createdBy: row.created_by,
    expiresAt: row.expires_at,
    lastUsedAt: row.used_at,
    revokedAt: row.revoked_at,
  };
}

function nameTaken(name: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'token.name-taken',
    message: `There is a token ${name} already.`,
    hint: 'Choose another name, or revoke that token first.',
    details: { name },
  });
}

function unknownToken(id: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'token.unknown',
    message: `There is no token ${id}.`,
    hint: 'List the tokens with: npm run reconcile -- api token list',
    details: { id },
  });
}
