/**
 * Finds the row of an id among the rows that `includes` names, each of which has an id of its own; −1
 * where there is none. An open-addressing table of row numbers: for ten million ids a Map takes several
 * times the memory and the time.
 */
export function rowOfId(
  ids: Float64Array,
  includes: (row: number) => boolean = () => true,
): (id: number) => number {
  let count = 0;
  for (let row = 0; row < ids.length; row++) if (includes(row)) count++;
  let size = 16;
  while (size < count * 2) size *= 2;
  const mask = size - 1;
  const table = new Int32Array(size).fill(-1);
  const slotOf = (id: number): number => {
    const mixed = Math.imul(
      (id | 0) ^ Math.imul((id / 4_294_967_296) | 0, 0x27d4_eb2f),
      0x9e37_79b1,
    );
    let slot = (mixed ^ (mixed >>> 16)) & mask;
    while (table[slot]! >= 0 && ids[table[slot]!] !== id) slot = (slot + 1) & mask;
    return slot;
  };
  for (let row = 0; row < ids.length; row++) if (includes(row)) table[slotOf(ids[row]!)] = row;
  return (id) => table[slotOf(id)]!;
}
