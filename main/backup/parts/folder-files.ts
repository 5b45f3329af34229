import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Part, PartFile } from './part.ts';

/** As files are called while they are written. */
const HALF_WRITTEN = /^\..*\.tmp(\..+)?$|^\.(arriving|partial|half)-/;

/** All files below a folder of the data folder, in the order of their paths; none where there is no such folder. */
export async function filesBelow(root: string, folder: string): Promise<readonly PartFile[]> {
  const found = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    },
  );
  return found
    .filter((one) => one.isFile() && !HALF_WRITTEN.test(one.name))
    .map((one) => join(one.parentPath, one.name))
    .sort()
    .map((from) => ({ from, path: relative(root, from).split(sep).join('/') }));
}

/** A folder of the data folder as a part, with all that is in it. */
export function folderPart(name: string, words: string): Part {
  return { names: [name], words, files: ({ root }) => filesBelow(root, name) };
}
