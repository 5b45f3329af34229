import type { AuditRecord } from '../../../core/contract/run.ts';
import type { AuditEntry } from '../tables/audit.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import { carryOverFunctions } from './carry-over.ts';
import { noteFunctions } from './exception-notes.ts';
import { stateFunctions } from './exception-states.ts';
import { undoFunctions } from './undo-change.ts';
import { saveExceptionFunctions } from './exceptions-of-run.ts';
import { listExceptionFunctions } from './list-exceptions.ts';

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
  appendAudit: (entry: AuditEntry) => AuditRecord,
) {
  const { addNotes, ...notes } = noteFunctions(context, appendAudit);
  return {
    ...saveExceptionFunctions(context),
    ...carryOverFunctions(context, appendAudit),
    ...listExceptionFunctions(context),
    ...stateFunctions(context, appendAudit, addNotes),
    ...undoFunctions(context, appendAudit),
    ...notes,
  };
}
