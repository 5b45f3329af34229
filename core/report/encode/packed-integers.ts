/** Encodings of whole numbers in Parquet (Encodings.md of apache/parquet-format). */

const BLOCK = 128;
const MINIBLOCK = 32;
/** Differences beyond this cannot be told apart as doubles once the least of them is taken away. */
const WIDEST = 48;
const LARGEST = 2 ** WIDEST;

/** The most bytes that {@link writeDeltas} may need. */
export function mostDeltaBytes(count: number): number {
  return 32 + (Math.ceil(count / BLOCK) + 1) * (16 + (BLOCK * WIDEST) / 8);
}

/**
 * DELTA_BINARY_PACKED: values by their differences, in as many bits as each 32 of these need. Returns
 * the place after them, or −1 where differences are too large, with nothing of use written.
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
  const first = count === 0 ? 0 : values[0]!;
  if (!(Math.abs(first) < 2 ** 51)) return -1;
  at = writeZigzag(into, at, first);
  for (let block = 1; block < count; block += BLOCK) {
    const end = Math.min(count, block + BLOCK);
    let least = Infinity;
    let most = -Infinity;
    for (let i = block; i < end; i++) {
      const delta = values[i]! - values[i - 1]!;
      if (delta < least) least = delta;
      if (delta > most) most = delta;
    }
    if (!(most - least < LARGEST && Math.abs(least) < 2 ** 51)) return -1;
    at = writeZigzag(into, at, least);
    const widths = at;
    at += BLOCK / MINIBLOCK;
    for (let mini = 0; mini < BLOCK / MINIBLOCK; mini++) {
      const begin = block + mini * MINIBLOCK;
      let widest = 0;
      for (let i = begin; i < Math.min(end, begin + MINIBLOCK); i++) {
        const over = values[i]! - values[i - 1]! - least;
        if (over > widest) widest = over;
      }
      const width = bitsOf(widest);
      into[widths + mini] = width;
      if (width > 0) at = packDeltas(into, at, values, begin, end, least, width);
    }
  }
  return at;
}

/** 32 differences, those beyond the end as 0, in `width` bits each, lowest bits first. */
function packDeltas(
  into: Uint8Array,
  at: number,
  values: Float64Array,
  begin: number,
  end: number,
  least: number,
  width: number,
): number {
  const lowWidth = Math.min(width, 24);
  const highWidth = width - lowWidth;
  const lowMask = 2 ** lowWidth - 1;
  let bits = 0;
  let held = 0;
  for (let i = begin; i < begin + MINIBLOCK; i++) {
    const over = i < end ? values[i]! - values[i - 1]! - least : 0;
    bits |= (over & lowMask) << held;
    held += lowWidth;
    while (held >= 8) {
      into[at++] = bits;
      bits >>>= 8;
      held -= 8;
    }
    if (highWidth === 0) continue;
    bits |= Math.floor(over / 16_777_216) << held;
    held += highWidth;
    while (held >= 8) {
      into[at++] = bits;
      bits >>>= 8;
      held -= 8;
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
