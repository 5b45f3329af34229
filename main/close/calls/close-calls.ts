import type { ApiHandlers } from '../../../core/contract/api/api.ts';
import type { ClosablePeriod } from '../../../core/contract/api/close.ts';
import type { SourceRecord } from '../../../core/contract/run.ts';
import type { AppContext } from '../../app/app-context.ts';
import { closeToday } from '../../run-views/close-today.ts';
import { closeView } from '../close-view.ts';
import { chartHandlers } from './chart-calls.ts';
import { exportHandlers } from './export-calls.ts';
import { importHandlers } from './import-calls.ts';
import { itemHandlers } from './item-calls.ts';
import { packHandlers } from './pack-calls.ts';
import { sampleHandlers } from './sample-calls.ts';
import { checkCharts } from '../chart-versions.ts';
import { checkKept } from '../kept-files.ts';
import { bookEntries, rowsAfterLock, takeStep } from '../period-close.ts';
import { closingContext } from '../source-period.ts';
import type { SourcePeriod } from '../source-period.ts';

type Calls =
  | keyof ReturnType<typeof chartHandlers>
  | keyof ReturnType<typeof exportHandlers>
  | keyof ReturnType<typeof importHandlers>
  | keyof ReturnType<typeof itemHandlers>
  | keyof ReturnType<typeof sampleHandlers>
  | keyof ReturnType<typeof packHandlers>
  | 'close.periods'
  | 'close.view'
  | 'close.later-rows'
  | 'close.enter'
  | 'close.book'
  | 'close.step';

/** The close of periods (RULES.md sections 8 to 13). */
export function closeHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  const { history, root, now } = context;
  const closing = closingContext(context);
  const { sourceOf, at } = closing;
  const viewOf = async (of: SourcePeriod) => closeView(await at(of));
  return {
    ...chartHandlers(context, closing),
    ...exportHandlers(context, closing),
    ...importHandlers(context, closing),
    ...itemHandlers(context, closing),
    ...sampleHandlers(context, closing),
    ...packHandlers(context, closing),
    'close.periods': ({ sourceId }) => closablePeriods(context, sourceOf({ sourceId })),
    'close.view': viewOf,
    'close.later-rows': async (of) => rowsAfterLock(context, await at(of)),
    'close.enter': async ({ entries, by, ...of }) => {
      await checkKept(root, entries);
      const source = sourceOf(of);
      checkCharts(history.closeLog(source.id), entries);
      history.logClose(source.id, of.period, entries, by);
      return viewOf(of);
    },
    'close.book': async ({ by, ...of }) => {
      bookEntries(context, await at(of), by);
      return viewOf(of);
    },
    'close.step': async ({ by, action, ...of }) => {
      takeStep(context, await at(of), action, by, now().getTime());
      return viewOf(of);
    },
  };
}

/** So many of the latest runs are looked through. */
const MOST_RUNS = 1000;

function closablePeriods({ history }: AppContext, { id }: SourceRecord): readonly ClosablePeriod[] {
  const runs = history.listRuns({ sourceId: id, status: 'completed', limit: MOST_RUNS });
  const latest = new Map<string, ClosablePeriod>();
  for (const { id: runId, period, cutOff } of runs) {
    if (period === null || cutOff === null || latest.has(period)) continue;
    const today = closeToday(history, id, period) ?? { state: 'open', changed: [] };
    latest.set(period, { period, runId, ...today });
  }
  return [...latest.values()];
}
