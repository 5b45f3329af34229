import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type {
  BackupFacts,
  BackupFile,
  BackupPlace,
  RestoreReport,
} from '../../core/contract/backup/backup.ts';
import { Problem } from '../../core/contract/problem.ts';
import type { Tell } from '../../core/contract/steps.ts';
import { dataFolder, historyFile, scratchFolder } from '../data-folder/data-folder.ts';
import { acquireLock } from '../data-folder/lock.ts';
import { swapIn } from '../data-folder/swap.ts';
import { refusalOf } from '../data-folder/unwritable.ts';
import { keptHeads } from '../history/audit/heads-file.ts';
import { judgeCopy } from '../history/copies/copy-history.ts';
import { openHistory } from '../history/history.ts';
import { HEADS_FILE } from '../history/tables/audit-heads.ts';
import { backupLock } from './backup-lock.ts';
import { backupIds, readFileList, readManifest } from './manifest.ts';
import { PARTS } from './parts/parts.ts';
import { openPlace } from './place.ts';
import type { OpenPlace, PlaceAccess } from './place.ts';
import { presentChanges } from './present-changes.ts';
import { provePublished } from './prove-published.ts';
import { newFaults, unknownBackup, writeContent } from './verify-backup.ts';

export interface Restoring {
  /** The data folder that is restored to: an empty one, or one whose content is put aside. */
  readonly target: string;
  /** Null: the newest. */
  readonly id: string | null;
  readonly access: Omit<PlaceAccess, 'scratch'>;
  readonly onProgress?: Tell | undefined;
}

/** What restoring a backup would change. Nothing is changed. Throws as {@link restoreBackup} does. */
export async function rehearseRestore(
  place: BackupPlace,
  { target, id, access, onProgress }: Restoring,
): Promise<RestoreReport> {
  const root = dataFolder(target);
  const scratch = scratchFolder(root, 'restore');
  const opened = await openPlace(place, { ...access, scratch });
  try {
    const { facts, changes } = await compared(opened, root, scratch, { id, access, onProgress });
    return { facts, target: root, changes, keptAside: null };
  } finally {
    opened.store.close();
    await rm(scratch, { recursive: true, force: true }).catch(() => undefined);
  }
}

/**
 * Brings a backup back (RULES.md section 18). It is written beside what is there, each file by its SHA-256, then
 * verified (the integrity and the audit log of the history, the published files of its runs), and only then put in
 * the place of what is there, which is kept aside. Nothing has changed where it fails or is killed before that.
 *
 * @throws Problems `backup.…`, `data-folder.busy` while a run is under way, `history.newer`.
 */
export async function restoreBackup(
  place: BackupPlace,
  { target, id, access, onProgress }: Restoring,
): Promise<RestoreReport> {
  const root = dataFolder(target);
  const backup = await backupLock(root, 'restore a backup');
  try {
    const writer = await acquireLock(root, { waitMs: 0, command: 'restore a backup' });
    try {
      await clearStaged(root);
      return await restored(place, root, { id, access, onProgress });
    } finally {
      writer.release();
    }
  } finally {
    backup.release();
  }
}

async function restored(
  place: BackupPlace,
  root: string,
  { id, access, onProgress }: Omit<Restoring, 'target'>,
): Promise<RestoreReport> {
  const staged = `${STAGED}${randomBytes(3).toString('hex')}`;
  const scratch = scratchFolder(root, 'restore');
  const opened = await openPlace(place, { ...access, scratch });
  try {
    const { facts, files, changes } = await compared(opened, root, scratch, {
      ...{ id, access, onProgress },
    });
    const folder = join(root, staged);
    await written(opened, files, folder, access.signal, onProgress);
    onProgress?.({ done: 0, of: null, unit: null, words: 'Verifying what was restored' });
    await verified(facts, files, folder, scratch, access.signal);
    access.signal?.throwIfAborted();
    const keptAside = swapIn(
      root,
      staged,
      PARTS.flatMap(({ names }) => names),
    );
    noteRestored(root, facts, opened.store.place, keptAside);
    return { facts, target: root, changes, keptAside };
  } catch (error) {
    await rm(join(root, staged), { recursive: true, force: true }).catch(() => undefined);
    throw ofTarget(root, error);
  } finally {
    opened.store.close();
    await rm(scratch, { recursive: true, force: true }).catch(() => undefined);
  }
}

const STAGED = 'restoring-';

/** What a killed restore had written counts for nothing. */
async function clearStaged(root: string): Promise<void> {
  for (const name of await readdir(root))
    if (name.startsWith(STAGED)) await rm(join(root, name), { recursive: true, force: true });
}

/** The backup that is chosen, its files, and what would change if they came to a data folder. */
async function compared(
  { store, vault }: OpenPlace,
  root: string,
  scratch: string,
  { id, access: { signal }, onProgress }: Omit<Restoring, 'target'>,
): Promise<{
  readonly facts: BackupFacts;
  readonly files: readonly BackupFile[];
  readonly changes: readonly string[];
}> {
  const ids = await backupIds(store);
  const which = id ?? ids.at(-1);
  if (which === undefined || !ids.includes(which)) throw unknownBackup(store.place, which ?? 'any');
  const facts = await readManifest(vault, which);
  const files = await readFileList(vault, facts);
  const changes = await presentChanges({ root, scratch, vault, files, signal }, onProgress);
  return { facts, files, changes };
}

async function written(
  { vault }: OpenPlace,
  files: readonly BackupFile[],
  folder: string,
  signal: AbortSignal | undefined,
  onProgress: Tell | undefined,
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [done, file] of files.entries()) {
    signal?.throwIfAborted();
    onProgress?.({ done, of: files.length, unit: null, words: `Restoring ${file.path}` });
    const path = join(folder, ...file.path.split('/'));
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeContent(vault, file, path);
  }
}

/** Throws Problem `backup.not-sound` where what was written is not what was backed up, by its own records. */
async function verified(
  facts: BackupFacts,
  files: readonly BackupFile[],
  folder: string,
  scratch: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  // Judging may bring it to the present format, which is for the next opening to do.
  const copy = join(scratch, 'judged.sqlite');
  await copyFile(historyFile(folder), copy);
  const name = `of the backup ${facts.id}`;
  const verdict = await judgeCopy(copy, keptHeads(join(folder, HEADS_FILE)), name, signal);
  const faults = [
    ...newFaults(facts, files, verdict),
    ...(await provePublished(copy, folder, facts.changed, signal)),
  ];
  if (faults.length > 0) throw notSound(facts.id, faults);
}

function noteRestored(
  root: string,
  { id, at }: BackupFacts,
  place: string,
  keptAside: string | null,
): void {
  const history = openHistory(historyFile(root));
  try {
    history.appendAudit({
      action: 'backup.restored',
      detail: { id, madeAt: new Date(at).toISOString(), place, keptAside },
    });
  } finally {
    history.close();
  }
}

function ofTarget(root: string, error: unknown): unknown {
  const reason = error instanceof Problem ? undefined : refusalOf(error);
  if (reason === undefined) return error;
  return new Problem(
    {
      kind: 'internal',
      code: 'backup.target-failed',
      message: `The backup cannot be restored to ${root}: ${reason}.`,
      hint: 'Nothing was changed. Correct this and restore again.',
      details: { folder: root },
    },
    error,
  );
}

function notSound(id: string, faults: readonly string[]): Problem {
  return new Problem({
    kind: 'verification-failed',
    code: 'backup.not-sound',
    message: `The backup ${id} was not restored, because it is not sound: ${faults.slice(0, 3).join(' ')}${faults.length > 3 ? ` And ${faults.length - 3} more.` : ''}`,
    hint: 'Nothing was changed. Choose an earlier backup.',
    details: { id, faults: faults.length },
  });
}
