import type { ApiHandlers } from '../../core/contract/api/api.ts';
import type { Dashboard, DashboardRun } from '../../core/contract/api/dashboard.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import { matchRate } from '../../core/contract/totals.ts';
import type { AppContext } from '../app/app-context.ts';

type Calls = 'dashboard.get';

/** The last runs of a source as figures to be drawn. */
export function dashboardHandlers({ history }: AppContext): Pick<ApiHandlers, Calls> {
  function point(run: RunRecord): DashboardRun {
    return {
      runId: run.id,
      startedAt: run.startedAt,
      durationMs: history.workedMs(run.id),
      policy: run.policy,
      period: run.period,
      rows: run.rowCount ?? 0,
      quality: run.quality,
      matchRate: run.totals === null || run.totals.byCurrency ? null : matchRate(run.totals),
      openLiability: run.totals?.closing ?? 0,
      untracked: run.totals?.untracked ?? 0,
      exceptions: history.exceptionCounts(run.id),
    };
  }

  function dashboard(sourceId: number | null, limit: number): Dashboard {
    const runs =
      sourceId === null ? [] : history.listRuns({ sourceId, status: 'completed', limit }).reverse();
    return {
      sources: history
        .listSources()
        .map((source) => ({ ...source, runs: history.countRuns({ sourceId: source.id }) }))
        .filter((source) => source.runs > 0),
      sourceId,
      runs: runs.map(point),
      outcomes: sourceId === null ? [] : history.runOutcomes(sourceId),
    };
  }

  return {
    'dashboard.get': ({ sourceId, limit }) =>
      dashboard(sourceId ?? history.listRuns({ limit: 1 })[0]?.sourceId ?? null, limit),
  };
}
