import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Stretch } from '../encode/deflated.ts';
import { LAST_BLOCK } from '../encode/deflated.ts';
import { crcCombined } from './crc-combine.ts';

/** Bytes that were deflated apart, and where they are got when it is their turn. */
export interface Deflated {
  readonly stretch: Stretch;
  readonly read: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** A file of an archive: what it is made of, in its order. */
export interface ZipEntry {
  readonly name: string;
  readonly deflated: readonly Deflated[];
}

/** 1 January 2026, 00:00:00 as zip archives write it: equal contents make equal bytes. */
const DATE = ((2026 - 1980) << 9) | (1 << 5) | 1;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
/** Stands for a number that a field of 64 bits tells elsewhere. */
const ELSEWHERE = 0xffff_ffff;
/** … and for a number of entries. */
const MANY = 0xffff;
const PLAIN_VERSION = 20;
const VERSION_64 = 45;
const DEFLATE = 8;
/** The name is UTF-8. */
const FLAGS = 0x0800;

/** What the directory says of an entry. */
interface Written {
  readonly name: Buffer;
  readonly crc: number;
  readonly bytes: number;
  readonly size: number;
  readonly at: number;
}

/**
 * Writes an archive (APPNOTE.TXT 6.3) of what is deflated already, with fixed dates; sizes beyond 4 GiB by
 * zip64. `beforeEach` is called before each piece is written, with the bytes that are; what it throws ends the
 * writing. Throws whatever the disk refuses.
 */
export async function writeZip(
  path: string,
  entries: readonly ZipEntry[],
  beforeEach: (bytes: number) => void = () => undefined,
): Promise<void> {
  const file = await open(path, 'w');
  try {
    const written: Written[] = [];
    let at = 0;
    for (const entry of entries) {
      const { header, ...facts } = headerOf(entry, at);
      at += await put(file, header);
      for (const { read } of entry.deflated)
        for await (const piece of read()) {
          beforeEach(at);
          at += await put(file, piece);
        }
      at += await put(file, LAST_BLOCK);
      written.push(facts);
    }
    await put(file, directoryOf(written, at));
  } finally {
    await file.close();
  }
}

/** The bytes that entries take in an archive, but for their names. */
export function bytesOf(entries: readonly ZipEntry[]): number {
  return entries
    .flatMap(({ deflated }) => deflated)
    .reduce((sum, { stretch }) => sum + stretch.bytes, 0);
}

async function put(file: FileHandle, bytes: Uint8Array): Promise<number> {
  for (let at = 0; at < bytes.length;)
    at += (await file.write(bytes, at, bytes.length - at)).bytesWritten;
  return bytes.length;
}

function headerOf(entry: ZipEntry, at: number): Written & { readonly header: Buffer } {
  const name = Buffer.from(entry.name);
  let [crc, size, bytes] = [0, 0, LAST_BLOCK.length];
  for (const { stretch } of entry.deflated) {
    crc = crcCombined(crc, stretch.crc, stretch.size);
    size += stretch.size;
    bytes += stretch.bytes;
  }
  const isLarge = size >= ELSEWHERE || bytes >= ELSEWHERE;
  const extra = isLarge ? extra64([size, bytes]) : Buffer.alloc(0);
  const head = fields([
    [4, LOCAL],
    [2, isLarge ? VERSION_64 : PLAIN_VERSION],
    [2, FLAGS],
    [2, DEFLATE],
    [2, 0],
    [2, DATE],
    [4, crc],
    [4, isLarge ? ELSEWHERE : bytes],
    [4, isLarge ? ELSEWHERE : size],
    [2, name.length],
    [2, extra.length],
  ]);
  return { header: Buffer.concat([head, name, extra]), name, crc, bytes, size, at };
}

function directoryOf(written: readonly Written[], at: number): Buffer {
  const directory = Buffer.concat(written.flatMap(directoryEntry));
  const many = written.length;
  const isLarge = at >= ELSEWHERE || directory.length >= ELSEWHERE || many >= MANY;
  const end = fields([
    [4, END],
    [4, 0],
    [2, isLarge ? MANY : many],
    [2, isLarge ? MANY : many],
    [4, isLarge ? ELSEWHERE : directory.length],
    [4, isLarge ? ELSEWHERE : at],
    [2, 0],
  ]);
  if (!isLarge) return Buffer.concat([directory, end]);
  const end64 = fields([
    [4, END_64],
    [8, 44],
    [2, VERSION_64],
    [2, VERSION_64],
    [8, 0],
    [8, many],
    [8, many],
    [8, directory.length],
    [8, at],
  ]);
  const locator = fields([
    [4, LOCATOR_64],
    [4, 0],
    [8, at + directory.length],
    [4, 1],
  ]);
  return Buffer.concat([directory, end64, locator, end]);
}

function directoryEntry({ name, crc, bytes, size, at }: Written): Buffer[] {
  const large = [size, bytes, at].filter((number) => number >= ELSEWHERE);
  const extra = large.length > 0 ? extra64(large) : Buffer.alloc(0);
  const version = large.length > 0 ? VERSION_64 : PLAIN_VERSION;
  const head = fields([
    [4, CENTRAL],
    [2, version],
    [2, version],
    [2, FLAGS],
    [2, DEFLATE],
    [2, 0],
    [2, DATE],
    [4, crc],
    [4, Math.min(bytes, ELSEWHERE)],
    [4, Math.min(size, ELSEWHERE)],
    [2, name.length],
    [2, extra.length],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, Math.min(at, ELSEWHERE)],
  ]);
  return [head, name, extra];
}

/** The extra field for numbers of 64 bits, in the order of the fields that they stand for. */
function extra64(numbers: readonly number[]): Buffer {
  return fields([
    [2, 1],
    [2, numbers.length * 8],
    ...numbers.map((number) => [8, number] as const),
  ]);
}

/** Numbers of so many bytes each, the lowest byte first. */
function fields(numbers: readonly (readonly [bytes: 2 | 4 | 8, number: number])[]): Buffer {
  const buffer = Buffer.alloc(numbers.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, number] of numbers) {
    if (bytes === 8) buffer.writeBigUInt64LE(BigInt(number), at);
    else buffer.writeUIntLE(number, at, bytes);
    at += bytes;
  }
  return buffer;
}
