import type { ApiHandlers } from '../../../core/contract/api/api.ts';
import { compareRuns } from '../grid/compare-runs.ts';
import type { GridStore } from '../grid/store.ts';

/** Two runs side by side. */
export function compareHandlers(store: GridStore): Pick<ApiHandlers, 'runs.compare'> {
  return {
    'runs.compare': async ({ a, b, kind, offset, limit }) =>
      compareRuns(await store.open(a), await store.open(b), kind, offset, limit),
  };
}
