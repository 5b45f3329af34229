import { SCOPES } from '../../../core/contract/tokens/scopes.ts';
import type { ApiToken, NewApiToken } from '../../../core/contract/tokens/api-token.ts';
import { dataFolder, historyFile } from '../../data-folder/data-folder.ts';
import { openHistory } from '../../history/history.ts';
import { giveToken } from '../../tokens/give-token.ts';
import type { TokenCommand } from '../arguments/command.ts';

/** Gives, lists or revokes tokens of the API, and answers what is to be printed. Throws Problems `token.…`. */
export function tokenStep(command: TokenCommand): string {
  const history = openHistory(historyFile(dataFolder(command.dataDir)));
  const { json } = command;
  const told = <T>(value: T, words: (value: T) => string): string =>
    json ? `${JSON.stringify(value)}\n` : words(value);
  try {
    switch (command.step) {
      case 'list':
        return told(history.apiTokens(), listText);
      case 'revoke':
        return told(history.revokeApiToken(command.id), ({ name }) => `Revoked    ${name}\n`);
      case 'add': {
        const { tokenName: name, scopes, days } = command;
        return told(giveToken(history, { name, scopes, days }, Date.now()), newText);
      }
    }
  } finally {
    history.close();
  }
}

function newText({ token, ...of }: NewApiToken): string {
  return `${token}\n\nThis is the only time that the token is shown. Keep it where passwords are kept.\n\n${tokenText(of)}`;
}

function listText(tokens: readonly ApiToken[]): string {
  return tokens.length === 0
    ? 'No tokens yet. Make one with: api token add NAME --scope runs:read\n'
    : tokens.map(tokenText).join('\n');
}

function tokenText({ id, name, scopes, expiresAt, lastUsedAt, revokedAt }: ApiToken): string {
  const state =
    revokedAt !== null
      ? `revoked ${dayOf(revokedAt)}`
      : `${expiresAt <= Date.now() ? 'expired' : 'expires'} ${dayOf(expiresAt)}`;
  const used = lastUsedAt === null ? 'not used yet' : `last used ${dayOf(lastUsedAt)}`;
  return [
    `${id}  ${name}`,
    `  ${state}, ${used}`,
    ...scopes.map((scope) => `  ${scope.padEnd(18)}${SCOPES[scope]}`),
    '',
  ].join('\n');
}

/** In UTC. */
function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
