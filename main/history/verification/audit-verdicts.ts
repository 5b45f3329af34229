import Database from 'better-sqlite3';
import { verdictSchema } from '../../../core/contract/audit/verdict.ts';
import type { AuditBreak, AuditVerdict } from '../../../core/contract/audit/verdict.ts';
import { textWithoutSecrets } from '../../secrets/without-secrets.ts';
import type { KeptHead } from '../audit/heads-file.ts';
import type { AuditEntry } from '../tables/audit.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import { parsed } from '../tables/history-context.ts';
import { verifyHistory } from './verify-history.ts';

/** What others know of heads that were kept. */
interface Heads {
  readonly allKeptHeads: () => readonly KeptHead[];
  readonly headsTrouble: () => string | null;
}

/** As long is worked on a verification before others have their turn. */
const TURN_MS = 20;

/** Verifying the audit log, and what became of breaks. */
export function verdictFunctions(
  context: HistoryContext,
  path: string,
  heads: Heads,
  appendAudit: (entry: AuditEntry) => unknown,
) {
  const { prepared, atomically, now } = context;

  /**
   * Verifies what was added since the last verdict, or all, and keeps the verdict. Of an earlier verdict the breaks
   * stand that a part cannot look at again.
   */
  function verifyAudit(full: boolean): AuditVerdict {
    return withSnapshot(path, (db) => {
      const steps = verification(db, full);
      for (let step = steps.next(); ; step = steps.next()) if (step.done) return kept(step.value);
    });
  }

  /** The same, giving way to other work; the verdict is that on the state at its beginning. */
  async function verifyAuditInTurns(full: boolean, signal?: AbortSignal): Promise<AuditVerdict> {
    const db = new Database(path, { readonly: true });
    try {
      db.exec('BEGIN');
      const steps = verification(db, full);
      let since = performance.now();
      for (let step = steps.next(); ; step = steps.next()) {
        if (step.done) return kept(step.value);
        if (performance.now() - since < TURN_MS) continue;
        await new Promise((resolve) => void setImmediate(resolve));
        signal?.throwIfAborted();
        since = performance.now();
      }
    } finally {
      db.close();
    }
  }

  function verification(db: Database.Database, full: boolean) {
    const from = full ? null : (lastVerdict()?.head ?? null);
    return verifyHistory(db, { from, kept: heads.allKeptHeads(), now: now() });
  }

  function kept(found: AuditVerdict): AuditVerdict {
    const trouble = heads.headsTrouble();
    const last = found.isFull ? null : lastVerdict();
    const before = last?.breaks ?? [];
    const isAgain = new Set(before.map(({ id }) => id));
    const breaks = [...before, ...found.breaks.filter(({ id }) => !isAgain.has(id))];
    // Of those that are not listed nobody can say whether they were there before: they are counted once.
    const unlisted = [last, found].map((one) => (one ? one.count - one.breaks.length : 0));
    const verdict = {
      ...found,
      breaks,
      count: breaks.length + Math.max(...unlisted),
      notices: [...found.notices, ...(trouble === null ? [] : [trouble])],
    };
    prepared<[string]>(
      `INSERT INTO audit_verdict (id, verdict) VALUES (1, ?)
       ON CONFLICT (id) DO UPDATE SET verdict = excluded.verdict`,
    ).run(JSON.stringify(verdict));
    return verdict;
  }

  /** The latest verdict; null before the first. */
  function lastVerdict(): AuditVerdict | null {
    const text = prepared<[], string>('SELECT verdict FROM audit_verdict').pluck().get();
    return text === undefined ? null : (verdictSchema.safeParse(parsed(text)).data ?? null);
  }

  /** The breaks that nobody has explained. */
  function openBreaks(): AuditBreak[] {
    const explained = new Set(
      prepared<[], string>(
        `SELECT json_extract(one.value, '$.id') FROM audit, json_each(audit.detail, '$.breaks') one
         WHERE action = 'log.explained'`,
      )
        .pluck()
        .all(),
    );
    return (lastVerdict()?.breaks ?? []).filter(({ id }) => !explained.has(id));
  }

  /** Writes down why breaks are there; they are no longer open then. Breaks that are not open are left out. */
  function explainBreaks(ids: readonly string[], reason: string, by: string): AuditBreak[] {
    return atomically(() => {
      const explained = openBreaks().filter(({ id }) => ids.includes(id));
      const breaks = explained.map(({ id, message }) => ({ id, message }));
      if (explained.length > 0)
        appendAudit({
          action: 'log.explained',
          actor: textWithoutSecrets(by),
          detail: { reason: textWithoutSecrets(reason), breaks },
        });
      return openBreaks();
    });
  }

  return { verifyAudit, verifyAuditInTurns, lastVerdict, openBreaks, explainBreaks };
}

/** A connection of its own that sees one state of the history, and writes nothing. */
function withSnapshot<R>(path: string, body: (db: Database.Database) => R): R {
  const db = new Database(path, { readonly: true });
  try {
    db.exec('BEGIN');
    return body(db);
  } finally {
    db.close();
  }
}
