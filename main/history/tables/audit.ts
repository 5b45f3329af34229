import { actsOf } from '../../../core/contract/acts/acts.ts';
import type { ActName } from '../../../core/contract/acts/acts.ts';
import { auditRecordSchema } from '../../../core/contract/run.ts';
import type { AuditRecord } from '../../../core/contract/run.ts';
import { withoutSecrets } from '../../secrets/without-secrets.ts';
import { chainEntry } from '../audit/append.ts';
import type { AuditRow } from '../audit/chain.ts';
import type { Head } from '../audit/heads-file.ts';
import { sealerOf } from '../audit/seal-rows.ts';
import type { Session } from '../audit/session.ts';
import { noteTouchedRows } from '../audit/touched.ts';
import type { HistoryContext } from './history-context.ts';
import { parsed } from './history-context.ts';

export interface AuditEntry {
  readonly action: ActName;
  readonly runId?: string | null;
  /** Of what is changed it says `before` and `after`. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Defaults to the actor that the history was opened for. */
  readonly actor?: string;
  /** When it happened, in epoch milliseconds; defaults to now. */
  readonly at?: number;
  /** From where it was done; by default from where whoever writes it acts. */
  readonly session?: Session;
  /** The entry ends its run: all that hangs on it is sealed with the entry. */
  readonly endsRun?: boolean;
}

export interface AuditQuery {
  readonly runId?: string;
  /** At most this many of the newest entries; 1000 by default. */
  readonly limit?: number;
  /** Only entries with a smaller id: the next page. */
  readonly before?: number;
  /** Leave out what was only read. */
  readonly withoutReads?: boolean;
}

/**
 * The audit log (RULES.md section 15). Each entry vouches for the rows that this connection has written since the one
 * before it: so rows are written first, and their entry last, in one transaction.
 *
 * @param onHead told of the end of the chain after each transaction that has moved it.
 */
export function auditFunctions(context: HistoryContext, onHead: (head: Head) => void) {
  const { db, prepared, atomically, now } = context;
  const prepare = <R>(sql: string) => prepared<unknown[], R>(sql);
  noteTouchedRows(db);
  const sealer = sealerOf(db, prepare);
  let moved: Head | null = null;
  context.onTransaction({
    beforeCommit: () => {
      // Nobody said what was done, which is no reason to leave rows unsealed.
      if (sealer.isDue()) appendAudit({ action: 'history.written' });
    },
    afterCommit: () => {
      const head = moved;
      moved = null;
      if (head) onHead(head);
    },
  });

  /** Adds an entry and returns it as stored, without secrets. */
  function appendAudit(entry: AuditEntry): AuditRecord {
    return atomically(() => {
      const clock = now();
      const runId = entry.runId ?? null;
      const row = chainEntry(
        prepare,
        entry.session ? { ...context.acting, session: entry.session } : context.acting,
        {
          at: entry.at ?? clock,
          clock,
          actor: entry.actor ?? context.actor,
          action: entry.action,
          runId,
          detail: JSON.stringify(withoutSecrets(entry.detail ?? {})),
          seal: (id) => sealer.seal(id, entry.endsRun ? runId : null),
        },
      );
      moved = { entry: row.id, hash: row.hash };
      return auditRecord(row);
    });
  }

  /** The newest entries first. */
  function auditTrail(query: AuditQuery = {}): AuditRecord[] {
    const { runId = null, limit = 1000, before = null, withoutReads = false } = query;
    const leftOut = JSON.stringify(withoutReads ? actsOf('reads') : []);
    return prepared<[Record<string, string | number | null>], AuditRow>(
      `SELECT * FROM audit WHERE ($runId IS NULL OR run_id = $runId) AND ($before IS NULL OR id < $before)
         AND action NOT IN (SELECT value FROM json_each($leftOut))
       ORDER BY id DESC LIMIT $limit`,
    )
      .all({ runId, before, leftOut, limit })
      .map(auditRecord);
  }

  /** The end of the chain; null before its first entry. */
  function auditHead(): Head | null {
    const row = prepared<[], Head>('SELECT id AS entry, hash FROM audit ORDER BY id DESC LIMIT 1');
    return row.get() ?? null;
  }

  return { appendAudit, auditTrail, auditHead };
}

export function auditRecord(row: AuditRow): AuditRecord {
  const { id, at, actor, action, detail, hash, run_id: runId } = row;
  const { system_user: systemUser, computer, session, address, clock } = row;
  return auditRecordSchema.parse({
    ...{ id, at, actor, action, runId, detail: parsed(detail), hash },
    ...{ clock, systemUser, computer, session, address },
  });
}
