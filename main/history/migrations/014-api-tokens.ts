/**
 * Tokens of the API, of whose secret only the SHA-256 is kept; when they were used last, which nobody relies on; and
 * the answers to requests with an idempotency key, for a day.
 */
export const apiTokens = /* sql */ `
CREATE TABLE api_tokens (
  id TEXT PRIMARY KEY CHECK (length(id) = 8),
  name TEXT NOT NULL,
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  scopes TEXT NOT NULL CHECK (json_valid(scopes)),
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT;
CREATE TRIGGER api_tokens_delete BEFORE DELETE ON api_tokens
BEGIN SELECT RAISE(ABORT, 'api_tokens are revoked, not deleted'); END;
CREATE TRIGGER api_tokens_update BEFORE UPDATE ON api_tokens
WHEN OLD.revoked_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.digest <> OLD.digest OR NEW.scopes <> OLD.scopes
  OR NEW.expires_at <> OLD.expires_at
BEGIN SELECT RAISE(ABORT, 'a token can only be revoked, once'); END;

CREATE TABLE api_token_uses (
  token TEXT PRIMARY KEY REFERENCES api_tokens (id),
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE api_answers (
  token TEXT NOT NULL REFERENCES api_tokens (id),
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  request TEXT NOT NULL,
  answer TEXT CHECK (json_valid(answer)),
  PRIMARY KEY (token, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX api_answers_at ON api_answers (at);
`;
