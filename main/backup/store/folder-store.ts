import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { asProblem, Problem } from '../../../core/contract/problem.ts';
import { forgetFile } from '../../../core/disk/forget-file.ts';
import { syncFolder } from '../../../core/disk/publish.ts';
import { renamePatiently } from '../../../core/disk/rename.ts';
import { refusalOf } from '../../data-folder/unwritable.ts';
import { fileChanged, missing, placeFailed } from './backup-problems.ts';
import type { Store, StoredFile, StoreKind } from './store.ts';

/** What is being written, in the folder of its name. */
const HALF = /^\.half-/;

/** Backups in a folder of this computer or of a drive. */
export const folderStore: StoreKind = {
  fits: (place) => !/^[a-z0-9+.-]{2,}:\/\//i.test(place),
  open({ place }, { signal }) {
    if (!isAbsolute(place)) throw notAbsolute(place);
    return folderOf(resolve(place), signal);
  },
};

function folderOf(root: string, signal: AbortSignal | undefined): Store {
  const at = (name: string): string => join(root, ...name.split('/'));
  const failing = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw ofPlace(root, error);
    }
  };

  async function list(folder: string): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    const names = await readdir(at(folder), { recursive: true, withFileTypes: true }).catch(
      (error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
        throw error;
      },
    );
    for (const one of names) {
      if (!one.isFile() || HALF.test(one.name)) continue;
      const path = join(one.parentPath, one.name);
      const name = path.slice(root.length + 1).replaceAll('\\', '/');
      found.set(name, (await stat(path)).size);
    }
    return found;
  }

  async function put(name: string, file: StoredFile): Promise<void> {
    const path = at(name);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const half = join(dirname(path), `.half-${process.pid}`);
    try {
      await copied(file, half, signal);
      await renamePatiently(half, path);
      await syncFolder(dirname(path));
    } catch (error) {
      await forgetFile(half);
      throw error;
    }
  }

  async function* read(name: string): AsyncGenerator<Uint8Array> {
    try {
      const chunks = createReadStream(at(name), { highWaterMark: 2 ** 20, signal });
      yield* chunks as AsyncIterable<Buffer>;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw missing(root, name, error);
      throw ofPlace(root, error);
    }
  }

  async function clearHalfWritten(): Promise<void> {
    if (!existsSync(root)) return;
    for (const name of await readdir(root, { recursive: true }))
      if (HALF.test(name.split(/[\\/]/).at(-1)!)) await forgetFile(join(root, name));
  }

  return {
    place: root,
    list: (folder) => failing(() => list(folder)),
    put: (name, file) => failing(() => put(name, file)),
    read,
    remove: (name) => failing(() => rm(at(name), { force: true })),
    clearHalfWritten: () => failing(clearHalfWritten),
    close: () => undefined,
  };
}

/** Copies a file, which has to have its bytes, and sees to it that they are on the disk. */
async function copied(
  file: StoredFile,
  target: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const sum = createHash('sha256');
  let bytes = 0;
  const out = await open(target, 'w', 0o600);
  try {
    const chunks = createReadStream(file.path, { highWaterMark: 2 ** 20, signal });
    for await (const chunk of chunks as AsyncIterable<Buffer>) {
      sum.update(chunk);
      bytes += chunk.length;
      await out.writeFile(chunk);
    }
    await out.sync();
  } finally {
    await out.close();
  }
  if (bytes !== file.bytes || sum.digest('hex') !== file.sha256) throw fileChanged(file.path);
}

function ofPlace(root: string, error: unknown): unknown {
  if (error instanceof Problem || (error as Error).name === 'AbortError') return error;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) return error;
  return placeFailed(root, refusalOf(error) ?? asProblem(error).message, error);
}

function notAbsolute(place: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'backup.place',
    message: `${place} is no full path of a folder and no address s3://bucket/prefix.`,
    hint: 'Enter a full path, best on another drive, or s3://bucket/prefix.',
    details: { place },
  });
}
