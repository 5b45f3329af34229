import type { ApiHandlers } from '../../../core/contract/api/api.ts';
import type { AppContext } from '../app-context.ts';

type Calls = 'settings.get' | 'settings.set' | 'settings.reset';

export function settingsHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  void context;
  const pending = (): never => {
    throw new Error('pending');
  };
  return {
    'settings.get': pending,
    'settings.set': pending,
    'settings.reset': pending,
  };
}
