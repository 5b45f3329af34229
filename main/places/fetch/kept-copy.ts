import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchedFolder } from './fetch-cache.ts';

/** Where the fetched bytes of a SHA-256 are kept; null where they are not, or no longer. */
export async function keptCopy(root: string, sha256: string | null): Promise<string | null> {
  if (sha256 === null) return null;
  const folder = join(fetchedFolder(root), sha256);
  const [name] = await readdir(folder).catch((): string[] => []);
  return name === undefined ? null : join(folder, name);
}
