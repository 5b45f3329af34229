import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { asProblem, Problem } from '../../core/contract/problem.ts';
import { changedOutputs } from '../../core/disk/publish.ts';
import { renamePatiently } from '../../core/disk/rename.ts';
import { OUTPUT_FOLDER } from '../../core/run-folder/names.ts';
import { dataFolder, historyFile, runFolder } from '../data-folder/data-folder.ts';
import { acquireLock } from '../data-folder/lock.ts';
import { openHistory } from '../history/history.ts';
import type { History } from '../history/history.ts';
import { runFoldersBeside } from '../history/lost-history.ts';
import type { RunFile } from '../history/rebuilding/run-file.ts';
import { readRunFile } from './run-file.ts';

/** What became of a history that was rebuilt. */
export interface Rebuilt {
  /** Ids of the runs that were put back. */
  readonly runs: readonly string[];
  /** Of these, the ones whose published files are not what was written. */
  readonly changed: readonly string[];
  /** Ids of runs of which only their files are left. */
  readonly leftOut: readonly string[];
  /** Where the damaged history was put; null where there was none. */
  readonly movedTo: string | null;
}

/** Problems of a history that is put aside, whole, before another is begun. */
const PUT_ASIDE = new Set(['history.damaged', 'history.truncated']);

/**
 * Makes the history of a data folder anew from the files that its runs have left of themselves; runs that a history
 * lacks are added to it. One that is damaged is put aside and not touched. Sign-offs, decisions, settings and the audit
 * trail are in no files of runs: an entry of the trail says so.
 *
 * @throws Problem `history.nothing-to-rebuild` where the history lacks nothing; those of the data folder and its lock,
 *   and of the history but the ones that this mends.
 */
export async function rebuildHistory(dataDir: string | undefined): Promise<Rebuilt> {
  const root = dataFolder(dataDir);
  const lock = await acquireLock(root, { waitMs: 0, command: 'rebuild the history' });
  try {
    refuseNothing(root);
    const movedTo = await putAside(root);
    const history = openHistory(historyFile(root), { begin: 'anew' });
    try {
      const lacking = runFoldersBeside(historyFile(root)).filter((id) => !history.getRun(id));
      const restored = restoredRuns(history, root, lacking);
      if (restored.length === 0 && movedTo === null) throw nothingToRebuild(root, lacking.length);
      const changed = await changedRuns(history, root, restored);
      const leftOut = lacking.filter((id) => !restored.includes(id));
      history.appendAudit({
        action: 'history.rebuilt',
        detail: { runs: restored, changed, leftOut, movedTo },
      });
      return { runs: restored, changed, leftOut, movedTo };
    } finally {
      history.close();
    }
  } finally {
    lock.release();
  }
}

/** Nothing is begun, or put aside, for nothing. */
function refuseNothing(root: string): void {
  const ids = runFoldersBeside(historyFile(root));
  if (!ids.some((id) => readRunFile(root, id))) throw nothingToRebuild(root, ids.length);
}

/** Puts a damaged history aside, with its log; where it lies then, null where there is none. */
async function putAside(root: string): Promise<string | null> {
  const path = historyFile(root);
  const isThere = existsSync(path) && statSync(path).size > 0;
  const isDamaged = isThere && damageOf(path);
  // A log without its history belongs to one that is gone: SQLite would throw it away.
  if (isThere ? !isDamaged : !existsSync(`${path}-wal`)) return null;
  const stem = freeName(path);
  for (const end of ['', '-wal', '-shm'])
    if (existsSync(path + end)) await renamePatiently(path + end, stem + end);
  return stem;
}

/** Whether a history cannot be opened because it is damaged. Throws any other Problem of opening it. */
function damageOf(path: string): boolean {
  try {
    openHistory(path, { begin: 'anew' }).close();
    return false;
  } catch (error) {
    if (PUT_ASIDE.has(asProblem(error).code)) return true;
    throw error;
  }
}

function freeName(path: string): string {
  for (let n = 1; ; n++) {
    const name = path.replace(/\.sqlite$/, `-damaged-${n}.sqlite`);
    if (!['', '-wal', '-shm'].some((end) => existsSync(name + end))) return name;
  }
}

/** Puts back what can be, in the order in which the runs were written down; the ids of these. */
function restoredRuns(history: History, root: string, ids: readonly string[]): string[] {
  const files = ids.flatMap((id) => readRunFile(root, id) ?? []);
  const place = ({ run }: RunFile): number => Number(run['seq']);
  return files
    .sort((a, b) => place(a) - place(b))
    .flatMap((file) => {
      try {
        history.restoreRun(file);
        return [file.run.id];
      } catch {
        // A file that does not agree with itself, or with the history that it is put into.
        return [];
      }
    });
}

async function changedRuns(
  history: History,
  root: string,
  ids: readonly string[],
): Promise<string[]> {
  const changed: string[] = [];
  for (const id of ids) {
    const { run, outputs } = history.getRun(id)!;
    const folder = join(runFolder(root, id), OUTPUT_FOLDER);
    if (run.status === 'completed' && (await changedOutputs(outputs, folder)).length > 0)
      changed.push(id);
  }
  return changed;
}

function nothingToRebuild(root: string, leftOut: number): Problem {
  return new Problem({
    kind: 'usage',
    code: 'history.nothing-to-rebuild',
    message:
      leftOut === 0
        ? `The history of ${root} lacks no run whose files are there.`
        : `No run in ${root} has left a file from which the history could be made anew.`,
    hint: 'Nothing was changed. If something is missing, put history.sqlite back from a backup.',
  });
}
