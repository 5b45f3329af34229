import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { renamePatiently } from '../../../core/disk/rename.ts';
import type { RemoteAccess } from '../../../core/contract/api/places.ts';
import type { AppSettings } from '../../../core/contract/api/settings.ts';
import type { CacheStatus } from '../../../core/contract/api/sources.ts';
import { fileName } from '../../data-folder/file-name.ts';

/**
 * Fetched objects, kept by their content: `fetched/<sha256>/<name>` in the data folder. Beside them
 * `fetched/known/<id>.json` says which object they were, so that an unchanged one is not fetched again.
 * A folder's time is that of its last use; the longest unused go first when the limit is reached. Nothing
 * is taken from here unread: bytes that a power cut has spoilt no longer have the SHA-256 they lie under.
 */
const FOLDER = 'fetched';
const KNOWN = 'known';
const SHA256 = /^[0-9a-f]{64}$/;

const knownSchema = z.object({
  place: z.string(),
  etag: z.string(),
  sha256: z.string().regex(SHA256),
  name: z.string(),
  bytes: z.int(),
  modifiedAt: z.number().nullable(),
  versionId: z.string().nullable(),
  checkedBy: z.string().nullable(),
});
/** What is known of an object that was fetched. */
export type KnownObject = z.infer<typeof knownSchema>;

/** How much may be kept, in bytes, by the settings. */
export function cacheBytes({ cacheMiB }: Pick<AppSettings, 'cacheMiB'>): number {
  return cacheMiB * 2 ** 20;
}

export function fetchedFolder(root: string): string {
  return join(root, FOLDER);
}

/** Where the bytes of a SHA-256 lie under a name. */
export function fetchedPath(root: string, sha256: string, name: string): string {
  return join(fetchedFolder(root), sha256, fileName(name));
}

/** A name for an object that is the same each time and tells nothing. `place` without secrets. */
export function objectId(place: string, { s3 }: Pick<RemoteAccess, 's3'>): string {
  const { endpoint = '', versionId = '' } = s3;
  return createHash('sha256')
    .update(JSON.stringify([place, endpoint, versionId]))
    .digest('hex')
    .slice(0, 32);
}

/** What is known of an object; null where it was not fetched, or its bytes are no longer kept. */
export async function knownObject(root: string, id: string): Promise<KnownObject | null> {
  try {
    const text = await readFile(knownPath(root, id), 'utf8');
    const known = knownSchema.parse(JSON.parse(text));
    const facts = await stat(fetchedPath(root, known.sha256, known.name));
    return facts.size === known.bytes ? known : null;
  } catch {
    return null;
  }
}

/** Moves a file to its place in the cache and, with an ETag, remembers what it is. Its path. */
export async function keepObject(
  root: string,
  id: string,
  file: string,
  known: Omit<KnownObject, 'etag'> & { readonly etag: string | null },
): Promise<string> {
  const path = fetchedPath(root, known.sha256, known.name);
  await mkdir(join(fetchedFolder(root), known.sha256), { recursive: true });
  await renamePatiently(file, path);
  await touch(root, known.sha256);
  if (known.etag !== null) {
    await mkdir(join(fetchedFolder(root), KNOWN), { recursive: true });
    const draft = `${knownPath(root, id)}.${process.pid}.tmp`;
    await writeFile(draft, JSON.stringify(known), { mode: 0o600 });
    await renamePatiently(draft, knownPath(root, id));
  }
  return path;
}

export async function forgetObject(root: string, id: string): Promise<void> {
  await rm(knownPath(root, id), { force: true });
}

/** Marks bytes as used now. */
export async function touch(root: string, sha256: string): Promise<void> {
  const now = new Date();
  await utimes(join(fetchedFolder(root), sha256), now, now);
}

/** Deletes the longest unused objects until the limit holds, but never the one that is in use. */
export async function trimCache(root: string, limitBytes: number, inUse: string): Promise<void> {
  const kept = (await keptObjects(root)).sort((a, b) => a.usedAt - b.usedAt);
  let bytes = kept.reduce((sum, one) => sum + one.bytes, 0);
  for (const one of kept) {
    if (bytes <= limitBytes) return;
    if (one.sha256 === inUse) continue;
    // What another process has open on Windows stays until the next time.
    await rm(join(fetchedFolder(root), one.sha256), { recursive: true }).then(
      () => (bytes -= one.bytes),
      () => undefined,
    );
  }
}

export async function cacheStatus(root: string, limitBytes: number): Promise<CacheStatus> {
  const kept = await keptObjects(root);
  return {
    files: kept.reduce((sum, { files }) => sum + files, 0),
    bytes: kept.reduce((sum, { bytes }) => sum + bytes, 0),
    limitBytes,
  };
}

/** Deletes all that is kept. What is being fetched is not touched. */
export async function clearCache(root: string, limitBytes: number): Promise<CacheStatus> {
  for (const { sha256 } of await keptObjects(root))
    await rm(join(fetchedFolder(root), sha256), { recursive: true, force: true });
  await rm(join(fetchedFolder(root), KNOWN), { recursive: true, force: true });
  return cacheStatus(root, limitBytes);
}

interface Kept {
  readonly sha256: string;
  readonly files: number;
  readonly bytes: number;
  /** Epoch ms. */
  readonly usedAt: number;
}

async function keptObjects(root: string): Promise<Kept[]> {
  const names = await readdir(fetchedFolder(root)).catch((): string[] => []);
  const all = names.filter((name) => SHA256.test(name)).map((name) => keptObject(root, name));
  return (await Promise.all(all)).filter((one) => one !== null);
}

/** Null where it has gone meanwhile. */
async function keptObject(root: string, sha256: string): Promise<Kept | null> {
  const folder = join(fetchedFolder(root), sha256);
  try {
    const names = await readdir(folder);
    const sizes = await Promise.all(names.map((name) => stat(join(folder, name))));
    return {
      sha256,
      files: names.length,
      bytes: sizes.reduce((sum, { size }) => sum + size, 0),
      usedAt: (await stat(folder)).mtimeMs,
    };
  } catch {
    return null;
  }
}

function knownPath(root: string, id: string): string {
  return join(fetchedFolder(root), KNOWN, `${id}.json`);
}
