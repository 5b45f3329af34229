import { readlink, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Problem } from '../../core/contract/problem.ts';
import type { AppContext } from './app-context.ts';
import type { Host } from './host.ts';
import { isRemote } from '../places/remote/place-kind.ts';

/**
 * The real path behind a path that was named, symbolic links followed; what does not exist yet is
 * judged by the nearest folder that does. Within the data folder `root` and, where the host restricts
 * paths, the folders that the user allowed; anywhere else it throws Problem `path.not-allowed`, and
 * `path.unusable` for what the system takes for no path.
 */
export async function allowedPath(
  host: Pick<Host, 'allowedFolders'>,
  path: string,
  root: string,
): Promise<string> {
  const real = await realPathOf(resolve(path));
  if (host.allowedFolders === null) return real;
  for (const folder of [root, ...host.allowedFolders])
    if (isWithin(await realPathOf(resolve(folder)), real)) return real;
  throw new Problem({
    kind: 'usage',
    code: 'path.not-allowed',
    message: `The path ${path} is outside the folders that this program may use.`,
    hint: 'Upload the file, or restart the program with access to its folder: npm start -- --allow FOLDER',
  });
}

/**
 * The real path of a source that is to be read. What was handed to the program may lie anywhere, and
 * is only read; all else is as {@link allowedPath} says.
 */
export async function sourcePath(
  { root, host, handedOver }: Pick<AppContext, 'root' | 'host' | 'handedOver'>,
  path: string,
): Promise<string> {
  const real = await realPathOf(resolve(path));
  // A folder that stands for the newest file in it says so by its end.
  const end = /[\\/]$/.test(path) ? sep : '';
  for (const handed of handedOver)
    if (!isRemote(handed) && (await realPathOf(resolve(handed))) === real) return real + end;
  return (await allowedPath(host, path, root)) + end;
}

/** Whether a path is the folder or lies in it; both are real paths. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const parent = dirname(path);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === path)
      throw unusable(error, path);
    // A link to what does not exist yet: writing through it would end up where it points to.
    const target = await readlink(path).catch(() => null);
    if (target !== null) return realPathOf(resolve(await realPathOf(parent), target));
    return join(await realPathOf(parent), basename(path));
  }
}

/** What the system says of a path that it cannot follow, by the names of its errors. */
const REASONS: Readonly<Record<string, string>> = {
  ENOTDIR: 'part of it is a file, not a folder',
  ENAMETOOLONG: 'it is too long',
  ELOOP: 'its links form a loop',
  EACCES: 'access to one of its folders is denied',
  EPERM: 'access to one of its folders is denied',
  ERR_INVALID_ARG_VALUE: 'it contains a character that is not allowed in a path',
};

function unusable(error: unknown, path: string): unknown {
  const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ''];
  if (reason === undefined) return error;
  return new Problem(
    {
      kind: 'usage',
      code: 'path.unusable',
      message: `The path ${path.slice(0, 300)} cannot be used: ${reason}.`,
      hint: 'Correct the path, or choose another.',
    },
    error,
  );
}
