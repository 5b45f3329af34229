import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { CloseView } from '../../core/contract/close/close-view.ts';
import type { Signature } from '../../core/contract/close/sign-off.ts';
import { EXCEPTION_STATUS_WORDS } from '../../core/contract/run.ts';
import type { ExceptionNote, RunDetail } from '../../core/contract/run.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { SignOff } from '../../core/contract/api/runs.ts';
import type { Progress, Tell } from '../../core/contract/steps.ts';
import { endOfDay } from '../../core/ledger/time.ts';
import { rewriteWorkbook, WORKBOOK } from '../../core/pipeline/rewrite-workbook.ts';
import type { Afterwards, Decision, Noted, Signed } from '../../core/report/figures/decisions.ts';
import { historyFile, runFolder } from '../data-folder/data-folder.ts';
import type { History } from '../history/history.ts';
import { openHistory } from '../history/history.ts';
import { runJournal } from '../history/run-journal.ts';
import { theRun } from '../history/the-run.ts';
import { localDay } from '../local-day.ts';
import { softwareVersion } from '../software-version.ts';
import { standingRuns } from './standing-runs.ts';

/** The workbook of which run is written again, and where. */
export interface Rewriting {
  /** The data folder, absolute. */
  readonly root: string;
  readonly runId: string;
  /** The file to be filled. */
  readonly path: string;
  readonly workers: number;
  /** The close of the run's period, where it is closed with this run. */
  readonly close: CloseView | null;
  /** `YYYY-MM-DD`: the day at which decisions are as they are told. */
  readonly day: string;
}

/**
 * Fills a file with the workbook of a completed run, with sign-offs and the decisions on its exceptions as they stand
 * now. What the run has published is not touched. Throws Problem `run.unknown`, `run.no-outputs`, `run.other-version`,
 * `run.cancelled`, and that of a file of the run that is gone or changed.
 */
export async function rewriteRunWorkbook(
  { root, runId, path, workers, close, day }: Rewriting,
  { signal, onProgress }: { readonly signal?: AbortSignal; readonly onProgress: Tell<Progress> },
): Promise<void> {
  const history = openHistory(historyFile(root));
  // Beside the file, so that a drive that has room for the one has it for the other.
  const folder = await mkdtemp(join(dirname(path), '.workbook-'));
  try {
    const detail = theRun(history, runId);
    const { run } = detail;
    if (run.status !== 'completed' || run.sha256 === null || run.bytes === null)
      throw notCompleted(runId);
    if (run.softwareVersion !== softwareVersion()) throw otherVersion(detail);
    await rewriteWorkbook(
      {
        path: '',
        name: basename(run.place),
        sha256: run.sha256,
        bytes: run.bytes,
        settings: run.settings,
        softwareVersion: run.softwareVersion,
        workers,
      },
      {
        folder: runFolder(root, runId),
        journal: runJournal(history, runId),
        standing: standingRuns(history, root, run.sourceId),
        endOfToday: endOfDay(localDay(new Date()))!,
        signal,
        onProgress,
        onFindings: () => undefined,
        onChecks: () => undefined,
      },
      folder,
      afterwardsOf(history, detail, { close, day }),
    );
    await copyFile(join(folder, WORKBOOK), path);
  } finally {
    history.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What is known of a run by now. The close of a period goes before sign-offs of its report. */
function afterwardsOf(
  history: History,
  { run, outputs }: RunDetail,
  { close, day }: Pick<Rewriting, 'close' | 'day'>,
): Afterwards {
  const { state, signatures } = close?.standing ?? { state: 'open', signatures: [] };
  const closed = (is: Signature['is']): Signed | null => {
    const found = signatures.find((one) => one.is === is);
    return found ? { name: found.by, day: localDay(new Date(found.at)) } : null;
  };
  const signOffs = history.signOffs(run.id);
  const signed = (role: SignOff['role']) => {
    const latest = signOffs.findLast((one) => one.role === role);
    return latest ? { name: latest.name, day: localDay(new Date(latest.at)) } : null;
  };
  const { items } = history.listExceptions(run.id, {
    orderBy: 'cents',
    descending: true,
    limit: Number.MAX_SAFE_INTEGER,
  });
  const decisions = new Map<string, Decision>();
  const noted: Noted[] = [];
  for (const exception of items) {
    const { key, status, owner, notes } = exception;
    if (status === 'open' && owner === null && notes === 0) continue;
    const said = notes === 0 ? [] : history.exceptionNotes(run.sourceId, key);
    decisions.set(key, {
      status: EXCEPTION_STATUS_WORDS[status],
      owner: owner ?? '',
      reason: status === 'open' ? '' : reasonOf(said),
      notes,
    });
    for (const { at, author, text } of said)
      noted.push({ of: exception, day: localDay(new Date(at)), author, text });
  }
  return {
    runId: run.id,
    revision: run.revision,
    day,
    files: outputs,
    prepared: signatures.length > 0 ? closed('prepared') : signed('prepared'),
    reviewed: signatures.length > 0 ? closed('reviewed') : signed('reviewed'),
    locked: state === 'locked' ? closed('locked') : null,
    close,
    decisionOf: (key) => decisions.get(key) ?? null,
    notes: noted,
  };
}

/** Any status but open is set with a note, which says why. */
function reasonOf(notes: readonly ExceptionNote[]): string {
  return notes.at(-1)?.text ?? '';
}

function notCompleted(runId: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'run.no-outputs',
    message: `The run ${runId} is not completed, so it has no workbook.`,
    hint: 'Complete the run first.',
    details: { runId },
  });
}

function otherVersion({ run }: RunDetail): Problem {
  return new Problem({
    kind: 'usage',
    code: 'run.other-version',
    message: `The run ${run.id} was made by version ${run.softwareVersion} of this program; this is ${softwareVersion()}.`,
    hint: 'Reconcile the file again with this version, or export the exceptions.',
    details: { runId: run.id },
  });
}
