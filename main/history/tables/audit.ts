import { createHash } from 'node:crypto';
import type { ActName } from '../../../core/contract/acts/acts.ts';
import { auditRecordSchema } from '../../../core/contract/run.ts';
import type { AuditRecord } from '../../../core/contract/run.ts';
import type { HistoryContext } from './history-context.ts';
import { parsed } from './history-context.ts';
import { canonicalJson } from './settings-key.ts';
import { withoutSecrets } from '../../secrets/without-secrets.ts';

export interface AuditEntry {
  readonly action: ActName;
  readonly runId?: string | null;
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Defaults to the actor that the history was opened for. */
  readonly actor?: string;
  /** Epoch milliseconds; defaults to now. */
  readonly at?: number;
}

export interface AuditQuery {
  readonly runId?: string;
  /** At most this many of the newest entries; 1000 by default. */
  readonly limit?: number;
  /** Only entries with a smaller id: the next page. */
  readonly before?: number;
}

interface AuditRow {
  id: number;
  at: number;
  actor: string;
  action: string;
  run_id: string | null;
  detail: string;
  hash: string;
}

const NO_HASH = '0'.repeat(64);

/**
 * The audit trail. Triggers refuse to change it through this program; the chain of hashes shows
 * where it was changed, or cut in its middle, by another.
 */
export function auditFunctions(context: HistoryContext) {
  const { prepared, atomically, now } = context;

  /** Adds an entry and returns it as stored, without secrets. */
  function appendAudit(entry: AuditEntry): AuditRecord {
    return atomically(() => {
      const last = prepared<[], { id: number; hash: string }>(
        'SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1',
      ).get();
      const row = {
        id: (last?.id ?? 0) + 1,
        at: entry.at ?? now(),
        actor: entry.actor ?? context.actor,
        action: entry.action,
        run_id: entry.runId ?? null,
        detail: JSON.stringify(withoutSecrets(entry.detail ?? {})),
      };
      const hash = chained(row, last?.hash ?? NO_HASH);
      prepared<[number, number, string, string, string | null, string, string]>(
        'INSERT INTO audit (id, at, actor, action, run_id, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ).run(row.id, row.at, row.actor, row.action, row.run_id, row.detail, hash);
      return record({ ...row, hash });
    });
  }

  /** The newest entries first. */
  function auditTrail(query: AuditQuery = {}): AuditRecord[] {
    const { runId = null, limit = 1000, before = null } = query;
    return prepared<[string | null, string | null, number | null, number | null, number], AuditRow>(
      `SELECT * FROM audit WHERE (? IS NULL OR run_id = ?) AND (? IS NULL OR id < ?)
       ORDER BY id DESC LIMIT ?`,
    )
      .all(runId, runId, before, before, limit)
      .map(record);
  }

  /** The id of the first entry that does not follow from the one before it; null if all do. */
  function auditBreak(): number | null {
    let hash = NO_HASH;
    let id = 0;
    for (const row of prepared<[], AuditRow>('SELECT * FROM audit ORDER BY id').iterate()) {
      hash = chained(row, hash);
      if (row.hash !== hash || row.id !== ++id) return row.id;
    }
    return null;
  }

  return { appendAudit, auditTrail, auditBreak };
}

function chained(row: Omit<AuditRow, 'hash'>, previous: string): string {
  const { id, at, actor, action, run_id, detail } = row;
  return createHash('sha256')
    .update(canonicalJson({ previous, id, at, actor, action, run_id, detail }))
    .digest('hex');
}

function record(row: AuditRow): AuditRecord {
  const { run_id, detail, ...rest } = row;
  return auditRecordSchema.parse({ ...rest, runId: run_id, detail: parsed(detail) });
}
