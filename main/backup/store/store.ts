import { writeFile } from 'node:fs/promises';
import type { BackupPlace } from '../../../core/contract/backup/backup.ts';
import type { RemoteAccess } from '../../../core/contract/api/places.ts';
import { hashOf } from '../../../core/disk/publish.ts';

/** A file that is to be stored. */
export interface StoredFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A text as a file that can be stored. */
export async function textFile(path: string, text: string): Promise<StoredFile> {
  await writeFile(path, text, { mode: 0o600 });
  return { path, ...(await hashOf(path)) };
}

/** Where backups lie: things by names with `/`, each written whole or not at all. It throws Problems. */
export interface Store {
  /** For a person. */
  readonly place: string;
  /** The names below a folder, with their sizes in bytes. */
  list(folder: string): Promise<Map<string, number>>;
  /** Stores a file whose bytes have this SHA-256; what is there is replaced. Throws `backup.file-changed`. */
  put(name: string, file: StoredFile): Promise<void>;
  /** The bytes of what is there. Throws `backup.missing`. */
  read(name: string): AsyncIterable<Uint8Array>;
  /** Removes what is there; nothing where it is not. */
  remove(name: string): Promise<void>;
  /** What a killed program has left half written goes. Only for who alone makes backups there. */
  clearHalfWritten(): Promise<void>;
  close(): void;
}

/** What it takes to reach a place. */
export interface StoreAccess {
  /** Of S3. */
  readonly remote: RemoteAccess;
  readonly signal?: AbortSignal | undefined;
}

/** A kind of place for backups. */
export interface StoreKind {
  fits(place: string): boolean;
  open(place: BackupPlace, access: StoreAccess): Store | Promise<Store>;
}
