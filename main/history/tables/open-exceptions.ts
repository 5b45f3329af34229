import type { AtStake } from '../../../core/contract/api/exceptions.ts';
import type { ListedRun } from '../../../core/contract/api/runs.ts';
import type { HistoryContext } from './history-context.ts';

/** How many listed exceptions of a run `r` are open today: all but those that somebody has closed. */
export const OPEN_EXCEPTIONS_OF_RUN = `(
  (SELECT count(*) FROM exceptions e WHERE e.run_id = r.id)
  - (SELECT count(*) FROM exception_states s CROSS JOIN exceptions e ON e.run_id = r.id AND e.key = s.key
     WHERE s.source_id = r.source_id AND s.status <> 'open'))`;

export function openExceptionFunctions({ prepared }: Pick<HistoryContext, 'prepared'>) {
  /** The listed exceptions of a run that are open today: how many, and what is at stake by currency. */
  function openExceptions(runId: string): NonNullable<ListedRun['openExceptions']> {
    const byCurrency = prepared<[string], AtStake & { readonly count: number }>(
      `SELECT e.currency, count(*) AS count, sum(e.cents) AS cents, sum(e.unknown) AS unknown
       FROM exceptions e JOIN runs r ON r.id = e.run_id
       LEFT JOIN exception_states s ON s.source_id = r.source_id AND s.key = e.key
       WHERE e.run_id = ? AND coalesce(s.status, 'open') = 'open' GROUP BY 1 ORDER BY 1`,
    ).all(runId);
    return {
      count: byCurrency.reduce((sum, { count }) => sum + count, 0),
      atStake: byCurrency.map(({ currency, cents, unknown }) => ({ currency, cents, unknown })),
    };
  }

  return { openExceptions };
}
