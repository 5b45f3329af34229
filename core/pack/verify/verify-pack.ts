import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { MANIFEST, manifestSchema } from '../files/manifest.ts';
import type { Manifest } from '../files/manifest.ts';
import { storedWhole } from '../files/stored-text.ts';
import { readArchive } from './archive.ts';
import type { Archive } from './archive.ts';
import { PACK_LIMITS } from './pack-bytes.ts';
import type { PackFault } from '../../contract/close/pack.ts';
import type { PackBytes } from './pack-bytes.ts';

/** Whether a pack is what was written. */
export interface PackVerdict {
  /** Of all of it: whoever was told this digest when it was written can see that it is the same pack. */
  readonly sha256: string;
  readonly bytes: number;
  /** Null where it cannot be read. */
  readonly manifest: Manifest | null;
  /** Empty where every byte is what was written. */
  readonly faults: readonly PackFault[];
}

type Entry = Archive['entries'][number];
const CHUNK = 2 ** 18;

/**
 * Holds a pack to its manifest, byte by byte (RULES.md section 14): every file that is changed, missing or not of it is
 * named, and whatever is wrong with the archive around them. Nothing is unpacked to anywhere. Throws what the
 * disk refuses.
 */
export async function verifyPack(file: PackBytes): Promise<PackVerdict> {
  const whole = createHash('sha256');
  for await (const chunk of chunks(file, 0, file.bytes)) whole.update(chunk);
  const { entries, faults } = await readArchive(file);
  const found = [...faults];
  const manifest = await readManifest(file, entries.at(-1), found);
  if (manifest !== null) {
    const listed = new Map(manifest.files.map((one) => [one.path, one]));
    for (const entry of entries) {
      if (entry.name === MANIFEST) continue;
      const expected = listed.get(entry.name);
      if (expected === undefined)
        found.push(fault('added', entry.name, `${entry.name} is not in the manifest.`));
      else {
        listed.delete(entry.name);
        const wrong = await changeOf(file, entry, expected);
        if (wrong !== null) found.push(fault('changed', entry.name, wrong));
      }
    }
    for (const path of listed.keys()) found.push(fault('missing', path, `${path} is missing.`));
  }
  return { sha256: whole.digest('hex'), bytes: file.bytes, manifest, faults: found };
}

/** The manifest, which is the last file and stored as it is. */
async function readManifest(
  file: PackBytes,
  entry: Entry | undefined,
  found: PackFault[],
): Promise<Manifest | null> {
  if (entry?.name !== MANIFEST) {
    found.push(fault('missing', MANIFEST, `${MANIFEST} is missing or not the last file.`));
    return null;
  }
  const unreadable = (): null => {
    found.push(fault('changed', MANIFEST, `${MANIFEST} is not what was written.`));
    return null;
  };
  if (Math.max(entry.size, entry.bytes) > PACK_LIMITS.manifestBytes) return unreadable();
  const packed = Buffer.from(await file.read(entry.dataAt, entry.bytes));
  const plain = await inflated(entry, [packed]).catch(() => null);
  if (plain === null || plain.crc !== entry.crc || !packed.equals(storedWhole(plain.bytes)))
    return unreadable();
  try {
    return manifestSchema.parse(JSON.parse(plain.bytes.toString('utf8')));
  } catch {
    return unreadable();
  }
}

/** How a file differs from what the manifest says, in a sentence; null where it does not. */
async function changeOf(
  file: PackBytes,
  entry: Entry,
  expected: Manifest['files'][number],
): Promise<string | null> {
  const { name, size, bytes } = entry;
  if (size > PACK_LIMITS.unpackedBytes || isBomb(size, bytes))
    return `${name} would unpack to ${size} bytes, far more than a pack has.`;
  const packed = createHash('sha256');
  for await (const chunk of chunks(file, entry.dataAt, bytes)) packed.update(chunk);
  const isPackedSame = packed.digest('hex') === expected.packed_sha256;
  if (
    isPackedSame &&
    size === expected.bytes &&
    (await plainDigest(file, entry)) === expected.sha256
  )
    return null;
  return `${name} is not what was written.`;
}

function isBomb(size: number, packed: number): boolean {
  return size > Math.max(PACK_LIMITS.ratioFromBytes, PACK_LIMITS.ratio * packed);
}

/** SHA-256 of a file as it was before it was packed; null where it cannot be unpacked to its size. */
async function plainDigest(file: PackBytes, entry: Entry): Promise<string | null> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    const packed = Readable.from(chunks(file, entry.dataAt, entry.bytes));
    for await (const chunk of unpacked(packed)) {
      size += chunk.length;
      if (size > entry.size) return null;
      hash.update(chunk);
    }
  } catch {
    return null;
  }
  return size === entry.size ? hash.digest('hex') : null;
}

async function inflated(
  entry: Entry,
  packed: readonly Uint8Array[],
): Promise<{ readonly bytes: Buffer; readonly crc: number }> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const chunk of unpacked(Readable.from(packed))) {
    size += chunk.length;
    if (size > entry.size) throw new Error('It unpacks to more than it says.');
    pieces.push(chunk);
  }
  const bytes = Buffer.concat(pieces);
  return { bytes, crc: crc32(bytes) };
}

function unpacked(packed: Readable): AsyncIterable<Buffer> {
  // Errors reach the reader, which pipeline destroys with them.
  return pipeline(packed, createInflateRaw({ chunkSize: CHUNK }), () => undefined);
}

async function* chunks(file: PackBytes, at: number, length: number): AsyncIterable<Uint8Array> {
  for (let done = 0; done < length; done += CHUNK)
    yield await file.read(at + done, Math.min(CHUNK, length - done));
}

function fault(what: PackFault['what'], path: string, message: string): PackFault {
  return { what, path, message };
}
