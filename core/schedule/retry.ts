const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 60 * 60_000;

/**
 * How long to wait before something is tried again, in ms: twice as long each time up to an hour, and a fifth more or
 * less, so that what failed together is not tried together. The same for the same `of` and `tries`.
 *
 * @param of what is tried, by a name of its own.
 * @param tries how often it was tried, from 1 on.
 */
export function waitBefore(of: string, tries: number): number {
  const plain = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
  return Math.round(plain * (0.8 + 0.4 * share(`${of} ${tries}`)));
}

/** A number from 0 to 1 that a text stands for (FNV-1a, 32 bits). */
function share(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash / 0x1_0000_0000;
}
