import type { AuditRecord, RunRecord, SourceRecord } from '../../../core/contract/run.ts';
import type { ExceptionSummary, ExceptionTotal } from '../../../core/contract/run.ts';
import type { AuditEntry } from '../tables/audit.ts';
import type { HistoryContext } from '../tables/history-context.ts';
import { archiveFunctions } from './archive-runs.ts';
import { beginRunFunctions } from './begin-run.ts';
import { endRunFunctions } from './end-run.ts';
import { findRunFunctions } from './find-runs.ts';
import { listRunFunctions } from './list-runs.ts';
import { runDetailFunctions } from './run-detail.ts';
import { factFunctions } from './run-facts.ts';
import { findFunctions } from './run-finds.ts';
import { stepFunctions } from './run-steps.ts';
import { resumeRunFunctions } from './resume-run.ts';

/** What other tables do and know for the runs. */
interface Beside {
  readonly getSource: (id: number) => SourceRecord | null;
  readonly exceptionSummary: (runId: string) => ExceptionSummary[];
  readonly exceptionCounts: (runId: string) => ExceptionTotal[];
  readonly carryOver: (run: RunRecord) => void;
}

/** The runs: beginning, going on, recording, ending and finding them. */
export function runFunctions(
  context: HistoryContext,
  appendAudit: (entry: AuditEntry) => AuditRecord,
  beside: Beside,
) {
  const steps = stepFunctions(context);
  const finds = findFunctions(context);
  return {
    ...beginRunFunctions(context, appendAudit, beside.getSource),
    ...resumeRunFunctions(context, appendAudit),
    ...steps,
    ...factFunctions(context),
    ...finds,
    ...endRunFunctions(context, appendAudit, { ...steps, ...finds, carryOver: beside.carryOver }),
    ...findRunFunctions(context),
    ...listRunFunctions(context),
    ...archiveFunctions(context, appendAudit),
    ...runDetailFunctions(context, beside),
  };
}
