import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

let found: string | undefined;

/**
 * The folder with the program's package.json and assets: the source tree, also for what is built into
 * its `dist/app`, or the archive of the packaged application.
 */
export function programFolder(): string {
  return (found ??= folderAbove(import.meta.dirname));
}

/** The samples that come with the program. */
export function sampleFolder(): string {
  return join(programFolder(), 'assets', 'sample');
}

/** The built interface. */
export function rendererFolder(): string {
  return join(programFolder(), 'dist', 'renderer');
}

function folderAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('The package.json of the program is missing.');
  return folderAbove(parent);
}
