/** A stream of numbers in [0, 1) that its seed determines. */
export type Random = () => number;

/**
 * The stream of a seed (an integer, 0 to 2^32 - 1): Chris Doty-Humphrey's sfc32. `stream` separates
 * the uses of one seed, so that one sheet's draws do not move another's.
 */
export function seededRandom(seed: number, stream = 0): Random {
  let a = 0x9e3779b9;
  let b = seed | 0;
  let c = stream | 0;
  let counter = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4_294_967_296;
  };
  // The first draws still show the seed's bits.
  for (let i = 0; i < 15; i++) next();
  return next;
}

/** An integer from `low` to `high`, both included. */
export function integerBetween(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** One of the items, each as likely as the others. */
export function oneOf<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)]!;
}
