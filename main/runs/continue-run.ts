import type { ParsedInput } from '../../core/contract/api/api.ts';
import type { Job } from '../../core/contract/api/runs.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { RunDetail } from '../../core/contract/run.ts';
import { sourcePath } from '../app/allowed-path.ts';
import type { AppContext } from '../app/app-context.ts';
import { automaticDelivery } from '../delivery/delivery-access.ts';
import { matchBegun } from '../history/runs/run-problems.ts';
import { theRun } from '../history/the-run.ts';
import { cacheBytes } from '../places/fetch/fetch-cache.ts';
import { keptCopy } from '../places/fetch/kept-copy.ts';
import { isRemote } from '../places/remote/place-kind.ts';
import { canContinue } from '../run-life/continuable.ts';
import { accessAgain } from '../sources/remote-access.ts';

/**
 * Goes on with a run that waits, failed or was broken off, as it was begun. Throws Problems
 * `run.unknown`, `run.not-to-be-continued`, and `run.match-begun` where another policy is asked for.
 */
export async function continueRun(
  context: AppContext,
  input: ParsedInput<'runs.continue'>,
): Promise<Job> {
  const { root, history, jobs } = context;
  const { runId } = input;
  const detail = theRun(history, runId);
  const { run } = detail;
  if (!canContinue(run)) throw notToBeContinued(detail);
  if (input.policy !== undefined && input.policy !== run.policy && hasMatched(detail))
    throw matchBegun(run);
  const app = history.appSettings();
  return jobs.run(
    { jobId: input.jobId, place: run.place },
    {
      task: 'continue',
      root,
      runId,
      sha256: run.sha256,
      place: run.place,
      path: isRemote(run.place) ? null : await sourcePath(context, run.place),
      access: await accessAgain(context, detail, await mustFetch(root, detail)),
      period: null,
      waitMs: 0,
      cacheBytes: cacheBytes(app),
      policy: input.policy ?? null,
      workers: app.workers,
      until: input.until,
      outputFolder: app.outputFolder,
      delivery: await automaticDelivery(context),
      actor: history.actor(),
      session: history.session(),
    },
  );
}

/** Whether a run that goes on needs the bytes of its source, and they are not here. */
async function mustFetch(root: string, { run, steps }: RunDetail): Promise<boolean> {
  if (steps.some(({ name, status }) => name === 'validate' && status === 'completed')) return false;
  return (await keptCopy(root, run.sha256)) === null;
}

function hasMatched({ steps }: RunDetail): boolean {
  return steps.some(({ name }) => name === 'match');
}

function notToBeContinued({ run }: RunDetail): Problem {
  return new Problem({
    kind: 'usage',
    code: 'run.not-to-be-continued',
    message: `The run ${run.id} cannot be continued: it is ${run.status}, of version ${run.softwareVersion}.`,
    hint: 'Start a new run of the same source.',
    details: { runId: run.id, status: run.status },
  });
}
