import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiHandlers, CallOutput, ParsedInput } from '../../core/contract/api/api.ts';
import type { CheckResult } from '../../core/contract/checks.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { CheckRecord, RunRecord } from '../../core/contract/run.ts';
import { DELIVERABLE_FILE } from '../../core/published/tables.ts';
import { DRAFT_FOLDER, OUTPUT_FOLDER } from '../../core/run-folder/names.ts';
import type { PublishedRun } from '../../core/published/verify-published.ts';
import { runFolder } from '../data-folder/data-folder.ts';
import type { AppContext } from '../app/app-context.ts';
import { verifyInProcess } from './verify-in-process.ts';
import { theRunHere } from '../history/the-run.ts';
import { validatedLedger } from '../run-views/validated-ledger.ts';

type Calls = 'runs.reverify';

/** The proof of a run's files from what lies on the disk (RULES.md section 4). */
export function reverifyHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  const { history, host, jobs, now } = context;

  async function reverify({
    runId,
    jobId,
  }: ParsedInput<'runs.reverify'>): Promise<CallOutput<'runs.reverify'>> {
    const run = await publishedRun(context, runId);
    return jobs.during({ jobId, kind: 'verify', place: null }, async (job) => {
      const verdict = await verifyInProcess(host, run, {
        signal: job.signal,
        onProgress: (progress) => job.progress({ ...progress, step: 'verify' }),
      });
      const { passed, changedFiles, checks } = verdict;
      const failed = checks.filter((check) => !check.passed).map(({ id }) => id);
      const { at } = history.appendAudit({
        action: 'run.reverified',
        runId,
        at: now().getTime(),
        detail: { passed, failed, changedFiles },
      });
      return { passed, at, changedFiles, checks: checks.map(checkRecord) };
    });
  }

  return { 'runs.reverify': reverify };
}

/** What there is to be proven. Throws Problem `run.unknown`, `run.no-data`, or that of the ledger. */
async function publishedRun(
  context: Pick<AppContext, 'root' | 'history'>,
  runId: string,
): Promise<PublishedRun> {
  const { run, outputs } = theRunHere(context.history, runId);
  const published = run.status === 'completed';
  const folder = join(runFolder(context.root, runId), published ? OUTPUT_FOLDER : DRAFT_FOLDER);
  // A published file that is gone is for the proof to find; a run without a draft has nothing to prove.
  const there =
    published ||
    (await access(join(folder, DELIVERABLE_FILE)).then(
      () => true,
      () => false,
    ));
  if (run.totals === null || !there) throw noData(run);
  return {
    ledger: await validatedLedger(context, runId),
    folder,
    outputs: published ? outputs.map(({ name, sha256 }) => ({ name, sha256 })) : [],
    policy: run.policy,
    totals: run.totals,
  };
}

function checkRecord(check: CheckResult): CheckRecord {
  const { id, passed, numbers, detail, failures, failureCount } = check;
  return { id, passed, numbers, detail, failures, failureCount };
}

function noData({ id, status }: RunRecord): Problem {
  return new Problem({
    kind: 'usage',
    code: 'run.no-data',
    message: `The run ${id} has no files to verify: it is ${status}.`,
    hint: 'Complete the run, or open a completed one.',
    details: { runId: id, status },
  });
}
