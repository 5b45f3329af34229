import { crc32 } from 'node:zlib';
import { LAST_BLOCK } from '../../report/encode/deflated.ts';
import type { ZipEntry } from '../../report/zip/zip-writer.ts';

/** A block that is not deflated is no longer. */
const MOST = 0xffff;

/**
 * Bytes as deflated blocks (RFC 1951) that only store them: no bit is left open, so that the same bytes can be
 * written in one way only.
 */
function storedBlocks(bytes: Uint8Array): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += MOST) {
    const block = bytes.subarray(at, at + MOST);
    const head = Buffer.alloc(5);
    head.writeUInt16LE(block.length, 1);
    head.writeUInt16LE(MOST - block.length, 3);
    blocks.push(head, block);
  }
  return Buffer.concat(blocks);
}

/** A short file of an archive, stored in this way. */
export function storedEntry(name: string, bytes: Uint8Array): ZipEntry {
  const blocks = storedBlocks(bytes);
  const stretch = { bytes: blocks.length, size: bytes.length, crc: crc32(bytes) };
  return { name, deflated: [{ stretch, read: () => [blocks] }] };
}

/** What such a file is in the archive, to its last byte. */
export function storedWhole(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([storedBlocks(bytes), LAST_BLOCK]);
}
