import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { forgetFile } from '../../../core/disk/forget-file.ts';
import { hashOf } from '../../../core/disk/publish.ts';
import { opened, SealBroken, sealed } from '../seal/seal.ts';
import type { SealKey } from '../seal/passphrase.ts';
import { damaged, fileChanged } from './backup-problems.ts';
import type { Store, StoredFile } from './store.ts';

/** Bytes that are stored by what they are, so that the same are stored once. */
export interface Vault {
  readonly place: string;
  readonly isSealed: boolean;
  /** The name that content has in the store. */
  objectName(sha256: string): string;
  /** How many bytes content of this size takes there. */
  storedBytes(bytes: number): number;
  /** Stores a file under a name. Throws `backup.file-changed` and what the store throws. */
  put(name: string, file: StoredFile): Promise<void>;
  /** The bytes of a name, unsealed. Throws `backup.missing`, `backup.damaged`. */
  read(name: string): AsyncIterable<Uint8Array>;
}

/** What the store holds is as it was. */
export function plainVault(store: Store): Vault {
  return {
    place: store.place,
    isSealed: false,
    objectName: (sha256) => `objects/${sha256.slice(0, 2)}/${sha256}`,
    storedBytes: (bytes) => bytes,
    put: (name, file) => store.put(name, file),
    read: (name) => store.read(name),
  };
}

/**
 * What the store holds is sealed, names and all.
 *
 * @param scratch a folder for files on their way.
 */
export function sealedVault(store: Store, { key, nameOf }: SealKey, scratch: string): Vault {
  async function put(name: string, file: StoredFile): Promise<void> {
    const path = join(scratch, 'sealed');
    try {
      const sum = createHash('sha256');
      await pipeline(
        sealed(key, name, summed(createReadStream(file.path, { highWaterMark: 2 ** 20 }), sum)),
        createWriteStream(path, { mode: 0o600 }),
      );
      if (sum.digest('hex') !== file.sha256) throw fileChanged(file.path);
      await store.put(name, { path, ...(await hashOf(path)) });
    } finally {
      await forgetFile(path);
    }
  }

  async function* read(name: string): AsyncGenerator<Uint8Array> {
    try {
      yield* opened(key, name, store.read(name));
    } catch (error) {
      throw error instanceof SealBroken ? damaged(store.place, name, error.message) : error;
    }
  }

  return {
    place: store.place,
    isSealed: true,
    objectName(sha256) {
      const name = nameOf(sha256);
      return `objects/${name.slice(0, 2)}/${name}`;
    },
    storedBytes: (bytes) => 24 + bytes + 16 * Math.max(1, Math.ceil(bytes / 2 ** 20)),
    put,
    read,
  };
}

async function* summed(
  chunks: AsyncIterable<Buffer>,
  sum: ReturnType<typeof createHash>,
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    sum.update(chunk);
    yield chunk;
  }
}

/** Reads content to its end and takes each piece. Throws `backup.damaged` where it is not what its name says. */
export async function readContent(
  vault: Vault,
  { bytes, sha256 }: Pick<StoredFile, 'bytes' | 'sha256'>,
  take: (chunk: Uint8Array) => void | Promise<void> = () => undefined,
): Promise<void> {
  const name = vault.objectName(sha256);
  const sum = createHash('sha256');
  let got = 0;
  for await (const chunk of vault.read(name)) {
    sum.update(chunk);
    got += chunk.length;
    await take(chunk);
  }
  if (got !== bytes) throw damaged(vault.place, name, `it has ${got} of ${bytes} bytes`);
  if (sum.digest('hex') !== sha256) throw damaged(vault.place, name, 'its bytes were changed');
}

/** All bytes of a small thing. */
export async function wholeOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}
