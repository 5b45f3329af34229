import type { AtStake } from '../../../core/contract/api/exceptions.ts';
import type { ListedRun } from '../../../core/contract/api/runs.ts';
import type { HistoryContext } from './history-context.ts';

/**
 * The states of a source that are not open, which are few. By its own index: left to itself SQLite goes through the
 * states of all exceptions that the source ever had.
 */
const CLOSED_STATES = 'exception_states s INDEXED BY exception_states_closed';

/** How many listed exceptions of a run `r` are open today: all but those that somebody has closed. */
export const OPEN_EXCEPTIONS_OF_RUN = `(
  (SELECT coalesce(sum(count), 0) FROM exception_stakes t WHERE t.run_id = r.id)
  - (SELECT count(*) FROM ${CLOSED_STATES} CROSS JOIN exceptions e ON e.run_id = r.id AND e.key = s.key
     WHERE s.source_id = r.source_id AND s.status <> 'open'))`;

type Stakes = AtStake & { readonly count: number };
const NONE: Omit<Stakes, 'currency'> = { count: 0, cents: 0, unknown: 0 };

export function openExceptionFunctions({ prepared }: Pick<HistoryContext, 'prepared'>) {
  /** The listed exceptions of a run that are open today: how many, and what is at stake by currency. */
  function openExceptions(runId: string): NonNullable<ListedRun['openExceptions']> {
    const all = prepared<[string], Stakes>(
      `SELECT currency, count, cents, unknown FROM exception_stakes WHERE run_id = ? ORDER BY 1`,
    ).all(runId);
    const closed = prepared<[string], Stakes>(
      `SELECT e.currency, count(*) AS count, sum(e.cents) AS cents, sum(e.unknown) AS unknown
       FROM runs r CROSS JOIN ${CLOSED_STATES} ON s.source_id = r.source_id AND s.status <> 'open'
       CROSS JOIN exceptions e ON e.run_id = r.id AND e.key = s.key
       WHERE r.id = ? GROUP BY 1`,
    ).all(runId);
    const open = all.flatMap((one): Stakes[] => {
      const less = closed.find(({ currency }) => currency === one.currency) ?? NONE;
      const count = one.count - less.count;
      if (count === 0) return [];
      return [
        { ...one, count, cents: one.cents - less.cents, unknown: one.unknown - less.unknown },
      ];
    });
    return {
      count: open.reduce((sum, { count }) => sum + count, 0),
      atStake: open.map(({ currency, cents, unknown }) => ({ currency, cents, unknown })),
    };
  }

  return { openExceptions };
}
