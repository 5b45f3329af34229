import type { RunOrder } from '../../../core/contract/api/runs.ts';
import type { FindingCode } from '../../../core/contract/findings.ts';
import type { RunRecord, RunStatus } from '../../../core/contract/run.ts';
import type { Policy } from '../../../core/contract/settings.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import type { RunRow } from './run-rows.ts';
import { runRecord, SELECT_RUN } from './run-rows.ts';
import { OPEN_EXCEPTIONS_OF_RUN } from '../tables/open-exceptions.ts';
import { declareRunWords, RUN_WORDS, searchedWords } from './run-words.ts';

export interface RunQuery {
  readonly sourceId?: number | undefined;
  readonly status?: RunStatus | undefined;
  readonly policy?: Policy | undefined;
  /** Null asks for runs over the whole ledger. */
  readonly period?: string | null | undefined;
  /** Words that all stand in what the run is looked up by: source, file, period, days, policy, status, id, who signed. */
  readonly text?: string | undefined;
  /** Only runs in which nothing of this was found. */
  readonly withoutFinding?: FindingCode | undefined;
  /** Archived runs are left out unless they are asked for: alone, or with all others. */
  readonly archived?: 'only' | 'too' | undefined;
  /** `startedAt` by default. Runs that lack what is ordered by come last; ties go by the newest. */
  readonly orderBy?: RunOrder | undefined;
  /** Latest, largest or last first; the default. */
  readonly descending?: boolean | undefined;
  /** 100 by default. */
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

/** Runs in lists, and what is counted over them. */
export function listRunFunctions(context: HistoryContext) {
  const { prepared } = context;
  declareRunWords(context);

  /** The newest first, unless another order is asked for. */
  function listRuns(query: RunQuery = {}): RunRecord[] {
    const { where, values } = matching(query);
    return prepared<(string | number | null)[], RunRow>(
      `${SELECT_RUN} ${where} ${orderOf(query)} LIMIT ? OFFSET ?`,
    )
      .all(...values, query.limit ?? 100, query.offset ?? 0)
      .map(runRecord);
  }

  /** How many runs `listRuns` would list without a limit. */
  function countRuns(query: RunQuery = {}): number {
    const { where, values } = matching(query);
    return prepared<(string | number | null)[], number>(
      `SELECT count(*) FROM runs r LEFT JOIN archived_runs a ON a.run_id = r.id ${where}`,
    )
      .pluck()
      .get(...values)!;
  }

  /** The runs of a source by how they ended, without archived ones. */
  function runOutcomes(sourceId: number): { status: RunStatus; count: number }[] {
    return prepared<[number], { status: RunStatus; count: number }>(
      `SELECT status, count(*) AS count FROM current_runs WHERE source_id = ? GROUP BY 1 ORDER BY 1`,
    ).all(sourceId);
  }

  /**
   * How long a run was at work, in milliseconds: the sum of its steps, without what it waited. A step
   * over which the clock was set back counts as none.
   */
  function workedMs(runId: string): number {
    return prepared<[string], number>(
      'SELECT coalesce(sum(max(ended_at - started_at, 0)), 0) FROM steps WHERE run_id = ? AND ended_at IS NOT NULL',
    )
      .pluck()
      .get(runId)!;
  }

  return { listRuns, countRuns, runOutcomes, workedMs };
}

/** A total of a run whose ledger has one currency. */
const total = (name: string): string =>
  `CASE WHEN r.totals ->> '$.byCurrency' IS NULL THEN r.totals ->> '$.${name}' END`;

const ORDERS: Readonly<Record<RunOrder, string>> = {
  startedAt: 'r.seq',
  source: 'lower(r.source_name)',
  status: 'r.status',
  quality: 'r.quality',
  matched: total('matched'),
  untracked: total('untracked'),
  closing: total('closing'),
  signedOff: '(SELECT max(s.at) FROM sign_offs s WHERE s.run_id = r.id)',
  exceptions: `CASE WHEN r.status = 'completed' THEN ${OPEN_EXCEPTIONS_OF_RUN} END`,
};

function orderOf({ orderBy = 'startedAt', descending = true }: RunQuery): string {
  return `ORDER BY ${ORDERS[orderBy]} ${descending ? 'DESC' : 'ASC'} NULLS LAST, r.seq DESC`;
}

function matching(query: RunQuery): { where: string; values: (string | number | null)[] } {
  const where: string[] = [];
  const values: (string | number | null)[] = [];
  const is = (column: string, value: string | number | null | undefined): void => {
    if (value === undefined) return;
    where.push(`r.${column} IS ?`);
    values.push(value);
  };
  is('source_id', query.sourceId);
  is('status', query.status);
  is('policy', query.policy);
  is('period', query.period);
  for (const word of searchedWords(query.text ?? '')) {
    where.push(`instr(${RUN_WORDS}, ?) > 0`);
    values.push(word);
  }
  if (query.withoutFinding !== undefined) {
    where.push('NOT EXISTS (SELECT 1 FROM findings f WHERE f.run_id = r.id AND f.code = ?)');
    values.push(query.withoutFinding);
  }
  if (query.archived !== 'too')
    where.push(`a.run_id IS ${query.archived === 'only' ? 'NOT NULL' : 'NULL'}`);
  return { where: where.length > 0 ? `WHERE ${where.join(' AND ')}` : '', values };
}
