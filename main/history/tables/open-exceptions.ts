import type { AtStake } from '../../../core/contract/api/exceptions.ts';
import type { ListedRun } from '../../../core/contract/api/runs.ts';
import type { HistoryContext } from './history-context.ts';

/** How many listed exceptions of a run `r` are open today: all but those that somebody has closed. */
export const OPEN_EXCEPTIONS_OF_RUN = `(
  (SELECT coalesce(sum(count), 0) FROM exception_stakes t WHERE t.run_id = r.id)
  - (SELECT coalesce(sum(count), 0) FROM closed_stakes c WHERE c.run_id = r.id))`;

type Stakes = AtStake & { readonly count: number };

export function openExceptionFunctions({ prepared }: Pick<HistoryContext, 'prepared'>) {
  /** The listed exceptions of a run that are open today: how many, and what is at stake by currency. */
  function openExceptions(runId: string): NonNullable<ListedRun['openExceptions']> {
    const open = prepared<[string], Stakes>(
      `SELECT t.currency, t.count - coalesce(c.count, 0) AS count, t.cents - coalesce(c.cents, 0) AS cents,
         t.unknown - coalesce(c.unknown, 0) AS unknown
       FROM exception_stakes t LEFT JOIN closed_stakes c ON c.run_id = t.run_id AND c.currency = t.currency
       WHERE t.run_id = ? AND t.count > coalesce(c.count, 0) ORDER BY 1`,
    ).all(runId);
    return {
      count: open.reduce((sum, { count }) => sum + count, 0),
      atStake: open.map(({ currency, cents, unknown }) => ({ currency, cents, unknown })),
    };
  }

  return { openExceptions };
}
