import { exceptionRecordSchema, exceptionSummarySchema } from '../../../core/contract/run.ts';
import type {
  ExceptionRecord,
  ExceptionSummary,
  ExceptionTotal,
} from '../../../core/contract/run.ts';
import type { AtStake } from '../../../core/contract/api/exceptions.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import { parsed } from '../tables/history-context.ts';
import { selection, STATUS, WITH_STATE } from './exception-query.ts';
import type { ExceptionQuery } from './exception-query.ts';
import { sourceOf } from './exceptions-of-run.ts';

export interface ExceptionPage {
  /** How many match, of which `items` is a page. */
  readonly count: number;
  /** The amount at stake of all that match, by currency. */
  readonly atStake: readonly AtStake[];
  readonly items: readonly ExceptionRecord[];
}

interface ExceptionRow {
  key: string;
  code: string;
  customer: string;
  currency: string;
  ids: string;
  rows: string;
  cents: number;
  unknown: number;
  created_at: number | null;
  message: string;
  status: string;
  owner: string | null;
  updated_at: number | null;
  decided_cents: number | null;
  first_run: string | null;
  last_run: string | null;
  notes: number;
}

/** What was decided on an exception: its state, and how many notes it has. */
export interface Decision {
  readonly key: string;
  readonly status: string;
  readonly owner: string | null;
  readonly notes: number;
}

/** The exceptions of a run in lists, and what is counted over them. */
export function listExceptionFunctions(context: HistoryContext) {
  const { prepared } = context;

  /** The keys of all exceptions of a run that match, in their order. */
  function exceptionKeys(runId: string, query: ExceptionQuery = {}): string[] {
    const { where, order, values } = selection(runId, query);
    return prepared<(string | number | null)[], string>(
      `SELECT e.key ${WITH_STATE} ${where} ${order}`,
    )
      .pluck()
      .all(...values);
  }

  /** The people who own exceptions of the run's source, by name. */
  function exceptionOwners(runId: string): string[] {
    return prepared<[number], string>(
      `SELECT DISTINCT owner FROM exception_states
       WHERE source_id = ? AND owner IS NOT NULL AND owner <> '' ORDER BY owner`,
    )
      .pluck()
      .all(sourceOf(context, runId));
  }

  /** All exceptions of a run by kind, listed or not, whatever their status. */
  function exceptionCounts(runId: string): ExceptionTotal[] {
    return prepared<[string], ExceptionTotal>(
      'SELECT code, count FROM exception_counts WHERE run_id = ? ORDER BY code',
    ).all(runId);
  }

  /** What people have decided on the exceptions that a run lists, as it is signed, in the order of their keys. */
  function decisions(runId: string): readonly Decision[] {
    return prepared<[string], Decision>(
      `SELECT e.key, ${STATUS} AS status, s.owner, (SELECT count(*) FROM exception_notes n
         WHERE n.source_id = r.source_id AND n.key = e.key) AS notes
       ${WITH_STATE} WHERE e.run_id = ? ORDER BY e.key`,
    ).all(runId);
  }

  /** Counts and amounts at stake of a run's listed exceptions by code, currency and status of today. */
  function exceptionSummary(runId: string): ExceptionSummary[] {
    return exceptionSummarySchema.array().parse(
      prepared<[string]>(
        `SELECT e.code, e.currency, ${STATUS} AS status, count(*) AS count, sum(e.cents) AS cents,
           sum(e.unknown) AS unknown
         ${WITH_STATE} WHERE e.run_id = ? GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
      ).all(runId),
    );
  }

  return {
    /** A page of a run's exceptions with their states of today. */
    listExceptions: (runId: string, query: ExceptionQuery = {}) =>
      exceptionPage(context, runId, query),
    exceptionKeys,
    exceptionOwners,
    exceptionCounts,
    exceptionSummary,
    decisions,
  };
}

function exceptionPage(
  { prepared }: HistoryContext,
  runId: string,
  query: ExceptionQuery,
): ExceptionPage {
  const { where, order, values } = selection(runId, query);
  const atStake = prepared<(string | number | null)[], AtStake & { count: number }>(
    `SELECT e.currency, count(*) AS count, sum(e.cents) AS cents, sum(e.unknown) AS unknown ${WITH_STATE} ${where}
     GROUP BY 1 ORDER BY 1`,
  ).all(...values);
  // The order is found over the keys alone: sorting whole rows takes several times as long.
  const keys = prepared<(string | number | null)[], string>(
    `SELECT e.key ${WITH_STATE} ${where} ${order} LIMIT ? OFFSET ?`,
  )
    .pluck()
    .all(...values, query.limit ?? 100, query.offset ?? 0);
  const items = prepared<[string, string], ExceptionRow>(
    `SELECT e.*, ${STATUS} AS status, s.owner, s.updated_at, s.decided_cents, s.first_run,
       s.last_run, (SELECT count(*) FROM exception_notes n
         WHERE n.source_id = r.source_id AND n.key = e.key) AS notes
     FROM json_each(?) k
     CROSS JOIN exceptions e ON e.run_id = ? AND e.key = k.value
     JOIN runs r ON r.id = e.run_id
     LEFT JOIN exception_states s ON s.source_id = r.source_id AND s.key = e.key
     ORDER BY k.key`,
  )
    .all(JSON.stringify(keys), runId)
    .map(record);
  return {
    count: atStake.reduce((sum, { count }) => sum + count, 0),
    atStake: atStake.map(({ currency, cents, unknown }) => ({ currency, cents, unknown })),
    items,
  };
}

function record(row: ExceptionRow): ExceptionRecord {
  return exceptionRecordSchema.parse({
    code: row.code,
    key: row.key,
    customer: row.customer,
    currency: row.currency,
    ids: parsed(row.ids),
    rows: parsed(row.rows),
    cents: row.unknown === 1 ? null : row.cents,
    createdAt: row.created_at,
    message: row.message,
    status: row.status,
    owner: row.owner,
    updatedAt: row.updated_at,
    decidedCents: row.decided_cents,
    firstRun: row.first_run,
    lastRun: row.last_run,
    notes: row.notes,
  });
}
