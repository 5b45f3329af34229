import { constants, crc32, deflateRawSync } from 'node:zlib';

/**
 * Bytes of a part of a zip archive, deflated so that other such bytes may follow: what is deflated apart
 * needs only to be put together.
 */
export interface Stretch {
  /** Deflated, and as they were. */
  readonly bytes: number;
  readonly size: number;
  /** CRC-32 of the bytes as they were. */
  readonly crc: number;
}

/** So much is deflated at once: it stays in the processor's cache, and the matches lost at its ends are few. */
const PIECE = 2 ** 19;

/**
 * The fastest level: a sheet is markup that repeats, of which the others find hardly more and take three
 * times as long.
 */
const LEVEL = 1;

/** Takes bytes and deflates them piece by piece. */
export interface Deflater {
  /** Bytes to be filled, of which at least so many are there. */
  room(least: number): Uint8Array;
  write(bytes: Uint8Array): void;
  /** What was written since the last stretch. */
  stretch(): Stretch;
  taken(): Uint8Array;
}

/** Kept from call to call: making room anew for each partition costs as much as filling it. */
let scratch = new Uint8Array(PIECE);

/** A deflater that has nothing yet. */
export function deflater(): Deflater {
  const pieces: Uint8Array[] = [];
  let total = 0;
  let stretch = { bytes: 0, size: 0, crc: 0 };
  return {
    room(least) {
      if (scratch.length < least) scratch = new Uint8Array(least);
      return scratch;
    },
    write(bytes) {
      if (bytes.length === 0) return;
      const piece = deflated(bytes);
      pieces.push(piece);
      total += piece.length;
      stretch = {
        bytes: stretch.bytes + piece.length,
        size: stretch.size + bytes.length,
        crc: crc32(bytes, stretch.crc),
      };
    },
    stretch() {
      const done = stretch;
      stretch = { bytes: 0, size: 0, crc: 0 };
      return done;
    },
    taken() {
      // Of its own memory, to be handed to another thread.
      const all = new Uint8Array(total);
      let at = 0;
      for (const piece of pieces.splice(0)) {
        all.set(piece, at);
        at += piece.length;
      }
      return all;
    },
  };
}

/** Bytes deflated (RFC 1951) as blocks none of which is the last, up to the end of a byte. */
export function deflated(bytes: Uint8Array): Uint8Array {
  return deflateRawSync(bytes, {
    level: LEVEL,
    chunkSize: PIECE / 4,
    finishFlush: constants.Z_SYNC_FLUSH,
  });
}

/** The last block of deflated bytes, which is empty. */
export const LAST_BLOCK = Uint8Array.of(3, 0);
