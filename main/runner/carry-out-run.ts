import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../core/contract/problem.ts';
import type { RunDetail } from '../../core/contract/run.ts';
import { copyAtomically } from '../../core/disk/publish.ts';
import { historyFile } from '../data-folder/data-folder.ts';
import { rememberSecret, rememberSecretsWithin } from '../secrets/known-secrets.ts';
import { openHistory } from '../history/history.ts';
import { plainProblem } from '../secrets/plain-problem.ts';
import { continueRun, runSource } from '../run-life/run-source.ts';
import type { RunOutcome } from '../run-life/run-source.ts';
import { deliverOutputs } from './deliver-outputs.ts';
import type { ContinueTask, RunnerEnding, RunTask } from './messages.ts';
import type { RunnerLine } from './runner-line.ts';
import { sourceFetch, sourceFetchAgain } from '../run-life/source-fetch.ts';

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
          force: work.force,
          fetch: sourceFetch(work),
        })
      : await continueRun({
          ...working,
          runId: work.runId,
          policy: work.policy ?? undefined,
          fetch: sourceFetchAgain(work, work.sha256),
        });
  const copyProblem =
    work.outputFolder !== null && isNew(outcome)
      ? await copyOutputs(outcome, work.outputFolder, work)
      : null;
  const { run } = outcome.detail;
  const deliveryProblem = isNew(outcome) ? await deliverOutputs(run.id, work, line) : null;
  return {
    runId: run.id,
    outcome: outcome.pausedAfter === null ? run.status : 'paused',
    alreadyReconciled: outcome.alreadyReconciled,
    problem: outcome.problem ? plainProblem(outcome.problem) : (copyProblem ?? deliveryProblem),
  };
}

function isNew({ detail, alreadyReconciled }: RunOutcome): boolean {
  return detail.run.status === 'completed' && !alreadyReconciled;
}

/** Puts the files of a completed run where the settings want them. The run stands if that fails. */
async function copyOutputs(
  { detail, outputs }: { detail: RunDetail; outputs: readonly string[] },
  outputFolder: string,
  { root, actor }: Pick<RunTask, 'root' | 'actor'>,
): Promise<RunnerEnding['problem']> {
  const folder = join(outputFolder, detail.run.id);
  try {
    await mkdir(folder, { recursive: true });
    await copyAtomically(outputs, folder);
    const history = openHistory(historyFile(root), actor === null ? {} : { actor });
    try {
      history.appendAudit({
        action: 'export.written',
        runId: detail.run.id,
        detail: { what: 'outputs', path: folder, files: detail.outputs.map(({ name }) => name) },
      });
    } finally {
      history.close();
    }
    return null;
  } catch (error) {
    return plainProblem(
      new Problem(
        {
          kind: 'internal',
          code: 'run.copy-failed',
          message: `The run is completed, but its files could not be copied to ${folder}: ${error instanceof Error ? error.message : String(error)}.`,
          hint: 'Choose another output folder in the settings, or save the files from the report.',
          details: { folder },
        },
        error,
      ),
    );
  }
}
