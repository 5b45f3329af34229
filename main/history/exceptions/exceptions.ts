import type { EXCEPTION_ORDERS } from '../../../core/contract/api/exceptions.ts';
import type { Exception } from '../../../core/contract/exceptions.ts';
import { Problem } from '../../../core/contract/problem.ts';
import {
  exceptionNoteSchema,
  exceptionRecordSchema,
  exceptionStatusSchema,
  exceptionSummarySchema,
} from '../../../core/contract/run.ts';
import type {
  ExceptionNote,
  ExceptionRecord,
  ExceptionStatus,
  ExceptionSummary,
  RunRecord,
} from '../../../core/contract/run.ts';
import type { AuditEntry } from '../tables/audit.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import { parsed } from '../tables/history-context.ts';
import { textWithoutSecrets } from '../../secrets/without-secrets.ts';

/** Which exceptions, and in which order; all of them by default. */
export interface ExceptionQuery {
  readonly code?: string | undefined;
  readonly status?: ExceptionStatus | undefined;
  readonly customer?: string | undefined;
  /** Null asks for those that nobody owns. */
  readonly owner?: string | null | undefined;
  /** Part of a customer, a TRANS_ID or the message, whatever the case. */
  readonly search?: string | undefined;
  /** Carried over from an earlier run of the source, or new in this one. */
  readonly carried?: boolean | undefined;
  /** `cents` by absolute amount; the default. Ties go by key. */
  readonly orderBy?: (typeof EXCEPTION_ORDERS)[number] | undefined;
  /** Largest, latest or last first; the default for `cents`. */
  readonly descending?: boolean | undefined;
  /** 100 by default. */
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

export interface ExceptionPage {
  /** How many match, of which `items` is a page. */
  readonly count: number;
  /** The amount at stake of all that match, by currency. */
  readonly atStake: readonly { readonly currency: string; readonly cents: number }[];
  readonly items: readonly ExceptionRecord[];
}

export interface StateChange {
  readonly status?: ExceptionStatus | undefined;
  /** Null takes the owner away. */
  readonly owner?: string | null | undefined;
}

/** Who says something, and when; the history's actor and now if absent. */
export interface Saying {
  readonly actor?: string;
  readonly at?: number;
}

interface ExceptionRow {
  key: string;
  code: string;
  customer: string;
  currency: string;
  ids: string;
  rows: string;
  cents: number;
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

const WITH_STATE = `
  FROM exceptions e
  JOIN runs r ON r.id = e.run_id
  LEFT JOIN exception_states s ON s.source_id = r.source_id AND s.key = e.key`;
const STATUS = `coalesce(s.status, 'open')`;
const ORDERS: Record<NonNullable<ExceptionQuery['orderBy']>, string> = {
  cents: 'abs(e.cents)',
  createdAt: 'e.created_at',
  code: 'e.code',
  customer: 'e.customer',
  status: STATUS,
};

export type ExceptionFunctions = ReturnType<typeof exceptionFunctions>;

/**
 * The exceptions of the runs, and what people have said about them.
 *
 * An exception belongs to a run; its state (status, owner, notes) belongs to the source and the
 * exception's key, so it carries over while the exception persists, from run to run and between
 * policies and periods. When a completed run no longer has it, its state is left as it is: nothing
 * about the past is rewritten. When it then comes back, it keeps its owner and notes but is opened
 * again, with a note that says so, because what was explained or accepted is not what happened now.
 * "Gone" and "back" are judged within one period and policy: that a run of another month or policy
 * does not have an exception says nothing about it.
 *
 * A status also holds when the amount at stake changes; `decidedCents` then differs from `cents`.
 */
export function exceptionFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => unknown,
) {
  const { prepared, atomically, now } = context;

  /**
   * Replaces the exceptions of a run that has not completed. Their states carry over when it
   * completes. Throws Problem `exception.twice` where two have one key.
   */
  function saveExceptions(runId: string, list: Iterable<Exception>): void {
    atomically(() => {
      prepared<[string]>('DELETE FROM exceptions WHERE run_id = ?').run(runId);
      const insert = prepared<(string | number | null)[]>(
        `INSERT INTO exceptions (run_id, key, code, customer, currency, ids, rows, cents, created_at,
           message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
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
          one.cents,
          one.createdAt,
          one.message,
        );
        if (changes === 0) throw twice(one.key);
      }
    });
  }

  /** Carries the states over to a run that is about to complete, within its transaction. */
  function carryOver(run: RunRecord): void {
    reopenReturned(run);
    prepared<[{ run: string; source: number }]>(
      `INSERT INTO exception_states (source_id, key, first_run, last_run)
       SELECT $source, key, $run, $run FROM exceptions WHERE run_id = $run
       ON CONFLICT (source_id, key) DO UPDATE
         SET first_run = coalesce(first_run, excluded.first_run), last_run = excluded.last_run`,
    ).run({ run: run.id, source: run.sourceId });
  }

  function reopenReturned(run: RunRecord): void {
    const line = { source: run.sourceId, policy: run.policy, period: run.period };
    const previous = prepared<[typeof line], string>(
      `SELECT id FROM runs WHERE source_id = $source AND status = 'completed' AND policy = $policy
         AND period IS $period ORDER BY seq DESC LIMIT 1`,
    )
      .pluck()
      .get(line);
    if (previous === undefined) return;
    const returned = prepared<
      [Record<string, string | number | null>],
      { key: string; status: string }
    >(
      `SELECT e.key, s.status FROM exceptions e
       CROSS JOIN exception_states s ON s.source_id = $source AND s.key = e.key AND s.status <> 'open'
       WHERE e.run_id = $run
         AND NOT EXISTS (SELECT 1 FROM exceptions p WHERE p.run_id = $previous AND p.key = e.key)
         AND EXISTS (
           SELECT 1 FROM runs o JOIN exceptions p ON p.run_id = o.id AND p.key = e.key
           WHERE o.source_id = $source AND o.status = 'completed' AND o.policy = $policy AND o.period IS $period
         )`,
    ).all({ ...line, run: run.id, previous });
    const at = now();
    for (const { key, status } of returned) {
      prepared<[number, number, string]>(
        `UPDATE exception_states SET status = 'open', decided_cents = NULL, updated_at = ?
         WHERE source_id = ? AND key = ?`,
      ).run(at, run.sourceId, key);
      const text = `Came back in run ${run.id} after being gone; opened again. It was ${status}.`;
      insertNote(run.sourceId, key, at, 'system', text);
    }
    if (returned.length > 0) {
      const keys = returned.map(({ key }) => key);
      appendAudit({
        action: 'exception.reopened',
        runId: run.id,
        actor: 'system',
        detail: { keys },
      });
    }
  }

  /** A page of a run's exceptions with their states of today. */
  function listExceptions(runId: string, query: ExceptionQuery = {}): ExceptionPage {
    const { where, order, values } = selection(runId, query);
    const atStake = prepared<
      (string | number | null)[],
      { currency: string; count: number; cents: number }
    >(
      `SELECT e.currency, count(*) AS count, sum(e.cents) AS cents ${WITH_STATE} ${where}
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
      atStake: atStake.map(({ currency, cents }) => ({ currency, cents })),
      items,
    };
  }

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
      .all(sourceOf(runId));
  }

  /** The exceptions of a run by kind, whatever their status: how many, and cents at stake. */
  function exceptionCounts(runId: string): { code: string; count: number; cents: number }[] {
    return prepared<[string], { code: string; count: number; cents: number }>(
      `SELECT code, count(*) AS count, sum(cents) AS cents FROM exceptions
       WHERE run_id = ? GROUP BY 1 ORDER BY 1`,
    ).all(runId);
  }

  /** Counts and amounts at stake of a run's exceptions by code, currency and status of today. */
  function exceptionSummary(runId: string): ExceptionSummary[] {
    return exceptionSummarySchema.array().parse(
      prepared<[string]>(
        `SELECT e.code, e.currency, ${STATUS} AS status, count(*) AS count, sum(e.cents) AS cents
         ${WITH_STATE} WHERE e.run_id = ? GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
      ).all(runId),
    );
  }

  /**
   * Sets the status or the owner of exceptions of a run, and so of the same exceptions in every
   * run of its source. All or none: throws Problem `exception.unknown` if the run lacks one.
   */
  function setExceptionState(
    runId: string,
    keys: readonly string[],
    change: StateChange,
    by: Saying = {},
  ): void {
    const at = by.at ?? now();
    const status = change.status === undefined ? null : exceptionStatusSchema.parse(change.status);
    const setsOwner = change.owner !== undefined ? 1 : 0;
    const owner = change.owner == null ? null : textWithoutSecrets(change.owner);
    atomically(() => {
      const sourceId = sourceOf(runId);
      for (const key of keys) {
        prepared<(string | number | null)[]>(
          `INSERT INTO exception_states (source_id, key) VALUES (?, ?) ON CONFLICT DO NOTHING`,
        ).run(sourceId, key);
        prepared<[Record<string, string | number | null>]>(
          `UPDATE exception_states SET updated_at = $at,
             decided_cents = CASE WHEN $status IS NULL THEN decided_cents ELSE $cents END,
             status = coalesce($status, status),
             owner = CASE WHEN $setsOwner = 1 THEN $owner ELSE owner END
           WHERE source_id = $sourceId AND key = $key`,
        ).run({ at, status, setsOwner, owner, cents: centsOf(runId, key), sourceId, key });
      }
      const { actor } = by;
      const detail = { sourceId, keys, ...change };
      appendAudit({ action: 'exception.state', runId, at, detail, ...(actor && { actor }) });
    });
  }

  /**
   * Sets status and owner of exceptions of a run and adds a note to each, all of it or nothing.
   * Throws Problem `exception.unknown` if the run lacks one of them.
   */
  function changeExceptions(
    runId: string,
    keys: readonly string[],
    change: StateChange & { readonly note?: string | undefined },
    by: Saying = {},
  ): void {
    const { note, ...state } = change;
    const said = { ...by, at: by.at ?? now() };
    atomically(() => {
      if (state.status !== undefined || state.owner !== undefined)
        setExceptionState(runId, keys, state, said);
      if (note) addNotes(runId, keys, note, said);
    });
  }

  /** Adds one note to several exceptions, with one entry in the audit trail. */
  function addNotes(runId: string, keys: readonly string[], text: string, by: Saying): void {
    atomically(() => {
      const sourceId = sourceOf(runId);
      const { at = now(), actor = context.actor } = by;
      appendAudit({ action: 'exception.note', runId, at, actor, detail: { sourceId, keys } });
      for (const key of keys) {
        centsOf(runId, key);
        insertNote(sourceId, key, at, actor, text);
      }
    });
  }

  /** Adds a note to an exception of a run, and so of its source. Throws `exception.unknown`. */
  function addNote(runId: string, key: string, text: string, by: Saying = {}): ExceptionNote {
    return atomically(() => {
      const sourceId = sourceOf(runId);
      centsOf(runId, key);
      const { at = now(), actor = context.actor } = by;
      appendAudit({
        action: 'exception.note',
        runId,
        at,
        actor,
        detail: { sourceId, keys: [key] },
      });
      return insertNote(sourceId, key, at, actor, text);
    });
  }

  /** The notes of an exception, the oldest first. */
  function exceptionNotes(sourceId: number, key: string): ExceptionNote[] {
    return exceptionNoteSchema
      .array()
      .parse(
        prepared<[number, string]>(
          'SELECT at, author, text FROM exception_notes WHERE source_id = ? AND key = ? ORDER BY id',
        ).all(sourceId, key),
      );
  }

  function insertNote(
    sourceId: number,
    key: string,
    at: number,
    author: string,
    given: string,
  ): ExceptionNote {
    const text = textWithoutSecrets(given);
    prepared<(string | number)[]>(
      'INSERT INTO exception_notes (source_id, key, at, author, text) VALUES (?, ?, ?, ?, ?)',
    ).run(sourceId, key, at, author, text);
    return { at, author, text };
  }

  function sourceOf(runId: string): number {
    const id = prepared<[string], number>('SELECT source_id FROM runs WHERE id = ?')
      .pluck()
      .get(runId);
    if (id === undefined) throw unknownException(runId, '');
    return id;
  }

  function centsOf(runId: string, key: string): number {
    const cents = prepared<[string, string], number>(
      'SELECT cents FROM exceptions WHERE run_id = ? AND key = ?',
    )
      .pluck()
      .get(runId, key);
    if (cents === undefined) throw unknownException(runId, key);
    return cents;
  }

  return {
    saveExceptions,
    carryOver,
    listExceptions,
    exceptionKeys,
    exceptionOwners,
    exceptionCounts,
    exceptionSummary,
    setExceptionState,
    changeExceptions,
    addNote,
    exceptionNotes,
  };
}

/** The condition, the order and their values, for a statement over {@link WITH_STATE}. */
function selection(
  runId: string,
  query: ExceptionQuery,
): { where: string; order: string; values: (string | number | null)[] } {
  const where = ['e.run_id = ?'];
  const values: (string | number | null)[] = [runId];
  const is = (expression: string, value: string | null | undefined): void => {
    if (value === undefined) return;
    where.push(`${expression} IS ?`);
    values.push(value);
  };
  is('e.code', query.code);
  is('e.customer', query.customer);
  is(STATUS, query.status);
  is('s.owner', query.owner);
  if (query.search !== undefined && query.search.trim() !== '') {
    const like = `%${query.search.trim().replace(/[\\%_]/g, '\\$&')}%`;
    // The ids one by one: in their JSON text, brackets and quotes would match too.
    where.push(`(e.customer LIKE ? ESCAPE '\\' OR e.message LIKE ? ESCAPE '\\'
      OR EXISTS (SELECT 1 FROM json_each(e.ids) WHERE value LIKE ? ESCAPE '\\'))`);
    values.push(like, like, like);
  }
  if (query.carried !== undefined)
    where.push(
      query.carried
        ? 's.first_run IS NOT NULL AND s.first_run <> e.run_id'
        : '(s.first_run IS NULL OR s.first_run = e.run_id)',
    );
  const orderBy = query.orderBy ?? 'cents';
  const direction = (query.descending ?? orderBy === 'cents') ? 'DESC' : 'ASC';
  return {
    where: `WHERE ${where.join(' AND ')}`,
    order: `ORDER BY ${ORDERS[orderBy]} ${direction}, e.key`,
    values,
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
    cents: row.cents,
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

function twice(key: string): Problem {
  return new Problem({
    kind: 'internal',
    code: 'exception.twice',
    message: `Two exceptions of one run have the key ${key}.`,
    hint: 'Nothing was published. Send this message to the developers.',
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
