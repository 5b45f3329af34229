import type { EXCEPTION_ORDERS } from '../../../core/contract/api/exceptions.ts';
import type { ExceptionStatus } from '../../../core/contract/run.ts';

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

/** Exceptions `e` of runs `r`, with their states `s` of today. */
export const WITH_STATE = `
  FROM exceptions e
  JOIN runs r ON r.id = e.run_id
  LEFT JOIN exception_states s ON s.source_id = r.source_id AND s.key = e.key`;
export const STATUS = `coalesce(s.status, 'open')`;
const ORDERS: Record<NonNullable<ExceptionQuery['orderBy']>, string> = {
  cents: 'abs(e.cents)',
  createdAt: 'e.created_at',
  code: 'e.code',
  customer: 'e.customer',
  status: STATUS,
};

/** The condition, the order and their values, for a statement over {@link WITH_STATE}. */
export function selection(
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
