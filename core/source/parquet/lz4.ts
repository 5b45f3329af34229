/** Bytes that are not what they are said to be; the caller knows of which column. */
const notLz4 = (): Error => new Error('the compressed bytes are not LZ4');

/**
 * What a page of the codec LZ4 holds, `length` bytes. Hadoop frames its blocks: how many bytes follow
 * unpacked, then one or more blocks with their length each, largest byte first. Older writers than
 * that framing put a bare block. Throws where it is neither, or another length.
 */
export function hadoopLz4(packed: Buffer, length: number): Buffer {
  const output = Buffer.alloc(length);
  return framed(packed, output) ? output : lz4(packed, length);
}

/** What a bare block of LZ4 holds. Throws where it is none, or of another length. */
export function lz4(packed: Uint8Array, length: number): Buffer {
  const output = Buffer.alloc(length);
  if (block(packed, output, 0) !== length) throw notLz4();
  return output;
}

/** Fills the output from Hadoop's frames; false where they are none. */
function framed(packed: Buffer, output: Buffer): boolean {
  let from = 0;
  let to = 0;
  while (packed.length - from >= 4) {
    const end = to + packed.readUInt32BE(from);
    from += 4;
    if (end > output.length) return false;
    while (to < end) {
      if (packed.length - from < 4) return false;
      const size = packed.readUInt32BE(from);
      from += 4;
      if (size > packed.length - from) return false;
      const reached = block(packed.subarray(from, from + size), output, to);
      if (reached <= to || reached > end) return false;
      from += size;
      to = reached;
    }
  }
  return from === packed.length && to === output.length;
}

/** So many bytes are copied faster one by one than by a call. */
const SHORT = 48;

/**
 * Unpacks a block (lz4_Block_format.md of lz4/lz4) to `output` from `start` on. Returns where it ends; -1 where
 * it is malformed or does not fit.
 */
function block(packed: Uint8Array, output: Uint8Array, start: number): number {
  const at = { from: 0 };
  let to = start;
  while (at.from < packed.length) {
    const token = packed[at.from++]!;
    const literals = count(packed, at, token >> 4);
    if (literals > packed.length - at.from || literals > output.length - to) return -1;
    if (literals > SHORT) output.set(packed.subarray(at.from, at.from + literals), to);
    else for (let i = 0; i < literals; i++) output[to + i] = packed[at.from + i]!;
    at.from += literals;
    to += literals;
    // The last sequence has no match.
    if (at.from === packed.length) return to;
    if (packed.length - at.from < 2) return -1;
    const back = packed[at.from]! | (packed[at.from + 1]! << 8);
    at.from += 2;
    const length = count(packed, at, token & 15) + 4;
    if (back === 0 || back > to - start || length > output.length - to) return -1;
    if (length > SHORT && back >= length) output.copyWithin(to, to - back, to - back + length);
    else for (let i = to; i < to + length; i++) output[i] = output[i - back]!;
    to += length;
  }
  return -1;
}

/** A length of which 15 is only the beginning; infinite where its bytes are cut off. */
function count(packed: Uint8Array, at: { from: number }, first: number): number {
  if (first < 15) return first;
  for (let sum = first; at.from < packed.length;) {
    const more = packed[at.from++]!;
    sum += more;
    if (more < 255) return sum;
  }
  return Infinity;
}
