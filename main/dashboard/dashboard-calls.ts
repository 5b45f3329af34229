import type { ApiHandlers } from '../../core/contract/api/api.ts';
import type { Dashboard, DashboardRun } from '../../core/contract/api/dashboard.ts';
import { asOfDay } from '../../core/contract/periods.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import { matchRate, totalsByCurrency } from '../../core/contract/totals.ts';
import type { AppContext } from '../app/app-context.ts';
import { comparedRuns } from '../baselines/comparable-runs.ts';
import type { ComparedRuns, WantedRuns } from '../baselines/comparable-runs.ts';

type Calls = 'dashboard.get';

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

  function dashboard(sourceId: number | null, wanted: WantedRuns, limit: number): Dashboard {
    const { choices, chosen, runs }: ComparedRuns =
      sourceId === null
        ? { choices: [], chosen: null, runs: [] }
        : comparedRuns(history, sourceId, wanted);
    return {
      sources: history
        .listSources()
        .map((source) => ({ ...source, runs: history.countRuns({ sourceId: source.id }) }))
        .filter((source) => source.runs > 0),
      sourceId,
      choices,
      chosen,
      runs: runs.slice(-limit).map(point),
      outcomes: sourceId === null ? [] : history.runOutcomes(sourceId),
    };
  }

  return {
    'dashboard.get': ({ sourceId, limit, ...wanted }) =>
      dashboard(sourceId ?? history.listRuns({ limit: 1 })[0]?.sourceId ?? null, wanted, limit),
  };
}
