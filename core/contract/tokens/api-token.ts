import type { Scope } from './scopes.ts';

/** A token may hold for a year at most: then a person looks at it again. */
export const MOST_TOKEN_DAYS = 366;
/** The longest name of a token, by which the audit log names what is done with it. */
export const LONGEST_TOKEN_NAME = 60;

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
