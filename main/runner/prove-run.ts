import { verifyPublished } from '../../core/published/verify-published.ts';
import type { RunnerEnding, VerifyTask } from './messages.ts';
import type { RunnerLine } from './runner-line.ts';

/** Proves a run's published files and tells the verdict. Throws what `verifyPublished` throws. */
export async function proveRun({ published }: VerifyTask, line: RunnerLine): Promise<RunnerEnding> {
  const verdict = await verifyPublished(published, {
    signal: line.signal,
    onProgress: (progress) => line.progress({ step: 'verify', ...progress }),
  });
  line.tell({ kind: 'verdict', verdict });
  return { runId: null, outcome: 'completed', alreadyReconciled: false, problem: null };
}
