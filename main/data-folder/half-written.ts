import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isAlive } from './lock.ts';

/** As files are called while they are written: `.findings.json.1234.tmp`, by the process that writes them. */
const HALF_WRITTEN = /^\.(.+)\.([1-9]\d{0,9})\.tmp(\..+)?$/;

/**
 * Deletes what a process that was killed had half written below a run's folder. Only for the holder of the
 * writer lock, who is the only one that writes there.
 */
export async function clearHalfWritten(folder: string): Promise<void> {
  for (const path of await readdir(folder, { recursive: true }))
    if (HALF_WRITTEN.test(basename(path))) await rm(join(folder, path), { force: true });
}

/**
 * Deletes what killed processes had half copied of these files into a folder of the analyst's, where other
 * runs may be copying at this moment. What cannot be deleted stays.
 */
export async function clearHalfCopied(folder: string, paths: readonly string[]): Promise<void> {
  const names = new Set(paths.map((path) => basename(path)));
  for (const found of await readdir(folder)) {
    const [, name, pid] = HALF_WRITTEN.exec(found) ?? [];
    if (name !== undefined && names.has(name) && !isAlive(Number(pid)))
      await rm(join(folder, found), { force: true }).catch(() => undefined);
  }
}
