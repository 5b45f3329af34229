/** A later row that repeats the TRANS_ID of an earlier one. */
export interface RepeatedRow {
  readonly row: number;
  readonly first: number;
}

/**
 * Rows whose id value was on an earlier row, in row order; blank ids (NaN) repeat nothing. Ids that
 * rise through the file, the usual case, are recognised in one pass; otherwise a sorted copy tells
 * whether any repeat, and only those are looked up.
 */
export function repeatedRows(ids: Float64Array, rows: number): RepeatedRow[] {
  let rising = true;
  for (let r = 1; r < rows && rising; r++) rising = ids[r]! > ids[r - 1]!;
  if (rising) return [];
  const sorted = ids.slice(0, rows).sort();
  const repeated = new Set<number>();
  for (let r = 1; r < rows; r++) if (sorted[r] === sorted[r - 1]) repeated.add(sorted[r]!);
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
