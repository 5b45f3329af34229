import type { ApiHandlers } from '../../../core/contract/api/api.ts';
import type { AppContext } from '../app-context.ts';

type Calls =
  'sources.recent' | 'sources.forget' | 'sources.inspect' | 'sources.saveMapping' | 'sources.rows';

export function sourceHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  void context;
  const pending = (): never => {
    throw new Error('pending');
  };
  return {
    'sources.recent': pending,
    'sources.forget': pending,
    'sources.inspect': pending,
    'sources.saveMapping': pending,
    'sources.rows': pending,
  };
}
