import type { BackupFile } from '../../core/contract/backup/backup.ts';
import type { Tell } from '../../core/contract/steps.ts';
import { asProblem } from '../../core/contract/problem.ts';
import { hashOf } from '../../core/disk/publish.ts';
import { fileChanged } from './store/backup-problems.ts';
import type { Store, StoredFile } from './store/store.ts';
import { readContent } from './store/vault.ts';
import type { Vault } from './store/vault.ts';
import type { Backed } from './parts/part.ts';
import { PARTS } from './parts/parts.ts';

/** Each object is read back once in as many days, whatever else is done. */
const ROTA_DAYS = 30;

interface Storing {
  readonly store: Store;
  readonly vault: Vault;
  /** When the backup is made: it says whose turn it is to be read back. */
  readonly day: Date;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: Tell | undefined;
}

/** What lies in the place then. */
export interface StoredFiles {
  /** In the order of their paths. */
  readonly files: readonly BackupFile[];
  /** Bytes of what was not there before. */
  readonly newBytes: number;
  /** Whether content is there already. */
  isThere(content: Pick<StoredFile, 'bytes' | 'sha256'>): boolean;
}

/**
 * Stores the files of all parts by what they hold, each content once, and reads back what was stored; of what was there
 * before, size and presence are looked at, and a thirtieth is read each day. What is damaged there is stored anew.
 */
export async function storeFiles(backed: Backed, storing: Storing): Promise<StoredFiles> {
  const { store, vault, signal, onProgress } = storing;
  const parts = await Promise.all(PARTS.map((part) => part.files(backed)));
  const wanted = parts.flat();
  const there = await store.list('objects');
  const isThere = ({ bytes, sha256 }: Pick<StoredFile, 'bytes' | 'sha256'>): boolean =>
    there.get(vault.objectName(sha256)) === vault.storedBytes(bytes);
  const files: BackupFile[] = [];
  const seen = new Set<string>();
  let newBytes = 0;
  for (const [done, { from, path }] of wanted.entries()) {
    signal?.throwIfAborted();
    onProgress?.({ done, of: wanted.length, unit: null, words: `Backing up ${path}` });
    const facts = await hashOf(from).catch((error: unknown) => {
      throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? fileChanged(path) : error;
    });
    const file = { path: from, ...facts };
    files.push({ path, ...facts });
    if (seen.has(facts.sha256)) continue;
    seen.add(facts.sha256);
    const isNew = !isThere(file);
    if (!isNew && !(isDue(facts.sha256, storing.day) && (await isDamaged(vault, file)))) continue;
    await vault.put(vault.objectName(facts.sha256), file);
    await readContent(vault, file);
    there.set(vault.objectName(facts.sha256), vault.storedBytes(facts.bytes));
    newBytes += facts.bytes;
  }
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), newBytes, isThere };
}

function isDue(sha256: string, day: Date): boolean {
  const days = Math.floor(day.getTime() / 86_400_000);
  return Number.parseInt(sha256.slice(0, 8), 16) % ROTA_DAYS === days % ROTA_DAYS;
}

async function isDamaged(vault: Vault, file: StoredFile): Promise<boolean> {
  try {
    await readContent(vault, file);
    return false;
  } catch (thrown) {
    if (asProblem(thrown).kind === 'verification-failed') return true;
    throw thrown;
  }
}
