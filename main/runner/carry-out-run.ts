import { rememberSecret, rememberSecretsWithin } from '../secrets/known-secrets.ts';
import { plainProblem } from '../secrets/plain-problem.ts';
import { afterwards } from '../run-life/afterwards.ts';
import { continueRun, runSource } from '../run-life/run-source.ts';
import { sourceFetch, sourceFetchAgain } from '../run-life/source-fetch.ts';
import type { ContinueTask, RunnerEnding, RunTask } from './messages.ts';
import type { RunnerLine } from './runner-line.ts';

/** Carries out a run, or takes one further, and says how it ended. Throws what they throw. */
export async function carryOutRun(
  work: RunTask | ContinueTask,
  line: RunnerLine,
): Promise<RunnerEnding> {
  // Those of the delivery, too, long before it begins: this process may die earlier, and with words.
  const { access, delivery } = work;
  for (const { secret } of delivery && 'access' in delivery ? [access, delivery.access] : [access])
    if (secret) rememberSecret(secret);
  rememberSecretsWithin(work.place);
  const working = {
    out: undefined,
    workers: work.workers,
    dataDir: work.root,
    now: () => new Date(),
    until: work.until ?? undefined,
    actor: work.actor ?? undefined,
    signal: line.signal,
    onProgress: line.progress,
    onWait: (holder: { command: string; pid: number } | null) =>
      line.progress({
        step: 'download',
        done: 0,
        of: null,
        unit: null,
        words: holder
          ? `Waiting for process ${holder.pid} (${holder.command})`
          : 'Waiting for another process',
      }),
    onRun: (runId: string) => line.tell({ kind: 'run-started', runId }),
    onChange: (runId: string) => line.tell({ kind: 'run-changed', runId }),
  };
  const outcome =
    work.task === 'run'
      ? await runSource({
          ...working,
          source: work.place,
          settings: work.settings,
          sourceChoice: work.sourceChoice,
          readingIsWhole: work.readingIsWhole,
          force: work.force,
          fetch: sourceFetch(work),
        })
      : await continueRun({
          ...working,
          runId: work.runId,
          policy: work.policy ?? undefined,
          fetch: sourceFetchAgain(work, work.sha256),
        });
  const { run } = outcome.detail;
  const problem =
    outcome.problem ??
    (await afterwards(outcome, work, {
      root: work.root,
      actor: work.actor,
      signal: line.signal,
      onProgress: line.progress,
    }));
  return {
    runId: run.id,
    outcome: outcome.pausedAfter === null ? run.status : 'paused',
    alreadyReconciled: outcome.alreadyReconciled,
    problem: problem && plainProblem(problem),
  };
}
