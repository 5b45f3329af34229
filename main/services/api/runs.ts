import type { ApiHandlers } from '../../../core/contract/api/api.ts';
import type { AppContext } from '../app-context.ts';

type Calls =
  | 'runs.start'
  | 'runs.continue'
  | 'jobs.list'
  | 'jobs.cancel'
  | 'runs.list'
  | 'runs.get'
  | 'runs.report'
  | 'runs.audit'
  | 'runs.signOff'
  | 'runs.copyOutputs';

export function runHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  void context;
  const pending = (): never => {
    throw new Error('pending');
  };
  return {
    'runs.start': pending,
    'runs.continue': pending,
    'jobs.list': pending,
    'jobs.cancel': pending,
    'runs.list': pending,
    'runs.get': pending,
    'runs.report': pending,
    'runs.audit': pending,
    'runs.signOff': pending,
    'runs.copyOutputs': pending,
  };
}
