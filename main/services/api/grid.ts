import type { ApiHandlers } from '../../../core/contract/api/api.ts';
import type { AppContext } from '../app-context.ts';

type Calls =
  | 'grid.open'
  | 'grid.page'
  | 'grid.totals'
  | 'grid.find'
  | 'grid.tsv'
  | 'grid.export'
  | 'customers.search'
  | 'customers.trail';

export function gridHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  void context;
  const pending = (): never => {
    throw new Error('pending');
  };
  return {
    'grid.open': pending,
    'grid.page': pending,
    'grid.totals': pending,
    'grid.find': pending,
    'grid.tsv': pending,
    'grid.export': pending,
    'customers.search': pending,
    'customers.trail': pending,
  };
}
