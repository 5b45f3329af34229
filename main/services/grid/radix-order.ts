/** Digits of 11 bits: their counts stay in the nearest cache. */
const DIGIT_BITS = 11;
/** So many rows at a time, a few milliseconds each: whatever else the program has to do comes between. */
const SLICE = 1 << 20;
const WORD = 2 ** 32;

/**
 * The places 0 … rows − 1 in the ascending order of keys, of which the first counts most; equal ones
 * stay in their order. Keys are whole numbers that are exact as such, or Infinity, which comes last.
 * Linear in the rows: three times as fast as comparing, where there are millions.
 *
 * @param pause called between slices; what it throws ends the work.
 */
export async function radixOrder(
  rows: number,
  keys: readonly Float64Array[],
  pause: () => Promise<void>,
): Promise<Int32Array> {
  let order = new Int32Array(rows);
  for (let i = 0; i < rows; i++) order[i] = i;
  let other = new Int32Array(rows);
  for (const key of keys.toReversed()) {
    for (const { word, bits } of wordsOf(key.subarray(0, rows))) {
      await pause();
      const passes = Math.ceil(bits / DIGIT_BITS);
      const width = Math.ceil(bits / Math.max(1, passes));
      for (let pass = 0; pass < passes; pass++) {
        await distribute(word, pass * width, width, order, other, pause);
        [order, other] = [other, order];
      }
    }
  }
  return order;
}

/** A key as words of 32 bits, the lower first, with the bits that are in use. */
function wordsOf(key: Float64Array): { word: Uint32Array; bits: number }[] {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < key.length; i++) {
    const value = key[i]!;
    if (value === Infinity) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (most < least) return [];
  const blank = most - least + 1;
  const low = new Uint32Array(key.length);
  const high = blank < WORD ? null : new Uint32Array(key.length);
  for (let i = 0; i < key.length; i++) {
    const value = key[i] === Infinity ? blank : key[i]! - least;
    // What does not fit into 32 bits falls off.
    low[i] = value;
    if (high) high[i] = value / WORD;
  }
  const bitsOf = (value: number): number => 32 - Math.clz32(value);
  return high
    ? [
        { word: low, bits: 32 },
        { word: high, bits: bitsOf(Math.floor(blank / WORD)) },
      ]
    : [{ word: low, bits: bitsOf(blank) }];
}

async function distribute(
  word: Uint32Array,
  shift: number,
  width: number,
  from: Int32Array,
  to: Int32Array,
  pause: () => Promise<void>,
): Promise<void> {
  const mask = 2 ** width - 1;
  const next = new Int32Array(mask + 1);
  for (let i = 0; i < word.length; i++) next[(word[i]! >>> shift) & mask]!++;
  let sum = 0;
  for (let digit = 0; digit <= mask; digit++) {
    const count = next[digit]!;
    next[digit] = sum;
    sum += count;
  }
  for (let slice = 0; slice < from.length; slice += SLICE) {
    await pause();
    const end = Math.min(from.length, slice + SLICE);
    for (let i = slice; i < end; i++) {
      const place = from[i]!;
      to[next[(word[place]! >>> shift) & mask]!++] = place;
    }
  }
}
