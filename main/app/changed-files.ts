import { Problem } from '../../core/contract/problem.ts';

/** Published files of a run are no longer what was written. */
export function outputsChanged(runId: string, changed: readonly string[]): Problem {
  return new Problem({
    kind: 'internal',
    code: 'run.outputs-changed',
    message: `Files of the run ${runId} were changed or deleted since they were written: ${changed.join(', ')}.`,
    hint: 'Put them back from a backup, or start the run again as a new revision.',
    details: { runId, changed: changed.join(', ') },
  });
}
