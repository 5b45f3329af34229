import type { ApiHandlers } from '../../core/contract/api/api.ts';
import type { Recovery } from '../../core/contract/backup/backup-calls.ts';
import { backupPlaceSchema } from '../../core/contract/backup/backup.ts';
import { meaningOf } from '../../core/contract/problem-codes.ts';
import { Problem } from '../../core/contract/problem.ts';
import { listBackups } from '../backup/prune-backups.ts';
import { rehearseRestore, restoreBackup } from '../backup/restore-backup.ts';
import { historyFile, scratchFolder } from '../data-folder/data-folder.ts';
import { runFoldersBeside } from '../history/lost-history.ts';
import { localDay } from '../local-day.ts';
import { rebuildHistory } from '../rebuilding/rebuild-history.ts';
import { rebuiltText } from '../rebuilding/rebuilt-text.ts';
import { rememberSecret } from '../secrets/known-secrets.ts';

type Calls = Extract<keyof ApiHandlers, `recovery.${string}`>;

/** Problems of a history in whose place another can be put. */
const LOST: ReadonlySet<string> = new Set(['history.lost', 'history.damaged', 'history.truncated']);
/** All that the start page tells of: with the others, something else has to be done first. */
const TOLD: ReadonlySet<string> = new Set([
  ...LOST,
  'history.newer',
  'history.busy',
  'history.read-only',
  'history.foreign',
]);

/** Whether the program starts with a page that tells of a problem and of the way back. */
export function isRecoverable({ code }: Pick<Problem, 'code'>): boolean {
  return TOLD.has(code);
}

/** What is known of a history that cannot be opened. */
function recoveryOf({ code, message, hint }: Problem, root: string): Recovery {
  const runs = runFoldersBeside(historyFile(root)).length;
  return { code, message, hint, dataFolder: root, runs, isLost: LOST.has(code) };
}

/**
 * What is answered while there is no history: rebuilding it from the files of runs, and restoring a backup.
 *
 * @param trouble why; null once it is open.
 * @param retry opens it.
 */
export function recoveryHandlers(
  root: string,
  trouble: () => Problem | null,
  retry: () => void,
): Pick<ApiHandlers, Calls> {
  const now = (): Recovery | null => {
    const problem = trouble();
    return problem && recoveryOf(problem, root);
  };
  const given = (passphrase: string | null, work: string) => {
    if (passphrase !== null) rememberSecret({ passphrase });
    const network = { proxy: null, caFile: null };
    const remote = { s3: {}, secret: null, network };
    return { remote, passphrase, scratch: scratchFolder(root, work) };
  };
  return {
    'recovery.get': now,
    'recovery.retry': () => {
      if (trouble() !== null) retry();
      return now();
    },
    'recovery.rebuild': async () => {
      refuseInOrder(trouble());
      const rebuilt = await rebuildHistory(root);
      retry();
      return rebuiltText(rebuilt);
    },
    'recovery.list': ({ place, passphrase }) => {
      refuseInOrder(trouble());
      return listBackups(
        backupPlaceSchema.parse({ place }),
        given(passphrase, 'list'),
        localDay(new Date()),
      );
    },
    'recovery.rehearse': ({ place, passphrase, id }) => {
      refuseInOrder(trouble());
      const access = given(passphrase, 'rehearse');
      return rehearseRestore(backupPlaceSchema.parse({ place }), { target: root, id, access });
    },
    'recovery.restore': async ({ place, passphrase, id }) => {
      refuseInOrder(trouble());
      const access = given(passphrase, 'restore');
      const report = await restoreBackup(backupPlaceSchema.parse({ place }), {
        ...{ target: root, id, access },
      });
      retry();
      return report;
    },
  };
}

/** Nothing of this is done to a history that is open, and nothing put in the place of one that is only in use. */
function refuseInOrder(problem: Problem | null): void {
  if (problem !== null && LOST.has(problem.code)) return;
  throw (
    problem ??
    new Problem({
      kind: 'usage',
      code: 'recovery.in-order',
      message: meaningOf('recovery.in-order'),
      hint: 'Restore a backup in Backups.',
    })
  );
}
