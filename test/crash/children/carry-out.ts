import { settingsSchema } from '../../../core/contract/settings.ts';
import { asProblem } from '../../../core/contract/problem.ts';
import type { Problem } from '../../../core/contract/problem.ts';
import { continueRun, runSource } from '../../../main/run-life/run-source.ts';
import type { Ending, Order } from './call-plan.ts';
import { watchCalls } from './watched-calls.ts';

/** Carries out an order; returns how it ended, if the order does not end the process. */
export async function carryOut(order: Order): Promise<Ending> {
  const begun = performance.now();
  const watched = await watchCalls(order);
  const working = {
    out: order.out ?? undefined,
    workers: order.workers,
    rowsPerPartition: order.rowsPerPartition,
    dataDir: order.root,
    now: () => new Date(Date.now()),
    actor: 'crash test',
    onProgress: () => watched.progress(),
  };
  const ending = (end: Omit<Ending, 'calls' | 'took'>): Ending => ({
    ...end,
    calls: watched.calls,
    took: performance.now() - begun,
  });
  try {
    const { detail, alreadyReconciled, problem } =
      order.runId === null
        ? await runSource({
            ...working,
            source: order.source,
            settings: settingsSchema.parse(order.settings),
            force: false,
          })
        : await continueRun({ ...working, runId: order.runId });
    const { id: runId, status } = detail.run;
    return ending({ runId, status, alreadyReconciled, problem: problem && plain(problem) });
  } catch (thrown) {
    const problem = plain(asProblem(thrown));
    return ending({ runId: null, status: null, alreadyReconciled: false, problem });
  }
}

function plain({ kind, code, message, hint }: Problem): Ending['problem'] {
  return { kind, code, message, hint };
}
