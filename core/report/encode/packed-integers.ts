/** Encodings of whole numbers in Parquet (Encodings.md of apache/parquet-format). */

const BLOCK = 128;
const MINIBLOCK = 32;
/** Differences beyond this cannot be told apart as doubles once the least of them is taken away. */
const WIDEST = 48;
const LARGEST = 2 ** WIDEST;
/** Values and differences up to here are exact as doubles, and so are the differences of these. */
const FARTHEST = 2 ** 51;

/** The most bytes that {@link writeDeltas} may need. */
export function mostDeltaBytes(count: number): number {
  return 32 + (Math.ceil(count / BLOCK) + 1) * (16 + (BLOCK * WIDEST) / 8);
}

/** The differences of a block, and the same less the least of them. */
const differences = new Float64Array(BLOCK);
const lows = new Int32Array(BLOCK);

/**
 * DELTA_BINARY_PACKED: values, whole numbers all, by their differences, in as many bits as each 32 of
 * these need. Returns the place after them, or −1 where differences are too large, with nothing of use
 * written.
 */
export function writeDeltas(
  into: Uint8Array,
  from: number,
  values: Float64Array,
  count: number,
): number {
  let at = writeVarint(into, from, BLOCK);
  at = writeVarint(into, at, BLOCK / MINIBLOCK);
  at = writeVarint(into, at, count);
  let last = count === 0 ? 0 : values[0]!;
  if (!(Math.abs(last) < FARTHEST)) return -1;
  at = writeZigzag(into, at, last);
  for (let begin = 1; begin < count; begin += BLOCK) {
    const length = Math.min(BLOCK, count - begin);
    let least = Infinity;
    let most = -Infinity;
    for (let i = 0; i < length; i++) {
      const value = values[begin + i]!;
      const difference = value - last;
      last = value;
      differences[i] = difference;
      if (difference < least) least = difference;
      if (difference > most) most = difference;
    }
    if (!(most - least < LARGEST && Math.abs(least) < FARTHEST)) return -1;
    at = writeZigzag(into, at, least);
    at =
      most - least < 4_294_967_296
        ? packNarrow(into, at, length, least)
        : packWide(into, at, length, least);
  }
  return at;
}

/** The four widths of a block and its differences, all of less than 32 bits. */
function packNarrow(into: Uint8Array, from: number, length: number, least: number): number {
  for (let i = 0; i < length; i++) lows[i] = differences[i]! - least;
  lows.fill(0, length);
  let at = from + BLOCK / MINIBLOCK;
  for (let mini = 0; mini < BLOCK; mini += MINIBLOCK) {
    const end = mini + MINIBLOCK;
    let all = 0;
    for (let i = mini; i < end; i++) all |= lows[i]!;
    const width = 32 - Math.clz32(all);
    // Those beyond the last value take no room.
    into[from + mini / MINIBLOCK] = width;
    if (width === 0) continue;
    // 32 values of so many bits are as many words of 32 bits.
    let word = 0;
    let held = 0;
    for (let i = mini; i < end; i++) {
      const low = lows[i]!;
      word |= low << held;
      held += width;
      if (held < 32) continue;
      into[at] = word;
      into[at + 1] = word >> 8;
      into[at + 2] = word >> 16;
      into[at + 3] = word >> 24;
      at += 4;
      held -= 32;
      word = held === 0 ? 0 : low >>> (width - held);
    }
  }
  return at;
}

/** The same for differences of more than 32 bits, in two steps each: shifts go to 32 bits only. */
function packWide(into: Uint8Array, from: number, length: number, least: number): number {
  let at = from + BLOCK / MINIBLOCK;
  for (let mini = 0; mini < BLOCK; mini += MINIBLOCK) {
    const end = Math.min(length, mini + MINIBLOCK);
    let widest = 0;
    for (let i = mini; i < end; i++) widest = Math.max(widest, differences[i]! - least);
    const width = bitsOf(widest);
    into[from + mini / MINIBLOCK] = width;
    if (width === 0) continue;
    const lowWidth = Math.min(width, 24);
    const lowMask = 2 ** lowWidth - 1;
    let bits = 0;
    let held = 0;
    for (let i = mini; i < mini + MINIBLOCK; i++) {
      const over = i < end ? differences[i]! - least : 0;
      for (const [part, wide] of [
        [over & lowMask, lowWidth],
        [Math.floor(over / 16_777_216), width - lowWidth],
      ] as const) {
        bits |= part << held;
        held += wide;
        while (held >= 8) {
          into[at++] = bits;
          bits >>>= 8;
          held -= 8;
        }
      }
    }
  }
  return at;
}

/** RLE hybrid, bit-packed throughout: codes of `width` bits (up to 24) in groups of eight. */
export function writeCodes(
  into: Uint8Array,
  at: number,
  codes: Int32Array | Uint8Array,
  count: number,
  width: number,
): number {
  const groups = Math.ceil(count / 8);
  at = writeVarint(into, at, groups * 2 + 1);
  let bits = 0;
  let held = 0;
  for (let i = 0; i < groups * 8; i++) {
    if (i < count) bits |= codes[i]! << held;
    held += width;
    while (held >= 8) {
      into[at++] = bits;
      bits >>>= 8;
      held -= 8;
    }
  }
  return at;
}

/** RLE hybrid: one code of one byte, `count` times. */
export function writeRun(into: Uint8Array, at: number, code: number, count: number): number {
  at = writeVarint(into, at, count * 2);
  into[at] = code;
  return at + 1;
}

/** Bits that a whole number below 2^53 takes. */
export function bitsOf(value: number): number {
  return value < 4_294_967_296
    ? 32 - Math.clz32(value)
    : 64 - Math.clz32(Math.floor(value / 4_294_967_296));
}

function writeZigzag(into: Uint8Array, at: number, value: number): number {
  return writeVarint(into, at, value >= 0 ? value * 2 : -value * 2 - 1);
}

function writeVarint(into: Uint8Array, at: number, value: number): number {
  let left = value;
  while (left >= 128) {
    into[at++] = (left % 128) | 128;
    left = Math.floor(left / 128);
  }
  into[at] = left;
  return at + 1;
}
