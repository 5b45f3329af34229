import { mkdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { FINDINGS } from '../../core/contract/findings.ts';
import type { FindingCode } from '../../core/contract/findings.ts';
import { asProblem, Problem } from '../../core/contract/problem.ts';
import type { RunDetail, RunRecord } from '../../core/contract/run.ts';
import type { Policy, Settings } from '../../core/contract/settings.ts';
import { endOfDay } from '../../core/ledger/time.ts';
import { LEDGER_FILE, OUTPUT_FOLDER, reconcile } from '../../core/pipeline/reconcile.ts';
import { writeFindings } from '../../core/run-folder/findings-file.ts';
import type { StepResult } from '../../core/run-folder/step-journal.ts';
import type { Progress, StepName, Tell, WorkProgress } from '../../core/contract/steps.ts';
import { copyAtomically } from '../../core/disk/publish.ts';
import { changedOutputs } from '../../core/disk/publish.ts';
import { fingerprint } from '../../core/source/fingerprint.ts';
import { dataFolder, historyFile, runFolder } from '../data-folder/data-folder.ts';
import { acquireLock } from '../data-folder/lock.ts';
import type { LockHolder } from '../data-folder/lock.ts';
import { openHistory } from '../history/history.ts';
import type { History } from '../history/history.ts';
import { theRun } from '../history/the-run.ts';
import { runJournal } from '../history/run-journal.ts';
import { settingsKey } from '../history/tables/settings-key.ts';
import { clearHalfCopied, clearHalfWritten } from '../data-folder/half-written.ts';
import { deliveryNotes } from './later-file-notes.ts';
import { isRemote } from '../places/remote/place-kind.ts';
import { nameOfPlace } from '../places/fetch/fetch-place.ts';
import { standingRuns } from './standing-runs.ts';
import { softwareVersion } from '../software-version.ts';
import { assertStillThere, storageTrouble } from '../data-folder/storage-trouble.ts';

interface Working {
  /** Folder that the results are copied to as well. */
  readonly out: string | undefined;
  readonly workers: number;
  /** For tests that want many partitions of a small ledger. */
  readonly rowsPerPartition?: number | undefined;
  readonly dataDir: string | undefined;
  readonly now: () => Date;
  /** The step after which the run waits for a person; absent: it runs to its end. */
  readonly until?: StepName | undefined;
  /** Who acts, for the audit trail; the system's user if absent. */
  readonly actor?: string | undefined;
  readonly signal?: AbortSignal;
  readonly onProgress?: Tell<Progress>;
  readonly onWait?: (holder: LockHolder | null) => void;
  /** The run was written down, or goes on. */
  readonly onRun?: (runId: string) => void;
  /** A step, the findings, the checks of the run were written down. */
  readonly onChange?: (runId: string) => void;
}

export interface RunRequest extends Working {
  /** A local path, or the place that `fetch` gets the bytes from. */
  readonly source: string;
  readonly settings: Settings;
  readonly force: boolean;
  /** Brings the source's bytes to this machine; absent: `source` is a path. */
  readonly fetch?: Fetch;
}

export interface ContinueRequest extends Working {
  readonly runId: string;
  /** Another policy than the run has, as long as matching has not begun. */
  readonly policy?: Policy | undefined;
  /** Brings the bytes of the run's place to this machine; absent: it is a path. */
  readonly fetch?: Fetch;
}

/** Where the bytes of a source lie on this machine, and what they are. */
export interface Fetched {
  readonly path: string;
  /** Where they came from, as the history is to name it. */
  readonly place: string;
  /** The place that the source is known by: the same, or the pattern that it was chosen by. */
  readonly source: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly notes?: Readonly<Record<string, string>>;
}
export type Fetch = (options: {
  readonly signal?: AbortSignal;
  readonly onProgress: Tell;
}) => Promise<Fetched>;

export interface RunOutcome {
  readonly detail: RunDetail;
  /** Paths of the results: in `out` where it was given, else in the run's folder. */
  readonly outputs: readonly string[];
  readonly alreadyReconciled: boolean;
  /** The step after which the run waits; null where it ended. */
  readonly pausedAfter: StepName | null;
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
  const begun = request.now().getTime();
  const facts = await bytesOf(request.source, request);
  const fetched = request.now().getTime();
  return asWriter(request, `reconcile ${basename(facts.path)}`, async (history, root) => {
    const version = softwareVersion();
    const identity = {
      sha256: facts.sha256,
      settingsKey: settingsKey(request.settings, version),
      version,
    };
    const known = request.force ? null : history.findCompleted(identity);
    if (known) return openAgain(history, root, known.id, request.out);

    const source = history.sourceAt(facts.source);
    const interrupted = request.force ? null : history.findInterrupted(identity);
    const run = interrupted
      ? history.resumeRun(interrupted.id)
      : history.startRun({
          ...identity,
          sourceId: source.id,
          place: facts.place,
          settings: request.settings,
          bytes: facts.bytes,
          ...(facts.notes && { notes: facts.notes }),
          at: begun,
        });
    recordDownload(history, run.id, facts.sha256, begun, fetched);
    request.onRun?.(run.id);
    return carryOut(history, root, run, facts.path, request);
  });
}

/**
 * Takes a paused, interrupted or cancelled run further, from its last completed step. The source is
 * read again only where it was not yet validated, and must then be what it was. Throws Problem
 * `run.unknown`, `run.not-running`, `run.match-begun`, `run.other-version`, `run.source-changed`.
 */
export async function continueRun(request: ContinueRequest): Promise<RunOutcome> {
  return asWriter(request, `continue ${request.runId}`, async (history, root) => {
    const { run: before } = theRun(history, request.runId);
    if (before.softwareVersion !== softwareVersion()) throw otherVersion(before);
    if (request.policy !== undefined && request.policy !== before.policy) {
      const settings = { ...before.settings, policy: request.policy };
      const known = history.findCompleted({
        sha256: before.sha256 ?? '',
        settingsKey: settingsKey(settings, before.softwareVersion),
        version: before.softwareVersion,
      });
      if (known) return openAgain(history, root, known.id, request.out);
      history.choosePolicy(before.id, request.policy);
    }
    const validated = history.completedStep(before.id, 'validate') !== null;
    const begun = request.now().getTime();
    const facts = validated ? null : await bytesOf(before.place, request);
    if (facts && facts.sha256 !== before.sha256) throw sourceChanged(before);
    const run = history.resumeRun(before.id);
    if (facts) recordDownload(history, run.id, facts.sha256, begun, request.now().getTime());
    request.onRun?.(run.id);
    return carryOut(history, root, run, facts?.path ?? before.place, request);
  });
}

async function bytesOf(place: string, request: Working & { fetch?: Fetch }): Promise<Fetched> {
  const options = {
    onProgress: (progress: WorkProgress): void =>
      request.onProgress?.({ step: 'download', ...progress }),
    ...(request.signal && { signal: request.signal }),
  };
  if (request.fetch) return request.fetch(options);
  const path = resolve(place);
  const facts = await fingerprint(path, {
    ...(request.signal && { signal: request.signal }),
    onProgress: (counted) => options.onProgress({ ...counted, words: 'Reading the source' }),
  }).catch((error: unknown) => {
    throw storageTrouble(error, path) ?? error;
  });
  return { path, place: path, source: path, ...facts };
}

/** Does something as the only writer of the data folder, with its history open. */
async function asWriter<T>(
  request: Working,
  command: string,
  body: (history: History, root: string) => Promise<T>,
): Promise<T> {
  const root = dataFolder(request.dataDir);
  const lock = await acquireLock(root, {
    waitMs: PATIENCE_MS,
    command,
    ...(request.onWait && { onWait: request.onWait }),
    ...(request.signal && { signal: request.signal }),
  });
  try {
    const history = openHistory(
      historyFile(root),
      request.actor === undefined ? {} : { actor: request.actor },
    );
    try {
      history.markInterrupted();
      return await body(history, root);
    } finally {
      history.close();
    }
  } catch (error) {
    throw storageTrouble(error, root) ?? error;
  } finally {
    lock.release();
  }
}

/** Writes the download down, unless it was before the run died. */
function recordDownload(
  history: History,
  runId: string,
  sha256: string,
  begun: number,
  fetched: number,
): void {
  if (history.completedStep(runId, 'download')) return;
  history.startStep(runId, 'download', begun);
  history.endStep(runId, 'download', {
    at: fetched,
    rowsIn: null,
    rowsOut: null,
    checksums: { source: sha256 },
  });
}

async function carryOut(
  history: History,
  root: string,
  run: RunRecord,
  path: string,
  request: Working,
): Promise<RunOutcome> {
  const runId = run.id;
  const folder = runFolder(root, runId);
  const changed = (): void => request.onChange?.(runId);
  const journal = runJournal(history, runId);
  let lastStep: StepResult | undefined;
  try {
    await mkdir(folder, { recursive: true });
    await clearHalfWritten(folder);
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
      {
        folder,
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
            rejected: { rows: facts.rejectedRows, cents: facts.rejectedCents },
          });
        },
        onMatched: ({ totals, byCurrency, delivery }) => {
          history.recordTotals(runId, { ...totals, ...(byCurrency && { byCurrency }) });
          if (delivery) history.recordSourceFacts(runId, { notes: deliveryNotes(delivery) });
        },
        until: request.until,
      },
    );
    if (result.pausedAfter !== null) {
      history.pauseRun(runId, result.pausedAfter);
      return {
        ...ended(history, runId),
        pausedAfter: result.pausedAfter,
      };
    }
    // A drive that was removed may have left a folder of the same name, in which results went.
    await assertStillThere([historyFile(root), join(folder, LEDGER_FILE)], folder);
    history.saveExceptions(runId, result.exceptions.kept);
    const outputs = await publish(
      result.outputs.map(({ name }) => join(folder, OUTPUT_FOLDER, name)),
      request.out,
    );
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
      ...(lastStep && { lastStep: { name: 'report', ...lastStep } }),
    });
    return { ...ended(history, runId), outputs };
  } catch (error) {
    const trouble = storageTrouble(error, folder);
    const problem = trouble ?? asProblem(error);
    try {
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
      // Trouble can be mended, and the run gone on with.
      history.failRun(runId, trouble ? 'interrupted' : statusOf(problem), problem);
    } catch (second) {
      // The history has the same trouble; whoever opens it next finds that the run died.
      throw trouble ?? second;
    }
    return { ...ended(history, runId), problem };
  }
}

function ended(history: History, runId: string): RunOutcome {
  return {
    detail: history.getRun(runId)!,
    outputs: [],
    alreadyReconciled: false,
    pausedAfter: null,
    problem: null,
  };
}

/** What a halted validation would have set aside under quarantine; null where it did not get so far. */
function rejectedBy({ details }: Problem): Parameters<History['recordValidation']>[1] | null {
  const { sourceRows, rejectedRows, rejectedCents } = details;
  if (
    typeof sourceRows !== 'number' ||
    typeof rejectedRows !== 'number' ||
    typeof rejectedCents !== 'number'
  )
    return null;
  return {
    rowCount: sourceRows,
    quality: (sourceRows - rejectedRows) / sourceRows,
    rejected: { rows: rejectedRows, cents: rejectedCents },
  };
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
      hint: 'Run again and force it (--force): that makes a new revision.',
    });
  const outputs = await publish(
    detail.outputs.map(({ name }) => join(folder, name)),
    out,
  );
  return { detail, outputs, alreadyReconciled: true, pausedAfter: null, problem: null };
}

function otherVersion(run: RunRecord): Problem {
  return new Problem({
    kind: 'usage',
    code: 'run.other-version',
    message: `The run ${run.id} was begun by version ${run.softwareVersion} of this program; this is ${softwareVersion()}.`,
    hint: 'Start a new run of the same source.',
    details: { runId: run.id },
  });
}

function sourceChanged(run: RunRecord): Problem {
  return new Problem({
    kind: 'usage',
    code: 'run.source-changed',
    message: `${run.place} is not what it was when the run ${run.id} began.`,
    hint: 'Start a new run of the source as it is now.',
    details: { runId: run.id },
  });
}

async function publish(paths: readonly string[], out: string | undefined): Promise<string[]> {
  if (out === undefined) return [...paths];
  const folder = resolve(out);
  await mkdir(folder, { recursive: true });
  await clearHalfCopied(folder, paths);
  return copyAtomically(paths, folder);
}

/** Today as the analyst's calendar has it. */
function localDay(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
