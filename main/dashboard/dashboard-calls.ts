import type { ApiHandlers } from '../../core/contract/api/api.ts';
import type { ComparableRuns, Dashboard, DashboardRun } from '../../core/contract/api/dashboard.ts';
import { asOfDay, periodsOfRun } from '../../core/contract/periods.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import { matchRate, totalsByCurrency } from '../../core/contract/totals.ts';
import type { AppContext } from '../app/app-context.ts';

type Calls = 'dashboard.get';

/** More runs than any source has; each is a few hundred bytes. */
const ALL = 100_000;

/** The runs of a source as figures to be drawn: only such as can be compared with one another. */
export function dashboardHandlers({ history }: AppContext): Pick<ApiHandlers, Calls> {
  function point(run: RunRecord): DashboardRun {
    return {
      runId: run.id,
      startedAt: run.startedAt,
      durationMs: history.workedMs(run.id),
      policy: run.policy,
      period: run.period,
      asOf: asOfDay(run),
      rows: run.rowCount ?? 0,
      quality: run.quality,
      byCurrency: (run.totals === null ? [] : totalsByCurrency(run.totals)).map(
        ({ currency, totals }) => ({
          currency,
          matchRate: matchRate(totals),
          openLiability: totals.closing,
          untracked: totals.untracked,
        }),
      ),
      exceptions: history.exceptionCounts(run.id),
    };
  }

  function dashboard(
    sourceId: number | null,
    wanted: Partial<ComparableRuns>,
    limit: number,
  ): Dashboard {
    // The latest first.
    const completed =
      sourceId === null ? [] : history.listRuns({ sourceId, status: 'completed', limit: ALL });
    const choices = choicesOf(completed);
    const chosen =
      choices.find(
        ({ policy, periods }) =>
          policy === (wanted.policy ?? policy) && periods === (wanted.periods ?? periods),
      ) ?? choices[0];
    const runs = chosen === undefined ? [] : unreplaced(completed.filter((run) => is(run, chosen)));
    return {
      sources: history
        .listSources()
        .map((source) => ({ ...source, runs: history.countRuns({ sourceId: source.id }) }))
        .filter((source) => source.runs > 0),
      sourceId,
      choices,
      chosen: chosen === undefined ? null : { policy: chosen.policy, periods: chosen.periods },
      runs: runs.slice(-limit).map(point),
      outcomes: sourceId === null ? [] : history.runOutcomes(sourceId),
    };
  }

  return {
    'dashboard.get': ({ sourceId, policy, periods, limit }) =>
      dashboard(
        sourceId ?? history.listRuns({ limit: 1 })[0]?.sourceId ?? null,
        { ...(policy && { policy }), ...(periods && { periods }) },
        limit,
      ),
  };
}

function is(run: RunRecord, of: ComparableRuns): boolean {
  return run.policy === of.policy && periodsOfRun(run).id === of.periods;
}

/** The policies and kinds of period of the runs, in the order in which they come. */
function choicesOf(runs: readonly RunRecord[]): Dashboard['choices'] {
  const groups = Map.groupBy(runs, (run) => `${run.policy} ${periodsOfRun(run).id}`);
  return [...groups.values()].map((own) => ({
    policy: own[0]!.policy,
    periods: periodsOfRun(own[0]!).id,
    words: periodsOfRun(own[0]!).words,
    runs: unreplaced(own).length,
  }));
}

/**
 * Of runs, the latest first, those that nothing has replaced: of each period the latest, and of whole ledgers the
 * latest of each as-of day. By period end, the earliest first.
 */
function unreplaced(runs: readonly RunRecord[]): RunRecord[] {
  return [...Map.groupBy(runs, (run) => run.period ?? asOfDay(run)).values()]
    .map((revisions) => revisions[0]!)
    .sort((a, b) => (asOfDay(a) < asOfDay(b) ? -1 : asOfDay(a) > asOfDay(b) ? 1 : 0));
}
