import { historyFile } from '../data-folder/data-folder.ts';
import { openHistory } from '../history/history.ts';
import { plainProblem } from '../secrets/plain-problem.ts';
import { asProblem } from '../../core/contract/problem.ts';
import type { RunnerEnding, RunTask } from './messages.ts';
import type { RunnerLine } from './runner-line.ts';

/**
 * Uploads the files of a completed run to where the settings want them. The run stands if that fails:
 * the problem is told beside it. Null where all is well, or nothing is to be done.
 */
export async function deliverOutputs(
  runId: string,
  { root, actor, delivery: wanted }: Pick<RunTask, 'root' | 'actor' | 'delivery'>,
  line: RunnerLine,
): Promise<RunnerEnding['problem']> {
  if (wanted === null) return null;
  if ('problem' in wanted) return wanted.problem;
  const { delivery, access } = wanted;
  const history = openHistory(historyFile(root), actor === null ? {} : { actor });
  try {
    const { deliverRun } = await import('../delivery/upload/deliver-run.ts');
    await deliverRun(history, root, runId, delivery, {
      access,
      signal: line.signal,
      onProgress: (progress) => line.progress({ step: 'report', ...progress }),
    });
    return null;
  } catch (thrown) {
    return plainProblem(asProblem(thrown));
  } finally {
    history.close();
  }
}
