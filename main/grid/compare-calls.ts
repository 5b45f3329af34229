import type { ApiHandlers } from '../../core/contract/api/api.ts';
import type { AppContext } from '../app/app-context.ts';
import { writeExport } from '../app/export-file.ts';
import { compareRuns } from './compare-runs.ts';
import { exportComparison } from './export-comparison.ts';
import type { GridStore } from './view/store.ts';
import { theRun } from '../history/the-run.ts';

/** Two runs side by side. */
export function compareHandlers(
  context: AppContext,
  store: GridStore,
): Pick<ApiHandlers, 'runs.compare' | 'runs.exportComparison'> {
  const { history } = context;
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
    'runs.exportComparison': ({ a, b, format, target }) =>
      store.use(a, (openA) =>
        store.use(b, (openB) =>
          writeExport(
            context,
            target,
            `comparison of ${a} and ${b}`,
            (path) =>
              exportComparison(
                { run: theRun(history, a).run, open: openA },
                { run: theRun(history, b).run, open: openB },
                path,
                format,
                { csvBom: history.appSettings().csvBom },
              ),
            b,
          ),
        ),
      ),
  };
}
