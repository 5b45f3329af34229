import type { ApiHandlers } from '../../core/contract/api/api.ts';
import type { ClosablePeriod } from '../../core/contract/api/close.ts';
import type { CloseEntry } from '../../core/contract/close/close-log.ts';
import type { SourceRecord } from '../../core/contract/run.ts';
import { allowedPath } from '../app/allowed-path.ts';
import type { AppContext } from '../app/app-context.ts';
import { closeView } from './close-view.ts';
import { exportHandlers } from './export-calls.ts';
import { balancesIn } from './imported-balances.ts';
import { bookEntries, rowsAfterLock, takeStep } from './period-close.ts';
import { closingContext } from './source-period.ts';
import type { SourcePeriod } from './source-period.ts';

type Calls =
  | keyof ReturnType<typeof exportHandlers>
  | 'close.periods'
  | 'close.view'
  | 'close.later-rows'
  | 'close.enter'
  | 'close.import-balances'
  | 'close.book'
  | 'close.step';

/** The close of periods (RULES.md sections 8 to 13). */
export function closeHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  const { history, host, root, now } = context;
  const closing = closingContext(context);
  const { sourceOf, at } = closing;
  const viewOf = async (of: SourcePeriod) => closeView(await at(of));
  const enter = (of: SourcePeriod, entries: readonly CloseEntry[]) => {
    history.logClose(sourceOf(of).id, of.period, entries);
    return viewOf(of);
  };
  return {
    ...exportHandlers(context, closing),
    'close.periods': ({ sourceId }) => closablePeriods(context, sourceOf({ sourceId })),
    'close.view': viewOf,
    'close.later-rows': async (of) => rowsAfterLock(context, await at(of)),
    'close.enter': ({ entries, ...of }) => enter(of, entries),
    'close.import-balances': async ({ place, sign, ...of }) =>
      enter(of, [await balancesIn(await allowedPath(host, place, root), sign)]),
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
  const log = history.closeLog(id);
  const runs = history.listRuns({ sourceId: id, status: 'completed', limit: MOST_RUNS });
  const latest = new Map<string, ClosablePeriod>();
  for (const { id: runId, period, cutOff } of runs) {
    if (period === null || cutOff === null || latest.has(period)) continue;
    const events = log.flatMap(({ period: of, entry }) =>
      of === period && entry.is === 'event' ? [entry.event] : [],
    );
    const last = events.at(-1);
    const state = last === undefined || last.is === 'reopened' ? 'open' : last.is;
    latest.set(period, { period, runId, state });
  }
  return [...latest.values()];
}
