import type { StepJournal } from '../../core/run-folder/step-journal.ts';
import type { History } from './history.ts';

/** The journal in which the pipeline writes down the steps of one run. */
export function runJournal(
  history: Pick<History, 'startStep' | 'endStep' | 'completedStep'>,
  runId: string,
): StepJournal {
  return {
    begin: (name) => history.startStep(runId, name),
    end: (name, result) => history.endStep(runId, name, result),
    completed: (name) => {
      const step = history.completedStep(runId, name);
      if (!step) return undefined;
      return { rowsIn: step.rowsIn ?? 0, rowsOut: step.rowsOut ?? 0, checksums: step.checksums };
    },
  };
}
