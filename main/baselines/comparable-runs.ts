import type { RunChoice } from '../../core/contract/api/dashboard.ts';
import type { ComparableRuns } from '../../core/contract/baselines/baselines.ts';
import { asOfDay, periodsOfRun } from '../../core/contract/periods.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import type { History } from '../history/history.ts';

/** More runs than any source has; each is a few hundred bytes. */
const ALL = 100_000;

/** The runs that are asked for; what is left out is that of those used last. */
export type WantedRuns = { readonly [K in keyof ComparableRuns]?: ComparableRuns[K] | undefined };

/** What a source has been reconciled to. */
export interface ComparedRuns {
  /** The one used last first. */
  readonly choices: readonly RunChoice[];
  /** Null where the source has no completed run. */
  readonly chosen: ComparableRuns | null;
  /** Those that no later revision replaces, by period end, the earliest first. */
  readonly runs: readonly RunRecord[];
}

/** The completed runs of a source that can be compared with one another; of those used last where none is wanted. */
export function comparedRuns(
  history: Pick<History, 'listRuns'>,
  sourceId: number,
  wanted: WantedRuns,
): ComparedRuns {
  const completed = history.listRuns({ sourceId, status: 'completed', limit: ALL });
  const choices = choicesOf(completed);
  const chosen =
    choices.find(
      ({ policy, periods }) =>
        policy === (wanted.policy ?? policy) && periods === (wanted.periods ?? periods),
    ) ?? choices[0];
  return {
    choices,
    chosen: chosen === undefined ? null : { policy: chosen.policy, periods: chosen.periods },
    runs: chosen === undefined ? [] : unreplaced(completed.filter((run) => isAmong(run, chosen))),
  };
}

function isAmong(run: RunRecord, of: ComparableRuns): boolean {
  return run.policy === of.policy && periodsOfRun(run).id === of.periods;
}

/** The policies and kinds of period of the runs, in the order in which they come. */
function choicesOf(runs: readonly RunRecord[]): readonly RunChoice[] {
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
