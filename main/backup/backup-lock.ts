import { asProblem, Problem } from '../../core/contract/problem.ts';
import { acquireLock } from '../data-folder/lock.ts';
import type { WriterLock } from '../data-folder/lock.ts';

/** The lock of who makes, prunes or restores backups of a data folder. Throws Problem `backup.busy`. */
export async function backupLock(root: string, command: string): Promise<WriterLock> {
  try {
    return await acquireLock(root, { lock: 'backup', waitMs: 0, command });
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (problem.code !== 'data-folder.busy') throw problem;
    const { pid, host, command: other } = problem.details;
    const who = pid === undefined ? 'another process' : `process ${pid} on ${host} (${other})`;
    throw new Problem(
      {
        kind: 'busy',
        code: 'backup.busy',
        message: `Backups of this data folder are in use by ${who}.`,
        hint: 'Wait until it has finished, and try again.',
        details: problem.details,
      },
      thrown,
    );
  }
}
