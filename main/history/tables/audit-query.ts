import { actsOf, actWords } from '../../../core/contract/acts/acts.ts';
import type { AuditFacets, AuditQuery } from '../../../core/contract/audit/audit-query.ts';
import type { AuditRecord } from '../../../core/contract/run.ts';
import type { AuditRow } from '../audit/chain.ts';
import { auditRecord } from './audit.ts';
import type { HistoryContext } from './history-context.ts';

/** A page of the audit log. */
export interface AuditPage {
  readonly items: readonly AuditRecord[];
  /** Of all that match. */
  readonly total: number;
}

/** Finding entries in the audit log. */
export function auditQueryFunctions({ db, prepared }: HistoryContext) {
  db.function('act_words', { deterministic: true }, (name: string) => actWords(name));

  /** The entries that match, the newest first. */
  function listAudit(query: AuditQuery, limit: number, offset = 0): AuditPage {
    const { sql, given } = condition(query);
    const total = prepared<[Given], number>(`SELECT count(*) FROM audit WHERE ${sql}`)
      .pluck()
      .get(given)!;
    const rows = prepared<[Given], AuditRow>(
      `SELECT * FROM audit WHERE ${sql} ORDER BY id DESC LIMIT $limit OFFSET $offset`,
    ).all({ ...given, limit, offset });
    return { items: rows.map(auditRecord), total };
  }

  /** The people and acts that there are in the log, in the order of their names. */
  function auditFacets(): AuditFacets {
    const names = (column: 'actor' | 'action'): string[] =>
      prepared<[], string>(`SELECT DISTINCT ${column} FROM audit ORDER BY 1`).pluck().all();
    return { actors: names('actor'), acts: names('action') };
  }

  return { listAudit, auditFacets };
}

type Given = Record<string, string | number>;

const WORDS = `lower(concat_ws(' ', act_words(action), action, actor, system_user, computer, address, session, run_id,
  detail, '#' || id))`;

function condition({ actor, kind, act, runId, from, before, text }: AuditQuery): {
  readonly sql: string;
  readonly given: Given;
} {
  const parts = ['1'];
  const given: Given = {};
  const and = (sql: string, name: string, value: string | number | undefined): void => {
    if (value === undefined) return;
    parts.push(sql);
    given[name] = value;
  };
  and('actor = $actor', 'actor', actor);
  and('action = $act', 'act', act);
  and('run_id = $run', 'run', runId);
  and('at >= $from', 'from', from);
  and('at < $before', 'before', before);
  if (kind !== undefined)
    and('action IN (SELECT value FROM json_each($acts))', 'acts', JSON.stringify(actsOf(kind)));
  for (const [at, word] of (text ?? '').toLowerCase().split(/\s+/).filter(Boolean).entries())
    and(`instr(${WORDS}, $word${at}) > 0`, `word${at}`, word);
  return { sql: parts.join(' AND '), given };
}
