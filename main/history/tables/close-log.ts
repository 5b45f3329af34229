import { closeEntrySchema } from '../../../core/contract/close/close-log.ts';
import type { CloseEntry, LoggedClose } from '../../../core/contract/close/close-log.ts';
import type { CloseState } from '../../../core/contract/close/sign-off.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { withoutSecrets } from '../../secrets/without-secrets.ts';
import { signAct } from '../audit/sign-act.ts';
import type { SignedStatement, Unsigned } from '../audit/sign-act.ts';
import { whoActs } from '../audit/who-acts.ts';
import type { AuditEntry } from './audit.ts';
import type { HistoryContext } from './history-context.ts';
import { parsed } from './history-context.ts';

/** Where a close stands by its log. */
export interface LoggedState {
  readonly state: CloseState;
  /** The run that was signed; null while the period is open. */
  readonly run: string | null;
}
type Signed = Exclude<CloseState, 'open'>;

interface LogRow {
  id: number;
  period: string | null;
  at: number;
  actor: string;
  entry: string;
}

/** What changes the close of its period: a locked one takes no more of it (RULES.md section 13). */
function isOfOpenPeriod({ is }: CloseEntry): boolean {
  return OF_OPEN_PERIODS.has(is);
}
const OF_OPEN_PERIODS: ReadonlySet<CloseEntry['is']> = new Set([
  'balances',
  'item',
  'explained',
  'booked',
  'customers',
]);

function periodLocked(period: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'close.refused',
    message: `The period ${period} is locked, and nothing was entered.`,
    hint: 'Reopen it first, with a reason; or enter it in the first open period.',
    details: { period },
  });
}

/** What is signed of an event of a close. */
function closeStatement(
  source: string,
  period: string,
  { run, event }: Extract<CloseEntry, { is: 'event' }>,
): Unsigned {
  return {
    is: event.is,
    at: event.at,
    about: { source, period, run },
    signed: 'signed' in event ? event.signed : {},
    said: 'reason' in event ? event.reason : '',
    pack: null,
  };
}

/** What is entered for the close of a source; triggers refuse to change it. */
export function closeLogFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => unknown,
) {
  const { prepared, atomically, now } = context;

  /**
   * Adds entries to the log of a source, all of them or none; `period` is left out of those that are of none.
   * An event is signed by whoever is signed in, or bears the `signature` that came from elsewhere.
   * Audited one by one as `close.` and what it is, with the entry. Throws Problem `close.refused` where the period is
   * locked and has to be reopened first.
   */
  function logClose(
    sourceId: number,
    period: string,
    entries: readonly CloseEntry[],
    typed?: string,
    signature?: SignedStatement,
  ): void {
    atomically(() => {
      const actor = whoActs(context, typed);
      if (closeState(sourceId, period)?.state === 'locked' && entries.some(isOfOpenPeriod))
        throw periodLocked(period);
      for (const given of entries) {
        const entry = closeEntrySchema.parse(withoutSecrets(given));
        const of = entry.is === 'terms' || entry.is === 'chart' ? null : period;
        const at = now();
        const { lastInsertRowid } = prepared<[number, string | null, number, string, string]>(
          'INSERT INTO close_log (source_id, period, at, actor, entry) VALUES (?, ?, ?, ?, ?)',
        ).run(sourceId, of, at, actor, JSON.stringify(entry));
        if (entry.is === 'event')
          signAct(
            context,
            'close',
            Number(lastInsertRowid),
            signature ?? closeStatement(sourceName(sourceId), period, entry),
          );
        const { is, ...said } = entry;
        appendAudit({
          action: `close.${is}`,
          runId: entry.is === 'event' ? entry.run : null,
          at,
          actor,
          detail: { sourceId, period: of, ...said },
        });
      }
    });
  }

  function sourceName(id: number): string {
    const found = prepared<[number], string>('SELECT name FROM sources WHERE id = ?').pluck();
    return found.get(id) ?? '';
  }

  /** All that was entered for the close of a source, the oldest first. */
  function closeLog(sourceId: number): LoggedClose[] {
    return prepared<[number], LogRow>(
      'SELECT id, period, at, actor, entry FROM close_log WHERE source_id = ? ORDER BY id',
    )
      .all(sourceId)
      .map(({ entry, ...row }) => ({ ...row, entry: closeEntrySchema.parse(parsed(entry)) }));
  }

  /**
   * Where the close of a period stands by the last that was done to it, and the run that this was about; null where
   * nobody has entered anything for the period.
   */
  function closeState(sourceId: number, period: string): LoggedState | null {
    const begun = prepared<[number, string], { id: number }>(
      'SELECT id FROM close_log WHERE source_id = ? AND period = ? LIMIT 1',
    ).get(sourceId, period);
    if (begun === undefined) return null;
    const last = prepared<[number, string], { is: Signed | 'reopened'; run: string }>(
      `SELECT entry ->> '$.event.is' AS "is", entry ->> '$.run' AS run FROM close_log
       WHERE source_id = ? AND period = ? AND entry ->> '$.is' = 'event' ORDER BY id DESC LIMIT 1`,
    ).get(sourceId, period);
    if (last === undefined || last.is === 'reopened') return { state: 'open', run: null };
    return { state: last.is, run: last.run };
  }

  return { logClose, closeLog, closeState };
}
