import type { ApiHandlers } from '../../core/contract/api/api.ts';
import { readDays } from '../../core/run-folder/analytics-file.ts';
import type { AppContext } from '../app/app-context.ts';
import { aboutRun } from '../app/run-identity.ts';
import { writeExport } from '../app/export-file.ts';
import { customersLike, IN_A_FILE, lotTrail } from './customers.ts';
import { exportCustomer } from './export-customer.ts';
import { exportView } from './export-view.ts';
import { runFolder } from '../data-folder/data-folder.ts';
import { theRun } from '../history/the-run.ts';
import { gridFacts } from './facts.ts';
import { searchLedgers } from './search-ledgers.ts';
import { rollForwardOf, rollForwardOfDays } from './roll-forward.ts';
import { gridPage, positionOf } from './view/pages.ts';
import type { GridStore } from './view/store.ts';
import { gridTotals } from './view/totals.ts';
import { viewAsText } from './view-text.ts';

type Calls =
  | 'grid.open'
  | 'grid.page'
  | 'grid.rollForward'
  | 'grid.totals'
  | 'grid.find'
  | 'grid.tsv'
  | 'grid.export'
  | 'customers.search'
  | 'customers.trail'
  | 'customers.export'
  | 'ledgers.search';

/** The matched rows of a run, page by page, everything of one customer, and the search in `searched` runs. */
export function gridHandlers(
  context: AppContext,
  store: GridStore,
  searched: GridStore,
): Pick<ApiHandlers, Calls> {
  return {
    'grid.open': ({ runId }) => store.use(runId, (run) => gridFacts(run, runId)),
    'grid.page': ({ runId, view, offset, limit }) =>
      store.use(runId, (run) => gridPage(run, view, offset, limit)),
    'grid.rollForward': async ({ runId, kind }) => {
      const { run } = theRun(context.history, runId);
      const early =
        run.status === 'completed' ? null : await readDays(runFolder(context.root, runId));
      return early
        ? rollForwardOfDays(early, kind, run.settings.calendar)
        : store.use(runId, (open) => rollForwardOf(open, kind));
    },
    'grid.totals': ({ runId, view }) => store.use(runId, (run) => gridTotals(run, view)),
    'grid.find': ({ runId, view, id }) => store.use(runId, (run) => positionOf(run, view, id)),
    'grid.tsv': ({ runId, view, columns, offset, limit }) =>
      store.use(runId, (run) => viewAsText(run, view, columns, offset, limit)),
    'grid.export': ({ runId, view, columns, format, target }) =>
      store.use(runId, (run) => {
        const { csvBom } = context.history.appSettings();
        const about = aboutRun(theRun(context.history, runId).run, 'Matched rows');
        return writeExport(
          context,
          target,
          'grid view',
          (path) => exportView(run, view, columns, path, format, { csvBom, about }),
          runId,
        );
      }),
    'customers.search': ({ runId, text, limit }) =>
      store.use(runId, (run) => customersLike(context, run, text, limit)),
    'ledgers.search': ({ runId, text, limit }) =>
      searchLedgers(context, runId === null ? searched : store, text, runId, limit),
    'customers.trail': ({ runId, customer }) =>
      store.use(runId, (run) => lotTrail(context, run, customer)),
    'customers.export': ({ runId, customer, format, target }) =>
      store.use(runId, async (run) => {
        const trail = await lotTrail(context, run, customer, IN_A_FILE);
        const { csvBom } = context.history.appSettings();
        return writeExport(
          context,
          target,
          `customer ${customer}`,
          (path) =>
            exportCustomer(theRun(context.history, runId).run, trail, path, format, { csvBom }),
          runId,
        );
      }),
  };
}
