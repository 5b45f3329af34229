import type { ApiHandlers } from '../../core/contract/api/api.ts';
import type { Dashboard, DashboardRun } from '../../core/contract/api/dashboard.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import { runFolder } from '../data-folder/data-folder.ts';
import type { AppContext } from '../app/app-context.ts';
import { readAnalytics } from '../../core/run-folder/analytics-file.ts';

type Calls = 'dashboard.get';

/** The last runs of a source as figures to be drawn. */
export function dashboardHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  const { root, history } = context;
  /** Completed runs never change, so their rates are read once. */
  const matchRates = new Map<string, number>();

  async function matchRateOf(runId: string): Promise<number | null> {
    const known = matchRates.get(runId);
    if (known !== undefined) return known;
    try {
      const { match_rate: rate } = (await readAnalytics(runFolder(root, runId))).summary;
      matchRates.set(runId, rate);
      return rate;
    } catch {
      // The line has a gap as long as the report is gone; the run itself says so when it is opened.
      return null;
    }
  }

  async function point(run: RunRecord): Promise<DashboardRun> {
    return {
      runId: run.id,
      startedAt: run.startedAt,
      durationMs: history.workedMs(run.id),
      policy: run.policy,
      period: run.period,
      rows: run.rowCount ?? 0,
      quality: run.quality,
      matchRate: await matchRateOf(run.id),
      openLiability: run.totals?.closing ?? 0,
      untracked: run.totals?.untracked ?? 0,
      exceptions: history.exceptionCounts(run.id),
    };
  }

  async function dashboard(sourceId: number | null, limit: number): Promise<Dashboard> {
    const runs =
      sourceId === null ? [] : history.listRuns({ sourceId, status: 'completed', limit }).reverse();
    return {
      sources: history
        .listSources()
        .map((source) => ({ ...source, runs: history.countRuns({ sourceId: source.id }) }))
        .filter((source) => source.runs > 0),
      sourceId,
      runs: await Promise.all(runs.map(point)),
      outcomes: sourceId === null ? [] : history.runOutcomes(sourceId),
    };
  }

  return {
    'dashboard.get': ({ sourceId, limit }) =>
      dashboard(sourceId ?? history.listRuns({ limit: 1 })[0]?.sourceId ?? null, limit),
  };
}
