import type { BackupPlace } from '../../../core/contract/backup/backup.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { folderStore } from './folder-store.ts';
import type { Store, StoreAccess, StoreKind } from './store.ts';

/** The kinds of places, each loaded when it is wanted: the client of S3 takes its time. */
const KINDS: readonly (() => Promise<StoreKind>)[] = [
  async () => folderStore,
  async () => (await import('./s3-store.ts')).s3Store,
];

/** Opens the place of backups. Throws Problem `backup.place` for what is none. */
export async function openStore(place: BackupPlace, access: StoreAccess): Promise<Store> {
  for (const load of KINDS) {
    const kind = await load();
    if (kind.fits(place.place)) return kind.open(place, access);
  }
  throw new Problem({
    kind: 'usage',
    code: 'backup.place',
    message: `${place.place} is no place for backups.`,
    hint: 'Enter a full path, best on another drive, or s3://bucket/prefix.',
  });
}
