import type { ApiHandlers } from '../../../core/contract/api/api.ts';
import type { AppContext } from '../app-context.ts';

type Calls = 'runs.compare';

export function compareHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  void context;
  const pending = (): never => {
    throw new Error('pending');
  };
  return {
    'runs.compare': pending,
  };
}
