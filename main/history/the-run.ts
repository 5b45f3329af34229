import { Problem } from '../../core/contract/problem.ts';
import type { RunDetail } from '../../core/contract/run.ts';
import { dayText } from '../../core/ledger/time.ts';
import type { History } from './history.ts';
import { unknown } from './tables/unknown.ts';

/** The run of an id. Throws Problem `run.unknown`. */
export function theRun(history: Pick<History, 'getRun'>, runId: string): RunDetail {
  const detail = history.getRun(runId);
  if (detail) return detail;
  throw unknown('run.unknown', runId);
}

/** The run of an id, whose files are to be read. Throws Problem `run.unknown`, or `run.deleted` where they were deleted. */
export function theRunHere(
  history: Pick<History, 'getRun' | 'deletedRun'>,
  runId: string,
): RunDetail {
  const detail = theRun(history, runId);
  refuseDeleted(history, runId);
  return detail;
}

/** Throws Problem `run.deleted` where the files of a run were deleted under a retention rule. */
function refuseDeleted(history: Pick<History, 'deletedRun'>, runId: string): void {
  const gone = history.deletedRun(runId);
  if (gone === null) return;
  throw new Problem({
    kind: 'usage',
    code: 'run.deleted',
    message: `The files of the run ${runId} were deleted under a retention rule on ${dayText(gone.at)} by ${gone.by}.`,
    hint: 'Its figures, checks, checksums and decisions are still in the history. Reconcile the source again if its rows are needed.',
    details: { runId },
  });
}
