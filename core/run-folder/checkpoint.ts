import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { forgetFile } from '../disk/forget-file.ts';
import { renamePatiently } from '../disk/rename.ts';
import { Problem } from '../contract/problem.ts';

/**
 * What a step leaves in the run's folder for a later start: typed arrays and dictionaries as raw
 * bytes behind a JSON header. Written under a temporary name, synced, then renamed, so that the file
 * is whole or absent.
 */
export interface Checkpoint {
  /** Anything that JSON holds. */
  readonly meta: unknown;
  readonly arrays: Readonly<Record<string, Float64Array | Int32Array | Uint8Array>>;
  /** Dictionaries, e.g. the pools of ids. */
  readonly texts: Readonly<Record<string, readonly string[]>>;
}

/** A checkpoint as it was read. */
export interface ReadCheckpoint extends Checkpoint {
  /** The form of what it holds: {@link FORM}, or one of before that can be read still. */
  readonly form: number;
}

/** The form of what checkpoints hold. How they hold it is the same in all of them. */
export const FORM = 3;
/** Runs of before have this one; those of yet earlier ones are not read any more. */
const EARLIEST_FORM = 2;
const MAGIC = Buffer.from(`THRIVE${String(FORM).padStart(2, '0')}`);

type ArrayKind = 'Float64Array' | 'Int32Array' | 'Uint8Array';

interface Section {
  readonly name: string;
  readonly kind: ArrayKind | 'texts';
  readonly bytes: number;
  readonly length: number;
}

/** Writes a checkpoint; returns the SHA-256 of the file. */
export async function writeCheckpoint(path: string, checkpoint: Checkpoint): Promise<string> {
  const sections: Section[] = [];
  const bodies: Uint8Array[] = [];
  for (const [name, array] of Object.entries(checkpoint.arrays)) {
    const kind = array.constructor.name as ArrayKind;
    sections.push({ name, kind, bytes: array.byteLength, length: array.length });
    bodies.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  }
  for (const [name, texts] of Object.entries(checkpoint.texts)) {
    const body = textBytes(texts);
    sections.push({ name, kind: 'texts', bytes: body.byteLength, length: texts.length });
    bodies.push(body);
  }
  const header = Buffer.from(JSON.stringify({ meta: checkpoint.meta, sections }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  const temporary = `${path}.tmp`;
  const hash = createHash('sha256');
  const file = await open(temporary, 'w');
  try {
    for (const part of [MAGIC, length, header, ...bodies]) {
      for (let at = 0; at < part.byteLength; at += CHUNK) {
        const chunk = part.subarray(at, Math.min(part.byteLength, at + CHUNK));
        // Written by another thread while this one hashes; neither copies what it takes.
        const written = writeWhole(file, chunk);
        hash.update(chunk);
        await written;
      }
    }
    await file.sync();
  } catch (error) {
    await file.close();
    await forgetFile(temporary);
    throw error;
  }
  await file.close();
  await renamePatiently(temporary, path);
  return hash.digest('hex');
}

const CHUNK = 8 * 2 ** 20;

/** Writes all of the bytes where the file stands: a write may take only some of them. */
async function writeWhole(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.byteLength;)
    at += (await file.write(bytes, at, bytes.byteLength - at)).bytesWritten;
}

/**
 * Reads a checkpoint back, arrays on shared memory. Throws Problem `run.checkpoint-damaged` where it is
 * not what was written, or not there any more; `run.other-form` where it has a form that this version does not
 * read.
 */
export async function readCheckpoint(path: string, sha256: string): Promise<ReadCheckpoint> {
  const hash = createHash('sha256');
  const file = await opened(path);
  try {
    const read = async (target: Uint8Array): Promise<void> => {
      const next = (at: number): ReturnType<typeof file.read> =>
        file.read(target, at, Math.min(CHUNK, target.byteLength - at), null);
      if (target.byteLength === 0) return;
      let reading = next(0);
      for (let at = 0; at < target.byteLength;) {
        const { bytesRead } = await reading;
        if (bytesRead === 0) throw tampered(path);
        const chunk = target.subarray(at, at + bytesRead);
        at += bytesRead;
        // Read by another thread while this one hashes.
        if (at < target.byteLength) reading = next(at);
        hash.update(chunk);
      }
    };
    const start = Buffer.alloc(16);
    await read(start);
    const form = formOf(start, path);
    const headerLength = Number(start.readBigUInt64LE(8));
    const { size } = await file.stat();
    if (headerLength > size) throw tampered(path);
    const headerBytes = Buffer.alloc(headerLength);
    await read(headerBytes);
    const header = JSON.parse(headerBytes.toString('utf8')) as {
      meta: unknown;
      sections: Section[];
    };
    const arrays: Record<string, Float64Array | Int32Array | Uint8Array> = {};
    const texts: Record<string, readonly string[]> = {};
    for (const { name, kind, bytes, length } of header.sections) {
      if (kind === 'texts') {
        const body = Buffer.from(new ArrayBuffer(bytes));
        await read(body);
        texts[name] = textsOf(body, length);
      } else {
        const body = new SharedArrayBuffer(bytes);
        await read(new Uint8Array(body));
        arrays[name] = view(kind, body);
      }
    }
    if (hash.digest('hex') !== sha256) throw tampered(path);
    return { form, meta: header.meta, arrays, texts };
  } catch (error) {
    // A length that is none of an array shows in the same way.
    throw error instanceof SyntaxError || error instanceof RangeError ? tampered(path) : error;
  } finally {
    await file.close();
  }
}

/**
 * What a checkpoint says of itself, and the dictionaries and columns that are named, without reading the rest and
 * so without proof that it is what was written: for showing, never for computing. Throws what
 * {@link readCheckpoint} throws.
 */
export async function readCheckpointPart(
  path: string,
  names: readonly string[],
): Promise<ReadCheckpoint> {
  const file = await opened(path);
  try {
    const read = async (bytes: number, at: number): Promise<Buffer> => {
      const buffer = Buffer.alloc(bytes);
      const { bytesRead } = await file.read(buffer, 0, bytes, at);
      if (bytesRead < bytes) throw tampered(path);
      return buffer;
    };
    const start = await read(16, 0);
    const form = formOf(start, path);
    const { size } = await file.stat();
    const headerLength = Number(start.readBigUInt64LE(8));
    if (headerLength > size) throw tampered(path);
    const header = JSON.parse((await read(headerLength, 16)).toString('utf8')) as {
      meta: unknown;
      sections: Section[];
    };
    const arrays: Record<string, Float64Array | Int32Array | Uint8Array> = {};
    const texts: Record<string, readonly string[]> = {};
    let at = 16 + headerLength;
    for (const { name, kind, bytes, length } of header.sections) {
      if (names.includes(name)) {
        const body = await read(bytes, at);
        if (kind === 'texts') texts[name] = textsOf(body, length);
        else {
          const shared = new SharedArrayBuffer(bytes);
          new Uint8Array(shared).set(body);
          arrays[name] = view(kind, shared);
        }
      }
      at += bytes;
    }
    return { form, meta: header.meta, arrays, texts };
  } catch (error) {
    throw error instanceof SyntaxError || error instanceof RangeError ? tampered(path) : error;
  } finally {
    await file.close();
  }
}

function opened(path: string): ReturnType<typeof open> {
  return open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? tampered(path) : error;
  });
}

function view(kind: ArrayKind, buffer: SharedArrayBuffer): Float64Array | Int32Array | Uint8Array {
  if (kind === 'Float64Array') return new Float64Array(buffer);
  return kind === 'Int32Array' ? new Int32Array(buffer) : new Uint8Array(buffer);
}

/** The Problem for a file of a run's folder that is not what was written. */
export function tampered(path: string): Problem {
  return new Problem({
    kind: 'internal',
    code: 'run.checkpoint-damaged',
    message: `A file of the run was changed, damaged or deleted: ${path}`,
    hint: 'Run the source again with force (--force); it is then read again from the start.',
  });
}

/** The form that a checkpoint says it is of, by how it begins. */
function formOf(start: Buffer, path: string): number {
  const [, digits] = /^THRIVE(\d\d)$/.exec(start.toString('latin1', 0, MAGIC.length)) ?? [];
  if (digits === undefined) throw tampered(path);
  const form = Number(digits);
  if (form < EARLIEST_FORM || form > FORM) throw ofOtherVersion(path);
  return form;
}

/** The Problem for a file of a run's folder that another version wrote, in a form that this one does not read. */
export function ofOtherVersion(path: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'run.other-form',
    message: `The run was made by another version of the program, whose files this version cannot read: ${path}`,
    hint: 'Reconcile its file again. What the run has published stays as it is, in its folder.',
  });
}

/** Texts as UTF-8 between their byte lengths: each is a 32-bit length and its bytes. */
function textBytes(texts: readonly string[]): Buffer {
  let total = 0;
  for (const text of texts) total += 4 + Buffer.byteLength(text);
  const bytes = Buffer.alloc(total);
  let at = 0;
  for (const text of texts) {
    const length = bytes.write(text, at + 4);
    bytes.writeUInt32LE(length, at);
    at += 4 + length;
  }
  return bytes;
}

function textsOf(bytes: Buffer, length: number): string[] {
  const texts: string[] = [];
  let at = 0;
  for (let i = 0; i < length; i++) {
    const size = bytes.readUInt32LE(at);
    texts.push(bytes.toString('utf8', at + 4, at + 4 + size));
    at += 4 + size;
  }
  return texts;
}
