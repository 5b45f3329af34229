/**
 * Ids as the source gives them: `12011454` and `0012011454` are two ids, `1.2011454E7` in a number
 * cell is the first of them.
 *
 * A column of ids is one Float64 a row. A value v ≥ 0 is the id whose canonical decimal text is v
 * (a safe integer without leading zeros); v < 0 stands for the text `pool[-v - 1]`; NaN is blank.
 * Within one pool, equal ids have equal values, so most work never touches a string.
 */
export interface IdColumn {
  readonly values: Float64Array;
  readonly pool: readonly string[];
}

/** Interns ids of one kind (movements, customers or orders) into the coding of {@link IdColumn}. */
export interface IdPool {
  readonly texts: string[];
  /** The value that stands for a text, trimmed; NaN for a blank one. */
  ofText(text: string): number;
  /** The value that stands for a number cell; a number that is no safe integer is kept as text. */
  ofNumber(value: number): number;
  /** The value of a text if it is already known or canonical, otherwise undefined. */
  find(text: string): number | undefined;
}

const CANONICAL = /^(0|[1-9][0-9]{0,15})$/;
const DIGITS = /^[0-9]+$/;

export function createIdPool(known: readonly string[] = []): IdPool {
  const texts = [...known];
  const index = new Map(texts.map((text, i) => [text, -(i + 1)]));
  const canonical = (text: string): number | undefined => {
    if (!CANONICAL.test(text)) return undefined;
    const value = Number(text);
    return Number.isSafeInteger(value) ? value : undefined;
  };
  const find = (text: string): number | undefined => canonical(text) ?? index.get(text);
  const ofText = (raw: string): number => {
    const text = raw.trim();
    if (text === '') return NaN;
    const found = find(text);
    if (found !== undefined) return found;
    texts.push(text);
    index.set(text, -texts.length);
    return -texts.length;
  };
  return {
    texts,
    find,
    ofText,
    ofNumber: (value) =>
      Number.isSafeInteger(value) && value >= 0 ? value + 0 : ofText(plainDecimal(value)),
  };
}

/** A number as plain decimal digits: never `1.2e+21`. */
function plainDecimal(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) >= 1e15) return BigInt(value).toString();
  return String(value);
}

/** The id as text, exactly as given; the empty string for a blank. */
export function idText(pool: readonly string[], value: number): string {
  if (value >= 0) return String(value);
  return Number.isNaN(value) ? '' : pool[-value - 1]!;
}

/**
 * The total order of ids (RULES.md section 1): every all-digit id before every other one, all-digit ids
 * by number and then by code point (`07` before `7`), the others by code point. "By number where both are
 * numbers, else by code point" would be cyclic: `10` < `9a` < `9b` by code point, but `9` < `10`.
 */
export function compareIdTexts(a: string, b: string): number {
  const aDigits = DIGITS.test(a);
  const bDigits = DIGITS.test(b);
  if (aDigits !== bDigits) return aDigits ? -1 : 1;
  if (aDigits) {
    const x = a.replace(/^0+(?=.)/, '');
    const y = b.replace(/^0+(?=.)/, '');
    if (x.length !== y.length) return x.length - y.length;
    if (x !== y) return x < y ? -1 : 1;
  }
  return compareCodePoints(a, b);
}

/** By Unicode code point; JavaScript's own `<` compares UTF-16 units and differs above U+FFFF. */
function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    let x = a.charCodeAt(i);
    let y = b.charCodeAt(i);
    if (x === y) continue;
    // A surrogate stands for a code point above every other unit of the basic plane.
    if (x >= 0xd800 && x <= 0xdfff) x += 0x10000;
    if (y >= 0xd800 && y <= 0xdfff) y += 0x10000;
    return x - y;
  }
  return a.length - b.length;
}

/**
 * One number a pool entry or id value such that comparing the numbers compares the ids. Without
 * texts it is the identity, so nothing is copied for the usual all-integer column.
 */
export function idRanks(ids: IdColumn): Float64Array {
  if (ids.pool.length === 0) return ids.values;
  const ranks = new Float64Array(ids.values.length);
  if (ids.pool.every((text) => !DIGITS.test(text))) {
    // Texts follow all numbers: above 2^54 doubles are 4 apart, so rank * 4 stays exact.
    const sorted = ids.pool
      .map((_, i) => i)
      .sort((i, j) => compareIdTexts(ids.pool[i]!, ids.pool[j]!));
    const byPool = new Float64Array(ids.pool.length);
    sorted.forEach((i, rank) => (byPool[i] = 2 ** 54 + rank * 4));
    for (let r = 0; r < ranks.length; r++) {
      const v = ids.values[r]!;
      ranks[r] = v < 0 ? byPool[-v - 1]! : v;
    }
    return ranks;
  }
  const distinct = [...new Set(ids.values)].filter((v) => !Number.isNaN(v));
  distinct.sort((a, b) =>
    a >= 0 && b >= 0 ? a - b : compareIdTexts(idText(ids.pool, a), idText(ids.pool, b)),
  );
  const rankOf = new Map(distinct.map((value, rank) => [value, rank]));
  for (let r = 0; r < ranks.length; r++) ranks[r] = rankOf.get(ids.values[r]!) ?? NaN;
  return ranks;
}
