import { TYPE_NAMES } from './ledger.ts';
import type { Ledger } from './ledger.ts';

/** Rows of a currency and a type, and their amounts without signs in cents. Currencies are never added up. */
export interface TypeSum {
  /** Empty where the source has no CURRENCY column. */
  readonly currency: string;
  readonly type: (typeof TYPE_NAMES)[number];
  readonly rows: number;
  readonly cents: number;
}

/**
 * The rows by currency, in the order of the codes, and by type; only those that there are. Rows marked in
 * `leftOut` are not counted.
 */
export function typeSums(
  { type, cents, currency }: Pick<Ledger, 'type' | 'cents' | 'currency'>,
  rows: number,
  leftOut: Uint8Array | null = null,
): TypeSum[] {
  const codes = currency?.codes ?? null;
  const places = ((currency?.pool.length ?? 0) + 1) * TYPE_NAMES.length;
  const counts = new Float64Array(places);
  const sums = new Float64Array(places);
  for (let r = 0; r < rows; r++) {
    if (leftOut !== null && leftOut[r] !== 0) continue;
    const place = ((codes === null ? -1 : codes[r]!) + 1) * TYPE_NAMES.length + type[r]!;
    counts[place]!++;
    sums[place]! += Math.abs(cents[r]!);
  }
  return inOrder(
    Array.from(counts, (count, place) => ({
      currency: currency?.pool[Math.floor(place / TYPE_NAMES.length) - 1] ?? '',
      type: TYPE_NAMES[place % TYPE_NAMES.length]!,
      rows: count,
      cents: sums[place]!,
    })),
  );
}

/** Sums added up, and others taken away from them. */
export function addedSums(
  added: readonly (readonly TypeSum[])[],
  takenAway: readonly (readonly TypeSum[])[],
): TypeSum[] {
  const all = new Map<string, TypeSum>();
  const count = (sign: 1 | -1, { currency, type, rows, cents }: TypeSum): void => {
    const before = all.get(`${currency} ${type}`) ?? { rows: 0, cents: 0 };
    all.set(`${currency} ${type}`, {
      currency,
      type,
      rows: before.rows + sign * rows,
      cents: before.cents + sign * cents,
    });
  };
  for (const sum of added.flat()) count(1, sum);
  for (const sum of takenAway.flat()) count(-1, sum);
  return inOrder([...all.values()]);
}

/** The rows of a type in all currencies. */
export function rowsOfType(sums: readonly TypeSum[], name: TypeSum['type']): number {
  return sums.reduce((rows, sum) => rows + (sum.type === name ? sum.rows : 0), 0);
}

/** The amounts of a type in all currencies: a checksum to compare or to bound, and no amount of money. */
export function checksumOfType(sums: readonly TypeSum[], name: TypeSum['type']): number {
  return sums.reduce((cents, sum) => cents + (sum.type === name ? sum.cents : 0), 0);
}

/**
 * Whether the rows of a type add up to more than can be held exactly four times over. Of all currencies
 * together, because a checksum runs over all rows.
 */
export function isTooLarge(sums: readonly TypeSum[]): boolean {
  return TYPE_NAMES.some((name) => checksumOfType(sums, name) > Number.MAX_SAFE_INTEGER / 4);
}

function inOrder(sums: readonly TypeSum[]): TypeSum[] {
  return sums
    .filter(({ rows, cents }) => rows !== 0 || cents !== 0)
    .sort((a, b) =>
      a.currency === b.currency
        ? TYPE_NAMES.indexOf(a.type) - TYPE_NAMES.indexOf(b.type)
        : a.currency < b.currency
          ? -1
          : 1,
    );
}
