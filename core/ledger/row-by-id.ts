/**
 * Finds rows by their id value, among those that `includes` names; −1 where there is none. An
 * open-addressing table of row numbers: for ten million ids a Map takes several times the memory and the
 * time.
 */
export function rowByIds(
  ids: Float64Array,
  includes: ((row: number) => boolean) | null = null,
): {
  rowOf: (id: number) => number;
  /** Rows whose id stands on an earlier row. */
  repeated: number[];
} {
  let count = ids.length;
  if (includes !== null) {
    count = 0;
    for (let row = 0; row < ids.length; row++) if (includes(row)) count++;
  }
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
  const repeated: number[] = [];
  for (let row = 0; row < ids.length; row++) {
    if (includes !== null && !includes(row)) continue;
    const slot = slotOf(ids[row]!);
    if (table[slot]! >= 0) repeated.push(row);
    else table[slot] = row;
  }
  return { repeated, rowOf: (id) => table[slotOf(id)]! };
}
