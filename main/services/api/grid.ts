import type { ApiHandlers } from '../../../core/contract/api/api.ts';
import type { AppContext } from '../app-context.ts';
import { writeExport } from '../export-file.ts';
import { customersLike, lotTrail } from '../grid/customers.ts';
import { exportView } from '../grid/export-view.ts';
import { gridFacts } from '../grid/facts.ts';
import { gridPage, positionOf } from '../grid/pages.ts';
import type { GridStore } from '../grid/store.ts';
import { gridTotals } from '../grid/totals.ts';
import { viewAsText } from '../grid/view-text.ts';

type Calls =
  | 'grid.open'
  | 'grid.page'
  | 'grid.totals'
  | 'grid.find'
  | 'grid.tsv'
  | 'grid.export'
  | 'customers.search'
  | 'customers.trail';

/** The matched rows of a run, page by page, and everything of one customer. */
export function gridHandlers(context: AppContext, store: GridStore): Pick<ApiHandlers, Calls> {
  return {
    'grid.open': async ({ runId }) => gridFacts(await store.open(runId), runId),
    'grid.page': async ({ runId, view, offset, limit }) =>
      gridPage(await store.open(runId), view, offset, limit),
    'grid.totals': async ({ runId, view }) => gridTotals(await store.open(runId), view),
    'grid.find': async ({ runId, view, id }) => positionOf(await store.open(runId), view, id),
    'grid.tsv': async ({ runId, view, columns, offset, limit }) =>
      viewAsText(await store.open(runId), view, columns, offset, limit),
    'grid.export': async ({ runId, view, columns, format, target }) => {
      const run = await store.open(runId);
      const { csvBom } = context.history.appSettings();
      return writeExport(
        context,
        target,
        'grid view',
        (path) => exportView(run, view, columns, path, format, { csvBom }),
        runId,
      );
    },
    'customers.search': async ({ runId, text, limit }) =>
      customersLike(await store.open(runId), text, limit),
    'customers.trail': async ({ runId, customer }) =>
      lotTrail(context, await store.open(runId), customer),
  };
}
