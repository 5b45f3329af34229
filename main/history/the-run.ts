import { Problem } from '../../core/contract/problem.ts';
import type { RunDetail } from '../../core/contract/run.ts';
import type { History } from './history.ts';

/** The run of an id. Throws Problem `run.unknown`. */
export function theRun(history: Pick<History, 'getRun'>, runId: string): RunDetail {
  const detail = history.getRun(runId);
  if (detail) return detail;
  throw new Problem({
    kind: 'usage',
    code: 'run.unknown',
    message: `The history knows no run ${runId}.`,
    hint: 'Look it up in the list of runs.',
  });
}
