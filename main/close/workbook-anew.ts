import type { CloseView } from '../../core/contract/close/close-view.ts';
import { Problem, runCancelled } from '../../core/contract/problem.ts';
import type { Progress, Tell } from '../../core/contract/steps.ts';
import type { AppContext } from '../app/app-context.ts';
import { inProcess } from '../app/in-process.ts';
import { theRun } from '../history/the-run.ts';
import type { Rewriting } from '../run-life/rewrite-workbook.ts';
import { closeView } from './close-view.ts';
import type { ClosingHistory } from './closed-run.ts';
import { periodClose } from './period-close.ts';

/** How the writing is stopped, and where it tells how far it is. */
export interface Writing {
  readonly signal: AbortSignal;
  readonly onProgress: Tell<Progress>;
}

/**
 * Fills a file with the workbook of a run as it stands now, in a process of its own (RULES.md section 6). Throws as
 * `rewriteRunWorkbook` does, Problem `run.cancelled`, and `workbook.process-ended`.
 */
export function writeWorkbookAnew(
  { root, host, history }: Pick<AppContext, 'root' | 'host' | 'history'>,
  rewriting: Pick<Rewriting, 'runId' | 'path' | 'close' | 'day'>,
  writing: Writing,
): Promise<true> {
  const { workers } = history.appSettings();
  return inProcess(host, {
    work: { task: 'workbook', root, workers, ...rewriting },
    ...writing,
    answerOf: (message) =>
      message.kind === 'ended' && message.ending.problem === null ? true : undefined,
    cancelled: runCancelled,
    died,
  });
}

/** The close of a run's period, where people have begun it and it is closed with this run; else null. */
export async function closeOfRun(
  context: ClosingHistory,
  runId: string,
): Promise<CloseView | null> {
  const { history } = context;
  const { sourceId, period } = theRun(history, runId).run;
  const source = history.getSource(sourceId);
  if (source === null || period === null || history.closeLog(sourceId).length === 0) return null;
  try {
    const at = await periodClose(context, source, period);
    return at.run.id === runId ? closeView(at) : null;
  } catch (error) {
    // Spans of free dates are not closed, and what a run kept of its matching may be gone.
    if (error instanceof Problem && error.code.startsWith('close.')) return null;
    throw error;
  }
}

function died(code: number | null): Problem {
  return new Problem({
    kind: 'internal',
    code: 'workbook.process-ended',
    message: `The process that wrote the workbook ended unexpectedly (${code === null ? 'killed' : `code ${code}`}).`,
    hint: 'Write it again; if it happens again, close other programs to free memory.',
    details: { code },
  });
}
