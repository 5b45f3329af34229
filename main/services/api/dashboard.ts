import type { ApiHandlers } from '../../../core/contract/api/api.ts';
import type { AppContext } from '../app-context.ts';

type Calls = 'dashboard.get';

export function dashboardHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  void context;
  const pending = (): never => {
    throw new Error('pending');
  };
  return {
    'dashboard.get': pending,
  };
}
