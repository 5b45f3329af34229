import { dataFolder, historyFile } from '../data-folder/data-folder.ts';
import { acquireLock } from '../data-folder/lock.ts';
import type { LockHolder } from '../data-folder/lock.ts';
import { storageTrouble } from '../data-folder/storage-trouble.ts';
import { openHistory } from '../history/history.ts';
import type { History } from '../history/history.ts';

/** Who wants to write to a data folder, and how long that is worth waiting for. */
export interface WriterRequest {
  /** What `--data-dir` said, if anything. */
  readonly dataDir: string | undefined;
  /** Who acts, for the audit trail; the system's user if absent. */
  readonly actor?: string | undefined;
  readonly signal?: AbortSignal;
  /** Told of the one who is writing now; of null where that cannot be told. */
  readonly onWait?: (holder: LockHolder | null) => void;
}

/** A second process waits this long for the first one's run to end. */
const PATIENCE_MS = 30 * 60_000;

/**
 * Does something as the only writer of the data folder, with its history open, in which the runs that died
 * are marked. Throws what the lock and the history throw, the Problems of {@link storageTrouble} where the
 * drive fails, and what `body` throws.
 *
 * @param command what others who wait are told, e.g. `reconcile ledger.csv`.
 */
export async function asWriter<T>(
  { dataDir, actor, signal, onWait }: WriterRequest,
  command: string,
  body: (history: History, root: string) => Promise<T>,
): Promise<T> {
  const root = dataFolder(dataDir);
  const lock = await acquireLock(root, {
    waitMs: PATIENCE_MS,
    command,
    ...(onWait && { onWait }),
    ...(signal && { signal }),
  });
  try {
    const history = openHistory(historyFile(root), actor === undefined ? {} : { actor });
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
