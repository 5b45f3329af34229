import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cutOffOfDetail } from '../../core/contract/bridge.ts';
import { FINDINGS } from '../../core/contract/findings.ts';
import type { FindingCode } from '../../core/contract/findings.ts';
import type { Problem } from '../../core/contract/problem.ts';
import type { RunRecord } from '../../core/contract/run.ts';
import { runTotals } from '../../core/contract/totals.ts';
import { endOfDay } from '../../core/ledger/time.ts';
import { LEDGER_FILE, OUTPUT_FOLDER } from '../../core/run-folder/names.ts';
import { reconcile } from '../../core/pipeline/reconcile.ts';
import type { ReconcileEnvironment } from '../../core/pipeline/steps/asked-run.ts';
import type { Reconciliation } from '../../core/pipeline/reconcile.ts';
import { largestExceptions } from '../../core/report/figures/exception-list.ts';
import { writeFindings } from '../../core/run-folder/findings-file.ts';
import type { StepResult } from '../../core/run-folder/step-journal.ts';
import { historyFile, runFolder } from '../data-folder/data-folder.ts';
import { clearHalfWritten } from '../data-folder/half-written.ts';
import { assertStillThere } from '../data-folder/storage-trouble.ts';
import { KEPT_PER_KIND } from '../history/exceptions/exceptions-of-run.ts';
import type { History } from '../history/history.ts';
import { runJournal } from '../history/run-journal.ts';
import { localDay } from '../local-day.ts';
import { nameOfPlace } from '../places/fetch/fetch-place.ts';
import { isRemote } from '../places/remote/place-kind.ts';
import { carryOut } from './carry-out.ts';
import { keepRunFile } from '../rebuilding/run-file.ts';
import { laterFileNotes } from './later-file-notes.ts';
import { copiedTo } from './run-outputs.ts';
import type { FileOutcome, Working } from './run-request.ts';
import { standingRuns } from './standing-runs.ts';

/**
 * Reconciles the source of a run that was written down, from its last completed step, and writes down what
 * comes of it. Throws as {@link carryOut} does.
 *
 * @param path where the source's bytes lie; not read where it was validated.
 */
export async function reconcileRun(
  history: History,
  root: string,
  run: RunRecord,
  path: string,
  request: Working,
): Promise<FileOutcome> {
  const folder = runFolder(root, run.id);
  const { done, problem } = await carryOut(
    history,
    run,
    folder,
    async () => {
      await mkdir(folder, { recursive: true });
      await clearHalfWritten(folder);
      const { environment, lastStep } = recorded(history, root, run, request);
      const result = await reconcile(
        {
          path,
          name: isRemote(run.place) ? nameOfPlace(run.place) : basename(run.place),
          sha256: run.sha256!,
          bytes: run.bytes!,
          settings: run.settings,
          softwareVersion: run.softwareVersion,
          workers: request.workers,
          rowsPerPartition: request.rowsPerPartition,
        },
        environment,
      );
      if (result.pausedAfter !== null) {
        history.pauseRun(run.id, result.pausedAfter);
        return { outputs: [], pausedAfter: result.pausedAfter };
      }
      const outputs = await complete(history, root, run, result, lastStep(), request.out);
      return { outputs, pausedAfter: null };
    },
    (fault) => recordFault(history, run.id, folder, fault),
  );
  const detail = history.getRun(run.id)!;
  if (detail.run.status !== 'completed') keepRunFile(history, root, run.id);
  return {
    detail,
    ...(done ?? { outputs: [], pausedAfter: null }),
    alreadyReconciled: false,
    problem,
  };
}

/** What the pipeline is given to write down in, and the last step, which ends with the run. */
function recorded(
  history: History,
  root: string,
  run: RunRecord,
  request: Working,
): { environment: ReconcileEnvironment; lastStep: () => StepResult | undefined } {
  const runId = run.id;
  const changed = (): void => request.onChange?.(runId);
  const journal = runJournal(history, runId);
  let lastStep: StepResult | undefined;
  return {
    lastStep: () => lastStep,
    environment: {
      folder: runFolder(root, runId),
      journal: {
        ...journal,
        begin: (name) => {
          journal.begin(name);
          changed();
        },
        end: (name, ending) => {
          // The last step ends with the run: a run that died in between would do it again.
          if (name === 'report') lastStep = ending;
          else journal.end(name, ending);
          changed();
        },
      },
      standing: standingRuns(history, root, run.sourceId),
      endOfToday: endOfDay(localDay(request.now()))!,
      signal: request.signal,
      onProgress: request.onProgress,
      onFindings: (counts, kept) => {
        history.recordFindings(runId, counts, kept);
        changed();
      },
      onChecks: (checks) => {
        history.recordChecks(runId, checks);
        changed();
      },
      onValidated: (facts) => {
        history.recordSourceFacts(runId, { sheets: facts.sheets });
        history.recordValidation(runId, {
          counts: facts.counts,
          quality: facts.qualityScore,
          highWater: facts.highWater,
          rowCount: facts.sourceRows,
          rejected: { rows: facts.rejectedRows },
          cutOff: facts.cutOff,
        });
        const { standsOn } = facts;
        history.recordStanding(runId, standsOn?.runId ?? null, standsOn?.broughtNothing ?? false);
      },
      onMatched: ({ totals, covered, laterFile }) => {
        history.recordTotals(runId, runTotals(totals), covered);
        if (laterFile) history.recordSourceFacts(runId, { notes: laterFileNotes(laterFile) });
      },
      onVerified: (exceptions) => {
        const kept = largestExceptions(exceptions, KEPT_PER_KIND);
        history.saveExceptions(runId, kept, exceptions.counts);
        changed();
      },
      onTables: changed,
      until: request.until,
    },
  };
}

/** Completes a run whose results are in its folder; the paths of them, in `out` where that was given. */
async function complete(
  history: History,
  root: string,
  { id: runId }: RunRecord,
  result: Reconciliation,
  lastStep: StepResult | undefined,
  out: string | undefined,
): Promise<string[]> {
  const folder = runFolder(root, runId);
  // A drive that was removed may have left a folder of the same name, in which results went.
  await assertStillThere([historyFile(root), join(folder, LEDGER_FILE)], folder);
  const outputs = await copiedTo(
    result.outputs.map(({ name }) => join(folder, OUTPUT_FOLDER, name)),
    out,
  );
  const ending = {
    counts: { ...result.counts, covered: result.covered },
    totals: runTotals(result.totals),
    quality: result.qualityScore,
    highWater: result.highWater,
    rowCount: result.sourceRows,
    outputs: result.outputs.map((file) => ({ ...file, path: `${OUTPUT_FOLDER}/${file.name}` })),
    ...(lastStep && { lastStep: { name: 'report' as const, ...lastStep } }),
  };
  // First the run's own file: whoever dies in between does both again.
  history.completeRun(runId, ending, () => keepRunFile(history, root, runId));
  return outputs;
}

/** What is known of a run that failed: what its source is unreadable for, what it would set aside. */
async function recordFault(
  history: History,
  runId: string,
  folder: string,
  problem: Problem,
): Promise<void> {
  if (problem.kind === 'source-unreadable' && problem.code in FINDINGS) {
    const code = problem.code as FindingCode;
    const severity = 'critical' as const;
    const counts = [{ code, severity, count: 1 }];
    const place = { sheet: null, row: null, column: null, value: null };
    const kept = [{ code, severity, ...place, message: problem.message }];
    history.recordFindings(runId, counts, kept);
    await writeFindings(folder, { counts, kept });
  }
  const rejected = rejectedBy(problem);
  if (rejected) history.recordValidation(runId, rejected);
}

/** What a halted validation would have set aside under quarantine; null where it did not get so far. */
function rejectedBy({ details }: Problem): Parameters<History['recordValidation']>[1] | null {
  const { sourceRows, rejectedRows } = details;
  if (typeof sourceRows !== 'number' || typeof rejectedRows !== 'number') return null;
  const cutOff = cutOffOfDetail(details['cutOff']);
  return {
    rowCount: sourceRows,
    quality: (sourceRows - rejectedRows) / sourceRows,
    rejected: { rows: rejectedRows },
    ...(cutOff && { cutOff }),
  };
}
