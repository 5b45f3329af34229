import { Problem } from '../../../core/contract/problem.ts';
import type { Exception } from '../../../core/contract/exceptions.ts';
import type { ExceptionTotal } from '../../../core/contract/run.ts';
import type { HistoryContext } from '../tables/history-context.ts';

/** Of each kind the history lists so many, the largest; a longer list is worked on by its cause. */
export const KEPT_PER_KIND = 20_000;

/** The exceptions that a run found. */
export function saveExceptionFunctions({ prepared, atomically }: HistoryContext) {
  /**
   * Replaces the exceptions of a run that has not completed. Their states carry over when it
   * completes. Throws Problem `exception.twice` where two have one key.
   *
   * @param totals how many it has of each kind, where these are more than the list has; a kind may come in parts.
   */
  function saveExceptions(
    runId: string,
    list: readonly Exception[],
    totals: readonly ExceptionTotal[] = totalsOf(list),
  ): void {
    atomically(() => {
      prepared<[string]>('DELETE FROM exceptions WHERE run_id = ?').run(runId);
      prepared<[string]>('DELETE FROM exception_counts WHERE run_id = ?').run(runId);
      for (const { code, count } of totals)
        prepared<[string, string, number]>(
          `INSERT INTO exception_counts (run_id, code, count) VALUES (?, ?, ?)
           ON CONFLICT DO UPDATE SET count = count + excluded.count`,
        ).run(runId, code, count);
      const insert = prepared<(string | number | null)[]>(
        `INSERT INTO exceptions (run_id, key, code, customer, currency, ids, rows, cents, unknown,
           created_at, message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      );
      for (const one of list) {
        const { changes } = insert.run(
          runId,
          one.key,
          one.code,
          one.customer,
          one.currency,
          JSON.stringify(one.ids),
          JSON.stringify(one.rows),
          one.cents ?? 0,
          one.cents === null ? 1 : 0,
          one.createdAt,
          one.message,
        );
        if (changes === 0) throw twice(one.key);
      }
      prepared<[string]>('DELETE FROM exception_stakes WHERE run_id = ?').run(runId);
      prepared<[string]>(
        `INSERT INTO exception_stakes (run_id, currency, count, cents, unknown)
           SELECT run_id, currency, count(*), sum(cents), sum(unknown) FROM exceptions
           WHERE run_id = ? GROUP BY run_id, currency`,
      ).run(runId);
      // What is closed later is counted as it is closed.
      prepared<[string]>('DELETE FROM closed_stakes WHERE run_id = ?').run(runId);
      prepared<[string]>(
        `INSERT INTO closed_stakes (run_id, currency, count, cents, unknown)
           SELECT e.run_id, e.currency, count(*), sum(e.cents), sum(e.unknown)
           FROM runs r CROSS JOIN exceptions e ON e.run_id = r.id
           CROSS JOIN exception_states s ON s.source_id = r.source_id AND s.key = e.key AND s.status <> 'open'
           WHERE r.id = ? GROUP BY e.run_id, e.currency`,
      ).run(runId);
    });
  }

  return { saveExceptions };
}

function totalsOf(list: readonly Exception[]): ExceptionTotal[] {
  return [...Map.groupBy(list, ({ code }) => code)].map(([code, found]) => ({
    code,
    count: found.length,
  }));
}

/** The source of a run. Throws Problem `exception.unknown` where there is no such run. */
export function sourceOf({ prepared }: HistoryContext, runId: string): number {
  const id = prepared<[string], number>('SELECT source_id FROM runs WHERE id = ?')
    .pluck()
    .get(runId);
  if (id === undefined) throw unknownException(runId, '');
  return id;
}

/** What is at stake with an exception, in cents; 0 where it is unknown. Throws Problem `exception.unknown` where the run lacks it. */
export function centsOf({ prepared }: HistoryContext, runId: string, key: string): number {
  const cents = prepared<[string, string], number>(
    'SELECT cents FROM exceptions WHERE run_id = ? AND key = ?',
  )
    .pluck()
    .get(runId, key);
  if (cents === undefined) throw unknownException(runId, key);
  return cents;
}

function twice(key: string): Problem {
  return new Problem({
    kind: 'internal',
    code: 'exception.twice',
    message: `Two exceptions of one run have the key ${key}.`,
    hint: 'Nothing was published. Send this message to support.',
  });
}

function unknownException(runId: string, key: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'exception.unknown',
    message: key ? `The run ${runId} has no exception ${key}.` : `The history has no run ${runId}.`,
    hint: 'Reload the list of exceptions.',
  });
}
