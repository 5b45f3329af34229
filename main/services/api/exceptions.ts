import type { ApiHandlers } from '../../../core/contract/api/api.ts';
import type { AppContext } from '../app-context.ts';

type Calls =
  | 'exceptions.list'
  | 'exceptions.summary'
  | 'exceptions.owners'
  | 'exceptions.change'
  | 'exceptions.keys'
  | 'exceptions.notes'
  | 'exceptions.export';

export function exceptionHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  void context;
  const pending = (): never => {
    throw new Error('pending');
  };
  return {
    'exceptions.list': pending,
    'exceptions.summary': pending,
    'exceptions.owners': pending,
    'exceptions.change': pending,
    'exceptions.keys': pending,
    'exceptions.notes': pending,
    'exceptions.export': pending,
  };
}
