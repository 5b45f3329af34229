import { asProblem } from '../../core/contract/problem.ts';
import type { Problem } from '../../core/contract/problem.ts';
import type { RunDetail, RunRecord } from '../../core/contract/run.ts';
import { storageTrouble } from '../data-folder/storage-trouble.ts';
import type { History } from '../history/history.ts';
import { keepsItsSteps } from './continuable.ts';

/** What a run came to, wherever its rows are. */
export interface RunOutcome {
  readonly detail: RunDetail;
  /** It was there before: the same source with the same settings. */
  readonly alreadyReconciled: boolean;
  /** Why the run did not complete. */
  readonly problem: Problem | null;
}

/** What there is of a run when the work on it is over. */
export type Carried<T> =
  | { readonly done: T; readonly problem: null }
  | { readonly done: null; readonly problem: Problem };

/**
 * Carries out a run that was written down. `work` writes down its end; where it throws, the run ends with
 * that problem: as interrupted where its drive failed and it can be gone on with, else as the kind of the
 * problem says. Throws only where the history cannot be written either: whoever opens it next finds that
 * the run died.
 *
 * @param folder the one whose drive the run depends on.
 * @param record writes down what else is known of a run that failed.
 */
export async function carryOut<T>(
  history: History,
  run: RunRecord,
  folder: string,
  work: () => Promise<T>,
  record: (problem: Problem) => Promise<void> = async () => undefined,
): Promise<Carried<T>> {
  try {
    return { done: await work(), problem: null };
  } catch (error) {
    // Trouble can be mended, and the run gone on with.
    const trouble = keepsItsSteps(run) ? storageTrouble(error, folder) : null;
    const problem = trouble ?? asProblem(error);
    try {
      await record(problem);
      history.failRun(run.id, trouble ? 'interrupted' : statusOf(problem), problem);
    } catch (second) {
      // The history has the same trouble.
      throw trouble ?? second;
    }
    return { done: null, problem };
  }
}

function statusOf({ kind }: Problem): 'failed' | 'halted' | 'cancelled' {
  if (kind === 'cancelled') return 'cancelled';
  return kind === 'validation-halted' ? 'halted' : 'failed';
}
