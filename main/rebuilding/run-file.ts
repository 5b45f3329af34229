import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder } from '../data-folder/data-folder.ts';
import { writeWhole } from '../data-folder/write-whole.ts';
import type { History } from '../history/history.ts';
import { runFileSchema } from '../history/rebuilding/run-file.ts';
import type { RunFile } from '../history/rebuilding/run-file.ts';

/** Beside the files of a run: what the history has of it, for the day on which there is no history. */
const RUN_FILE = 'run.json';

/** Writes a run's file, or leaves it where it cannot be: nothing that a person waits for depends on it. */
export function keepRunFile(history: Pick<History, 'runFile'>, root: string, runId: string): void {
  try {
    const file = history.runFile(runId);
    if (file) writeWhole(join(runFolder(root, runId), RUN_FILE), JSON.stringify(file));
  } catch {
    // The drive is full, or has gone: the run says so itself.
  }
}

/** The same where there is none, as of a run of an earlier version. */
export function keepMissingRunFile(
  history: Pick<History, 'runFile'>,
  root: string,
  runId: string,
): void {
  if (!existsSync(join(runFolder(root, runId), RUN_FILE))) keepRunFile(history, root, runId);
}

/** What a run's file says; null where there is none, or none that can be read. */
export function readRunFile(root: string, runId: string): RunFile | null {
  try {
    const text = readFileSync(join(runFolder(root, runId), RUN_FILE), 'utf8');
    const file = runFileSchema.parse(JSON.parse(text));
    return file.run.id === runId ? file : null;
  } catch {
    return null;
  }
}
