import { z } from 'zod';
import { call } from '../calls/call.ts';
import { entryWithin, noEntry } from '../calls/entry.ts';
import { scopesSchema } from './scopes.ts';
import type { Scope } from './scopes.ts';

/** A token may hold for a year at most: then a person looks at it again. */
export const MOST_TOKEN_DAYS = 366;

/** A token of the API, without its secret, which is shown once and kept nowhere. */
export interface ApiToken {
  /** Eight hex digits. They are part of the token, by which it can be told from others. */
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Epoch ms. */
  readonly createdAt: number;
  readonly createdBy: string;
  readonly expiresAt: number;
  /** To the minute; null before it was first used. */
  readonly lastUsedAt: number | null;
  /** Null while it holds. */
  readonly revokedAt: number | null;
}

/** A token just made: this once with its secret. */
export interface NewApiToken extends ApiToken {
  readonly token: string;
}

/** A server of the API over this data folder. */
export interface ApiServer {
  readonly address: string;
  /** Epoch ms. */
  readonly since: number;
}

export const tokenCalls = {
  /** All that were ever given, the latest first; those that hold no longer too. */
  'tokens.list': call<readonly ApiToken[]>()(z.strictObject({}), noEntry),
  'tokens.add': call<NewApiToken>()(
    z.strictObject({
      /** By which the audit log names what is done with it. */
      name: z.string().trim().min(1).max(60),
      scopes: scopesSchema,
      days: z.int().min(1).max(MOST_TOKEN_DAYS),
    }),
    entryWithin('token.added'),
  ),
  /** It holds no longer, from the next request on. */
  'tokens.revoke': call<ApiToken>()(
    z.strictObject({ id: z.string().max(20) }),
    entryWithin('token.revoked'),
  ),
  /** The server that runs; null where none does. */
  'tokens.server': call<ApiServer | null>()(z.strictObject({}), noEntry),
} as const;
