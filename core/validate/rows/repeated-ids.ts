/** A later row that repeats the TRANS_ID of an earlier one. */
export interface RepeatedRow {
  readonly row: number;
  readonly first: number;
}

/**
 * Rows whose id value was on an earlier row, in row order; blank ids (NaN) repeat nothing. Ids that
 * rise through the file, the usual case, are recognised in one pass; otherwise it is asked first
 * whether any repeat, and only those are looked up.
 */
export function repeatedRows(ids: Float64Array, rows: number): RepeatedRow[] {
  let rising = true;
  for (let r = 1; r < rows && rising; r++) rising = ids[r]! > ids[r - 1]!;
  if (rising) return [];
  const repeated = repeatedByMark(ids, rows) ?? repeatedByOrder(ids, rows);
  if (repeated.size === 0) return [];
  const firsts = new Map<number, number>();
  const found: RepeatedRow[] = [];
  for (let row = 0; row < rows; row++) {
    const id = ids[row]!;
    if (!repeated.has(id)) continue;
    const first = firsts.get(id);
    if (first === undefined) firsts.set(id, row);
    else found.push({ row, first });
  }
  return found;
}

/** Bits for each row up to which marking costs no more memory than a copy of the ids. */
const BITS_PER_ROW = 64;

/** The ids that repeat, by a bit for each whole number between the lowest and the highest; null where these are too many. */
function repeatedByMark(ids: Float64Array, rows: number): Set<number> | null {
  let lowest = Infinity;
  let highest = -Infinity;
  for (let r = 0; r < rows; r++) {
    const id = ids[r]!;
    if (id < lowest) lowest = id;
    if (id > highest) highest = id;
  }
  const span = Math.max(0, highest - lowest + 1);
  if (!(span <= Math.min(BITS_PER_ROW * rows, 2 ** 32))) return null;
  const marks = new Int32Array(Math.ceil(span / 32));
  const repeated = new Set<number>();
  for (let r = 0; r < rows; r++) {
    const id = ids[r]!;
    if (id !== id) continue;
    const at = id - lowest;
    const bit = 1 << (at & 31);
    const mark = marks[at >>> 5]!;
    if ((mark & bit) !== 0) repeated.add(id);
    else marks[at >>> 5] = mark | bit;
  }
  return repeated;
}

/** The ids that repeat, by a sorted copy. */
function repeatedByOrder(ids: Float64Array, rows: number): Set<number> {
  const sorted = ids.slice(0, rows).sort();
  const repeated = new Set<number>();
  for (let r = 1; r < rows; r++) if (sorted[r] === sorted[r - 1]) repeated.add(sorted[r]!);
  return repeated;
}
