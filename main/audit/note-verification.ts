import type { AuditVerdict } from '../../core/contract/audit/verdict.ts';
import type { History } from '../history/history.ts';

/** Writes down that a person had all verified, and what was found. */
export function noteVerification(
  history: Pick<History, 'appendAudit'>,
  { head, entries, rows, heads, count }: AuditVerdict,
): void {
  history.appendAudit({
    action: 'log.verified',
    detail: { verified: head, entries, records: rows, heads, breaks: count },
  });
}
