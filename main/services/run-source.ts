import { mkdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { FINDINGS } from '../../core/contract/findings.ts';
import type { FindingCode } from '../../core/contract/findings.ts';
import { asProblem, Problem } from '../../core/contract/problem.ts';
import type { RunDetail } from '../../core/contract/run.ts';
import type { Settings } from '../../core/contract/settings.ts';
import { endOfDay } from '../../core/ledger/time.ts';
import { OUTPUT_FOLDER, reconcile } from '../../core/pipeline/reconcile.ts';
import type { Progress } from '../../core/contract/steps.ts';
import { copyAtomically } from '../../core/report/publish.ts';
import { changedOutputs } from '../../core/report/write-report.ts';
import { fingerprint } from '../../core/source/fingerprint.ts';
import { dataFolder, historyFile, runFolder } from '../data-folder/data-folder.ts';
import { acquireLock } from '../data-folder/lock.ts';
import type { LockHolder } from '../data-folder/lock.ts';
import { openHistory } from '../history/history.ts';
import type { History } from '../history/history.ts';
import { runJournal } from '../history/run-journal.ts';
import { settingsKey } from '../history/settings-key.ts';
import { previousRunOf } from './previous-run.ts';
import { softwareVersion } from './software-version.ts';

export interface RunRequest {
  readonly source: string;
  readonly settings: Settings;
  /** Folder that the results are copied to as well. */
  readonly out: string | undefined;
  readonly workers: number;
  readonly dataDir: string | undefined;
  readonly force: boolean;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  readonly onWait?: (holder: LockHolder | null) => void;
}

export interface RunOutcome {
  readonly detail: RunDetail;
  /** Paths of the results: in `out` where it was given, else in the run's folder. */
  readonly outputs: readonly string[];
  readonly alreadyReconciled: boolean;
  /** Why the run did not complete. */
  readonly problem: Problem | null;
}

/** A second process waits this long for the first one's run to end. */
const PATIENCE_MS = 30 * 60_000;

/**
 * Reconciles a source and writes down the run. Throws a Problem only where there is no run to speak
 * of: the source cannot be found, or the data folder cannot be used.
 */
export async function runSource(request: RunRequest): Promise<RunOutcome> {
  const path = resolve(request.source);
  const begun = request.now().getTime();
  const onDownload = (done: number, of: number | null): void =>
    request.onProgress?.({ step: 'download', done, of, words: 'Reading the source' });
  const facts = await fingerprint(path, {
    onProgress: onDownload,
    ...(request.signal && { signal: request.signal }),
  });
  const fetched = request.now().getTime();
  const root = dataFolder(request.dataDir);
  const lock = await acquireLock(root, {
    waitMs: PATIENCE_MS,
    command: `reconcile ${basename(path)}`,
    ...(request.onWait && { onWait: request.onWait }),
    ...(request.signal && { signal: request.signal }),
  });
  try {
    const history = openHistory(historyFile(root));
    try {
      history.markInterrupted();
      const version = softwareVersion();
      const identity = {
        sha256: facts.sha256,
        settingsKey: settingsKey(request.settings, version),
        version,
      };
      const known = request.force ? null : history.findCompleted(identity);
      if (known) return await openAgain(history, root, known.id, request.out);

      const source = history.sourceAt(path);
      const interrupted = request.force ? null : history.findInterrupted(identity);
      const run = interrupted
        ? history.resumeRun(interrupted.id)
        : history.startRun({
            ...identity,
            sourceId: source.id,
            place: path,
            settings: request.settings,
            bytes: facts.bytes,
            at: begun,
          });
      if (!interrupted) {
        history.startStep(run.id, 'download', begun);
        history.endStep(run.id, 'download', {
          at: fetched,
          rowsIn: null,
          rowsOut: null,
          checksums: { source: facts.sha256 },
        });
      }
      return await carryOut(history, root, run.id, source.id, path, facts, request);
    } finally {
      history.close();
    }
  } finally {
    lock.release();
  }
}

async function carryOut(
  history: History,
  root: string,
  runId: string,
  sourceId: number,
  path: string,
  facts: { sha256: string; bytes: number },
  request: RunRequest,
): Promise<RunOutcome> {
  const folder = runFolder(root, runId);
  try {
    await mkdir(folder, { recursive: true });
    const result = await reconcile(
      {
        path,
        name: basename(path),
        ...facts,
        settings: request.settings,
        softwareVersion: softwareVersion(),
        workers: request.workers,
      },
      {
        folder,
        journal: runJournal(history, runId),
        previous: await previousRunOf(history, root, sourceId),
        endOfToday: endOfDay(localDay(request.now()))!,
        signal: request.signal,
        onProgress: request.onProgress,
        onFindings: (counts, kept) => history.recordFindings(runId, counts, kept),
        onChecks: (checks) => history.recordChecks(runId, checks),
      },
    );
    history.saveExceptions(runId, result.exceptions.kept);
    const outputs = await publish(
      result.outputs.map(({ name }) => join(folder, OUTPUT_FOLDER, name)),
      request.out,
    );
    history.recordSourceFacts(runId, { sheets: result.sheets });
    history.completeRun(runId, {
      counts: result.counts,
      totals: {
        ...result.totals,
        ...(result.byCurrency && { byCurrency: result.byCurrency }),
      },
      quality: result.qualityScore,
      highWater: result.highWater,
      rowCount: result.sourceRows,
      outputs: result.outputs.map((file) => ({ ...file, path: `${OUTPUT_FOLDER}/${file.name}` })),
    });
    return { detail: history.getRun(runId)!, outputs, alreadyReconciled: false, problem: null };
  } catch (error) {
    const problem = asProblem(error);
    if (problem.kind === 'source-unreadable' && problem.code in FINDINGS) {
      const code = problem.code as FindingCode;
      const severity = 'critical' as const;
      history.recordFindings(
        runId,
        [{ code, severity, count: 1 }],
        [
          {
            code,
            severity,
            sheet: null,
            row: null,
            column: null,
            value: null,
            message: problem.message,
          },
        ],
      );
    }
    history.failRun(runId, statusOf(problem), problem);
    return { detail: history.getRun(runId)!, outputs: [], alreadyReconciled: false, problem };
  }
}

function statusOf({ kind }: Problem): 'failed' | 'halted' | 'cancelled' {
  if (kind === 'cancelled') return 'cancelled';
  return kind === 'validation-halted' ? 'halted' : 'failed';
}

/** Answers with a run that is there already, once its files are seen to be what was written. */
async function openAgain(
  history: History,
  root: string,
  runId: string,
  out: string | undefined,
): Promise<RunOutcome> {
  const detail = history.getRun(runId)!;
  const folder = join(runFolder(root, runId), OUTPUT_FOLDER);
  const changed = await changedOutputs(detail.outputs, folder);
  if (changed.length > 0)
    throw new Problem({
      kind: 'internal',
      code: 'run.outputs-changed',
      message: `This source was reconciled in run ${runId}, but its files were changed or deleted since: ${changed.join(', ')}`,
      hint: 'Run again with --force to make a new revision.',
    });
  const outputs = await publish(
    detail.outputs.map(({ name }) => join(folder, name)),
    out,
  );
  return { detail, outputs, alreadyReconciled: true, problem: null };
}

async function publish(paths: readonly string[], out: string | undefined): Promise<string[]> {
  if (out === undefined) return [...paths];
  const folder = resolve(out);
  await mkdir(folder, { recursive: true });
  return copyAtomically(paths, folder);
}

/** Today as the analyst's calendar has it. */
function localDay(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
