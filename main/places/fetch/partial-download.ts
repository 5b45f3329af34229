import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renamePatiently } from '../../../core/disk/rename.ts';
import { z } from 'zod';
import { isAlive } from '../../data-folder/lock.ts';

/** Which bytes a partial download is of: only a part of the very same object can be gone on with. */
export interface PartialShape {
  /** Null: what is there cannot be told from what was there, so nothing is gone on with. */
  readonly etag: string | null;
  readonly bytes: number | null;
  readonly partBytes: number;
}

/** What has arrived of an object. It belongs to one process until that leaves it, or is gone. */
export interface PartialDownload {
  /** Path of the bytes, those of missing parts undefined. */
  readonly file: string;
  readonly done: ReadonlySet<number>;
  /** Writes down that a part is on the disk, whole. */
  finish(part: number): Promise<void>;
  /** Leaves it to whoever wants the object next. The file must be closed. */
  leave(): Promise<void>;
  /** Deletes it. The file must be closed. */
  discard(): Promise<void>;
}

const PREFIX = '.partial-';
const FILE = 'bytes';
const JOURNAL = 'journal.json';

const journalSchema = z.object({
  etag: z.string(),
  bytes: z.int(),
  partBytes: z.int(),
  done: z.array(z.int()),
});

/**
 * Takes over what an earlier attempt has left of the object `id`, or begins anew. Folders are claimed by
 * renaming them, which only one process can succeed in.
 */
export async function claimPartial(
  folder: string,
  id: string,
  shape: PartialShape,
): Promise<PartialDownload> {
  await mkdir(folder, { recursive: true });
  const free = join(folder, PREFIX + id);
  const own = `${free}.${process.pid}-${randomUUID()}`;
  const done = await takeOver(folder, id, own, shape);
  if (done === null) await mkdir(own);
  const arrived = new Set(done ?? []);
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    if (shape.etag === null || shape.bytes === null) return;
    const { etag, bytes, partBytes } = shape;
    const draft = join(own, `${JOURNAL}.tmp`);
    const text = JSON.stringify({ etag, bytes, partBytes, done: [...arrived] });
    await writeFile(draft, text);
    await renamePatiently(draft, join(own, JOURNAL));
  }

  return {
    file: join(own, FILE),
    done: arrived,
    finish(part) {
      arrived.add(part);
      writing = writing.then(write);
      return writing;
    },
    async leave() {
      await writing.catch(() => undefined);
      if (arrived.size === 0) return rm(own, { recursive: true, force: true });
      // Another process may have left as much meanwhile.
      await rename(own, free).catch(() => rm(own, { recursive: true, force: true }));
    },
    async discard() {
      await writing.catch(() => undefined);
      await rm(own, { recursive: true, force: true });
    },
  };
}

/** The parts that are there; null where there is nothing to go on with. */
async function takeOver(
  folder: string,
  id: string,
  own: string,
  shape: PartialShape,
): Promise<readonly number[] | null> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(PREFIX + id) || !isFree(name)) continue;
    try {
      await rename(join(folder, name), own);
    } catch {
      // Another process was quicker.
      continue;
    }
    const done = shape.etag === null ? null : await journalOf(own, shape);
    if (done !== null) return done;
    await rm(own, { recursive: true, force: true });
  }
  return null;
}

function isFree(name: string): boolean {
  const owner = /\.(\d+)-[0-9a-f-]+$/.exec(name)?.[1];
  return owner === undefined || (Number(owner) !== process.pid && !isAlive(Number(owner)));
}

async function journalOf(own: string, shape: PartialShape): Promise<readonly number[] | null> {
  try {
    const { done, ...its } = journalSchema.parse(
      JSON.parse(await readFile(join(own, JOURNAL), 'utf8')),
    );
    const same =
      its.etag === shape.etag && its.bytes === shape.bytes && its.partBytes === shape.partBytes;
    return same ? done : null;
  } catch {
    return null;
  }
}
