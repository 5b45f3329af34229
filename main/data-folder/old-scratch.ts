import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from './lock.ts';

/**
 * Deletes the scratch folders of processes that are gone: a killed program cannot clear up behind
 * itself. Their names end in the id of their process; what cannot be deleted stays.
 */
export async function clearOldScratch(root: string): Promise<void> {
  const scratch = join(root, 'scratch');
  for (const name of await readdir(scratch).catch(() => [])) {
    const pid = /-([1-9]\d{0,9})$/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await rm(join(scratch, name), { recursive: true, force: true }).catch(() => undefined);
  }
}
