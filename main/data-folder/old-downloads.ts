import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const DAY_MS = 86_400_000;

/** What may be left behind in a folder of the data folder: offered, or never arrived whole. */
const PASSING: readonly (readonly [folder: string, name: RegExp])[] = [
  ['downloads', /^/],
  ['uploads', /^\.arriving-/],
  ['fetched', /^\.partial-|\.tmp$/],
];

/**
 * Deletes what was offered as a download, or had begun to arrive, more than a day ago: a killed program
 * cannot clear up behind itself. What cannot be deleted stays.
 */
export async function clearOldDownloads(root: string, now: number): Promise<void> {
  for (const [folder, passing] of PASSING)
    for (const name of await readdir(join(root, folder)).catch(() => [])) {
      const path = join(root, folder, name);
      try {
        if (passing.test(name) && now - (await stat(path)).mtimeMs > DAY_MS)
          await rm(path, { recursive: true, force: true });
      } catch {
        // In use, or gone meanwhile.
      }
    }
}
