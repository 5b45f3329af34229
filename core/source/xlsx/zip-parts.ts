import { basename } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import type { ReadOptions, SourceLimits } from '../reading/raw-rows.ts';
import { createReadWatch } from '../reading/read-watch.ts';
import { readRange, type SourceFile } from '../reading/source-file.ts';
import { damaged, sourceProblem } from '../reading/source-problem.ts';
import { openZip } from './zip-end.ts';

const STORED = 0;
const DEFLATED = 8;
const CHUNK_BYTES = 256 * 1024;
/** Below this the ratio says nothing: a short part of empty cells packs well and does no harm. */
const RATIO_FROM_BYTES = 64 * 2 ** 20;
const MAX_ENTRIES = 65_535;
/** Parts that are read in one piece: workbook, relationships, styles. */
const MAX_SMALL_PART_BYTES = 128 * 2 ** 20;

/** The parts of a zip package. Names are matched without regard to case, as the format demands. */
export interface ZipParts {
  has(name: string): boolean;
  /** Unpacked bytes as the directory declares them. */
  sizeOf(name: string): number;
  /**
   * Unpacks a part chunk by chunk. Throws `source.damaged` where the part is missing, cut off or
   * fails its checksum, `source.encrypted`, and `source.too-large` as soon as a limit is passed.
   */
  read(name: string, onChunk: (chunk: Buffer) => void, options?: ReadOptions): Promise<void>;
  /** A small part in one piece; throws as {@link ZipParts.read}. */
  readWhole(name: string): Promise<Buffer>;
}

/** Reads the directory of a zip package. Throws as {@link ZipParts.read}. */
export async function openZipParts(file: SourceFile, limits: SourceLimits): Promise<ZipParts> {
  const name = basename(file.path);
  const { zip, entries } = await readDirectory(file).catch((thrown: unknown) => {
    const reason = thrown instanceof Error ? thrown.message : '';
    if (/encrypt/i.test(reason)) throw encrypted(name, thrown);
    throw thrown;
  });
  const unpacked = new Map<string, number>();

  const entryOf = (part: string): Entry => {
    const entry = entries.get(part.toLowerCase());
    if (!entry) throw damaged(`${name} is missing its part ${part}.`);
    if (entry.isEncrypted()) throw encrypted(name);
    return entry;
  };

  /** Throws where `bytes` unpacked bytes of a part pass a limit. */
  const checkLimits = (part: string, entry: Entry, bytes: number): void => {
    const before = unpacked.get(part) ?? 0;
    if (bytes > before) unpacked.set(part, bytes);
    let total = 0;
    for (const size of unpacked.values()) total += size;
    if (bytes > limits.maxPartBytes || total > limits.maxTotalBytes) {
      throw sourceProblem(
        'source.too-large',
        `${name} is larger when unpacked than this program can read.`,
      );
    }
    if (bytes > Math.max(RATIO_FROM_BYTES, limits.maxRatio * entry.compressedSize)) {
      throw sourceProblem(
        'source.too-large',
        `${name} unpacks to more than ${limits.maxRatio} times its size, which is typical of malicious files.`,
        'Do not trust this file; export it again from the source system.',
      );
    }
  };

  const read = async (
    part: string,
    onChunk: (chunk: Buffer) => void,
    options?: ReadOptions,
  ): Promise<void> => {
    const entry = entryOf(part);
    checkLimits(part, entry, entry.uncompressedSize);
    if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
      throw damaged(
        `${name} is compressed with a method that workbooks do not use.`,
        'Open it in Excel and save it again as .xlsx.',
      );
    }
    const watch = createReadWatch(options, entry.uncompressedSize, 'bytes');
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    const packed = readRange(file, fileDataStart, entry.compressedSize, CHUNK_BYTES);
    let bytes = 0;
    let checksum = 0;
    for await (const chunk of entry.compressionMethod === DEFLATED ? inflated(packed) : packed) {
      bytes += chunk.length;
      checkLimits(part, entry, bytes);
      if (bytes > entry.uncompressedSize) break;
      checksum = crc32(chunk, checksum);
      watch.tick(bytes);
      onChunk(chunk);
    }
    if (bytes !== entry.uncompressedSize || checksum !== entry.crc32) {
      throw damaged(`The part ${part} of ${name} fails its checksum.`);
    }
    watch.finish(bytes);
  };

  return {
    has: (part) => entries.has(part.toLowerCase()),
    sizeOf: (part) => entryOf(part).uncompressedSize,
    read,
    async readWhole(part) {
      if (entryOf(part).uncompressedSize > MAX_SMALL_PART_BYTES) {
        throw sourceProblem('source.too-large', `The part ${part} of ${name} is too large.`);
      }
      const chunks: Buffer[] = [];
      await read(part, (chunk) => chunks.push(chunk));
      return Buffer.concat(chunks);
    },
  };
}

function encrypted(name: string, cause?: unknown): Error {
  return sourceProblem('source.encrypted', `${name} is protected by a password.`, undefined, cause);
}

async function readDirectory(
  file: SourceFile,
): Promise<{ zip: ZipFile; entries: Map<string, Entry> }> {
  const name = basename(file.path);
  const zip = await openZip(file);
  if (zip.entryCount > MAX_ENTRIES) {
    throw sourceProblem(
      'source.too-large',
      `${name} has ${zip.entryCount} parts, too many to read.`,
    );
  }
  const entries = new Map<string, Entry>();
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (entry: Entry) => {
      const key = entry.fileName.toLowerCase();
      // Two parts of one name: which of them a program reads is chance, and a known trick.
      if (entries.has(key)) reject(damaged(`${name} contains its part ${entry.fileName} twice.`));
      entries.set(key, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
  return { zip, entries };
}

function inflated(packed: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const inflate = createInflateRaw({ chunkSize: CHUNK_BYTES });
  // Errors reach the reader of `inflate`, which pipeline destroys with them.
  return pipeline(Readable.from(packed), inflate, () => undefined);
}
