import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Stretch } from '../encode/deflated.ts';
import { LAST_BLOCK } from '../encode/deflated.ts';
import { crcCombined } from './crc-combine.ts';
import { directoryOf, localHeader } from './zip-records.ts';
import type { ZipFacts, ZipPlace } from './zip-records.ts';

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
    const written: ZipPlace[] = [];
    let at = 0;
    for (const entry of entries) {
      const facts = factsOf(entry);
      written.push({ ...facts, at });
      at += await put(file, localHeader(facts));
      for (const { read } of entry.deflated)
        for await (const piece of read()) {
          beforeEach(at);
          at += await put(file, piece);
        }
      at += await put(file, LAST_BLOCK);
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

function factsOf({ name, deflated }: ZipEntry): ZipFacts {
  let [crc, size, bytes] = [0, 0, LAST_BLOCK.length];
  for (const { stretch } of deflated) {
    crc = crcCombined(crc, stretch.crc, stretch.size);
    size += stretch.size;
    bytes += stretch.bytes;
  }
  return { name, crc, bytes, size };
}
