import type { AppContext } from '../app/app-context.ts';
import { acquireLock } from '../data-folder/lock.ts';
import { clearDeleted } from './carry-out.ts';

/**
 * Clears what a killed program had begun to delete, beside other work. Where somebody is writing to the data folder it
 * waits for the next start: what was deleted counts as such all the same. Returns the way to stop.
 */
export function clearAtStart(context: AppContext): () => Promise<void> {
  const { root, history } = context;
  const isDue = history.keepingLog().some(({ entry }) => entry.is === 'deleted');
  const done = isDue ? clear() : Promise.resolve();
  async function clear(): Promise<void> {
    const lock = await acquireLock(root, { waitMs: 0, command: 'clear what was deleted' });
    try {
      await clearDeleted({ root, history });
    } finally {
      lock.release();
    }
  }
  const quietly = done.catch(() => undefined);
  return () => quietly;
}
