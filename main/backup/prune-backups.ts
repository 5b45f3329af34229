import { keptBackups } from '../../core/backup/retention.ts';
import type {
  BackupFacts,
  BackupList,
  BackupPlace,
  Pruned,
} from '../../core/contract/backup/backup.ts';
import { asProblem } from '../../core/contract/problem.ts';
import type { History } from '../history/history.ts';
import { backupLock } from './backup-lock.ts';
import { backupIds, manifestName, readFileList, readManifest } from './manifest.ts';
import { openPlace } from './place.ts';
import type { OpenPlace, PlaceAccess } from './place.ts';

type Opened = Pick<OpenPlace, 'store' | 'vault'>;
interface Pruning {
  readonly history: Pick<History, 'appendAudit'>;
  /** `YYYY-MM-DD` */
  readonly today: string;
}

/** What lies in a place, the newest first, and why it is kept. Throws as `openPlace` does. */
export async function listBackups(
  place: BackupPlace,
  access: PlaceAccess,
  today: string,
): Promise<BackupList> {
  const { store, vault } = await openPlace(place, access);
  try {
    const { readable, unreadable } = await manifests({ store, vault });
    const kept = keptBackups(readable, today);
    return {
      place: store.place,
      sealed: vault.isSealed,
      backups: readable
        .toSorted((a, b) => b.at - a.at)
        .map((facts) => ({ facts, keptAs: kept.get(facts.id) ?? null })),
      unreadable: unreadable.map(({ message }) => message),
    };
  } finally {
    store.close();
  }
}

/** Removes what no rule keeps any longer. Throws `backup.busy`, and as `openPlace` does. */
export async function pruneBackups(
  place: BackupPlace,
  { root, access, ...pruning }: Pruning & { readonly root: string; readonly access: PlaceAccess },
): Promise<Pruned> {
  const lock = await backupLock(root, 'prune backups');
  try {
    const { store, vault } = await openPlace(place, access);
    try {
      return await pruneOpen({ store, vault }, pruning);
    } finally {
      store.close();
    }
  } finally {
    lock.release();
  }
}

/**
 * Removes the backups that no rule keeps, then what no backup that is left names. Where one that is left cannot be
 * read, nothing of the latter is removed: nobody knows what it names.
 */
export async function pruneOpen({ store, vault }: Opened, pruning: Pruning): Promise<Pruned> {
  const { readable, unreadable } = await manifests({ store, vault });
  const kept = keptBackups(readable, pruning.today);
  const gone = readable.filter(({ id }) => !kept.has(id));
  if (gone.length === 0) return { backups: [], objects: 0, bytes: 0 };
  const named = new Set<string>();
  if (unreadable.length === 0)
    for (const facts of readable.filter(({ id }) => kept.has(id))) {
      named.add(vault.objectName(facts.list.sha256));
      for (const { sha256 } of await readFileList(vault, facts))
        named.add(vault.objectName(sha256));
    }
  for (const { id } of gone) await store.remove(manifestName(id));
  let objects = 0;
  let bytes = 0;
  if (unreadable.length === 0)
    for (const [name, size] of await store.list('objects')) {
      if (named.has(name)) continue;
      await store.remove(name);
      objects++;
      bytes += size;
    }
  const pruned = { backups: gone.map(({ id }) => id), objects, bytes };
  pruning.history.appendAudit({
    action: 'backup.pruned',
    detail: { place: store.place, ...pruned },
  });
  return pruned;
}

async function manifests({ store, vault }: Opened): Promise<{
  readonly readable: readonly BackupFacts[];
  readonly unreadable: readonly { readonly id: string; readonly message: string }[];
}> {
  const readable: BackupFacts[] = [];
  const unreadable: { id: string; message: string }[] = [];
  for (const id of await backupIds(store))
    try {
      readable.push(await readManifest(vault, id));
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.kind !== 'verification-failed') throw problem;
      unreadable.push({ id, message: problem.message });
    }
  return { readable, unreadable };
}
