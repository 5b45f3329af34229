import { existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { GoneFile } from '../../../core/contract/keeping/keeping-log.ts';
import { runIdSchema } from '../../../core/contract/run.ts';
import { hashOf, syncFolder } from '../../../core/disk/publish.ts';
import { renamePatiently } from '../../../core/disk/rename.ts';
import { runFolder } from '../../data-folder/data-folder.ts';

/** Where a thing lies by its name: a run's id, or a path within the data folder. */
export function thingPath(root: string, name: string): string {
  return isRunId(name) ? runFolder(root, name) : join(root, name);
}

/** Whether a thing is a run, by its name. */
export function isRunId(name: string): boolean {
  return runIdSchema.safeParse(name).success;
}

/** The files of a thing, by their paths in it, with their checksums; a file by itself has its own name. */
export async function filesIn(path: string): Promise<GoneFile[]> {
  const paths = await filesBelow(path);
  const found: GoneFile[] = [];
  for (const file of paths) {
    const { bytes, sha256 } = await hashOf(file);
    const name = file === path ? basename(path) : relative(path, file).split(sep).join('/');
    found.push({ path: name, bytes, sha256 });
  }
  return found;
}

/** How large a thing is, in bytes. */
export async function bytesIn(path: string): Promise<number> {
  let bytes = 0;
  for (const file of await filesBelow(path)) bytes += (await stat(file)).size;
  return bytes;
}

async function filesBelow(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * Deletes a file or a folder. A folder is renamed first, so that nothing ever finds half of it under its own name;
 * whatever a kill left of either is deleted by another call.
 */
export async function removeThing(path: string): Promise<void> {
  const aside = join(dirname(path), `.deleted-${basename(path)}`);
  if (existsSync(path)) {
    await rm(aside, { recursive: true, force: true });
    await renamePatiently(path, aside);
    await syncFolder(dirname(path));
  }
  await rm(aside, { recursive: true, force: true });
}
