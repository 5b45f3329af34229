import { acquireLock } from '../data-folder/lock.ts';
import type { History } from '../history/history.ts';

/** A process that lost its parent ends with its next step; another program may run for long. */
const PATIENCE_MS = 30 * 60_000;

/**
 * Marks runs whose process is gone as interrupted, as soon as nobody writes to the data folder, and
 * returns their ids. Waits in the background for a writer that is still there.
 */
export async function markDeadRuns(
  root: string,
  history: Pick<History, 'markInterrupted'>,
  signal: AbortSignal,
  waitMs = PATIENCE_MS,
): Promise<string[]> {
  const lock = await acquireLock(root, { waitMs, command: 'looking for interrupted runs', signal });
  try {
    return history.markInterrupted();
  } finally {
    lock.release();
  }
}
