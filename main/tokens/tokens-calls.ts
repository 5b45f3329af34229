import type { ApiHandlers } from '../../core/contract/api/api.ts';
import type { AppContext } from '../app/app-context.ts';
import { giveToken } from './give-token.ts';
import { runningServer } from './server-file.ts';

type Calls = 'tokens.list' | 'tokens.add' | 'tokens.revoke' | 'tokens.server';

/** The tokens of the API, and whether it is served. */
export function tokenHandlers({ root, history, now }: AppContext): Pick<ApiHandlers, Calls> {
  return {
    'tokens.list': () => history.apiTokens(),
    'tokens.add': (wanted) => giveToken(history, wanted, now().getTime()),
    'tokens.revoke': ({ id }) => history.revokeApiToken(id),
    'tokens.server': () => runningServer(root),
  };
}
