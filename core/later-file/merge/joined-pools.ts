import type { IdColumn } from '../../ledger/ids.ts';
import { sharedFloat64, sharedInt32 } from '../../ledger/ledger.ts';
import type { TextColumn } from '../../ledger/ledger.ts';

/** Two dictionaries as one, in which every text of the standing one keeps its place. */
export interface JoinedPools {
  /** The standing texts, then those that only the later dictionary has, in its order. */
  readonly pool: readonly string[];
  /** Where each text of the later dictionary stands in `pool`. */
  readonly placeOf: Int32Array;
}

/**
 * Joins the dictionary of a later file to that of the standing ledger; in each, texts are distinct. Two
 * exports of the same system mostly begin alike, so equal beginnings are passed over; for the rest a
 * table of places is used, because at ten million texts a Map takes several times the memory.
 */
export function joinedPools(standing: readonly string[], later: readonly string[]): JoinedPools {
  const placeOf = new Int32Array(later.length).fill(-1);
  let alike = 0;
  while (alike < later.length && alike < standing.length && standing[alike] === later[alike]) {
    placeOf[alike] = alike;
    alike++;
  }
  if (alike === later.length) return { pool: standing, placeOf };

  let missing = later.length - alike;
  if (alike < standing.length) {
    const table = textTable(later, alike);
    for (let s = alike; s < standing.length && missing > 0; s++) {
      const d = table(standing[s]!);
      if (d < 0) continue;
      placeOf[d] = s;
      missing--;
    }
  }
  if (missing === 0) return { pool: standing, placeOf };
  const pool = standing.slice();
  for (let d = alike; d < later.length; d++)
    if (placeOf[d]! < 0) placeOf[d] = pool.push(later[d]!) - 1;
  return { pool, placeOf };
}

/** The ids of a later file as values of the joined pool; the given column's own array where they are that already. */
export function idsInPool({ values }: IdColumn, { pool, placeOf }: JoinedPools): IdColumn {
  if (keepsPlaces(placeOf)) return { values, pool };
  const joined = sharedFloat64(values.length);
  for (let r = 0; r < values.length; r++) joined[r] = idInPool(values[r]!, placeOf);
  return { values: joined, pool };
}

/** One id of a later file as a value of the joined pool (see {@link IdColumn}): only texts move. */
export function idInPool(value: number, placeOf: Int32Array): number {
  return value < 0 ? -(placeOf[-value - 1]! + 1) : value;
}

/** The texts of a later file as codes of the joined pool; the given column's own array where they are that already. */
export function textsInPool({ codes }: TextColumn, { pool, placeOf }: JoinedPools): TextColumn {
  if (keepsPlaces(placeOf)) return { codes, pool };
  const joined = sharedInt32(codes.length);
  for (let r = 0; r < codes.length; r++) joined[r] = codes[r]! < 0 ? -1 : placeOf[codes[r]!]!;
  return { codes: joined, pool };
}

function keepsPlaces(placeOf: Int32Array): boolean {
  for (let i = 0; i < placeOf.length; i++) if (placeOf[i] !== i) return false;
  return true;
}

/** Finds the place of a text among texts[from…]; −1 where it is not there. Open addressing on places. */
function textTable(texts: readonly string[], from: number): (text: string) => number {
  let size = 16;
  while (size < (texts.length - from) * 2) size *= 2;
  const mask = size - 1;
  const table = new Int32Array(size).fill(-1);
  const slotOf = (text: string): number => {
    let slot = hashOf(text) & mask;
    while (table[slot]! >= 0 && texts[table[slot]!] !== text) slot = (slot + 1) & mask;
    return slot;
  };
  for (let i = from; i < texts.length; i++) table[slotOf(texts[i]!)] = i;
  return (text) => table[slotOf(text)]!;
}

function hashOf(text: string): number {
  let hash = 0x811c_9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x0100_0193);
  return hash ^ (hash >>> 15);
}
