import type { ApiHandlers } from '../../core/contract/api/api.ts';
import type { AppContext } from '../app/app-context.ts';
import { compareRuns } from './compare-runs.ts';
import type { GridStore } from './view/store.ts';
import { theRun } from '../history/the-run.ts';

/** Two runs side by side. */
export function compareHandlers(
  { history }: Pick<AppContext, 'history'>,
  store: GridStore,
): Pick<ApiHandlers, 'runs.compare'> {
  return {
    'runs.compare': ({ a, b, kind, offset, limit }) =>
      store.use(a, (runA) =>
        store.use(b, async (runB) => ({
          // As they are now: one may have been signed off or superseded since it was opened.
          a: theRun(history, a).run,
          b: theRun(history, b).run,
          ...(await compareRuns(runA, runB, kind, offset, limit)),
        })),
      ),
  };
}
