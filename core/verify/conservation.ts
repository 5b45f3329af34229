import { counted } from '../counted.ts';
import { compareIdTexts, idRanks, idText } from '../ledger/ids.ts';
import type { IdColumn } from '../ledger/ids.ts';
import type { Draft } from '../ledger/draft.ts';
import { TYPE_NAMES } from '../ledger/ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Books } from './books.ts';
import { currenciesOfSums, sumName } from './by-currency.ts';
import { checkSheet } from './check-sheet.ts';
import type { Check } from './check.ts';

/**
 * RULES.md section 4.1: the output holds every accepted row once, at the cut-off or after it, with id, type,
 * date, customer, currency and amount untouched, and in the order CUSTOMERID, CREATEDAT, TRANS_ID.
 */
export const conservation: Check = {
  id: 'conservation',
  part(books) {
    const { ledger, after, published, repeatedIds, firstRow } = books;
    const sheet = checkSheet();
    for (const row of repeatedIds) {
      const id = books.publishedIdOf(row);
      sheet.fail(`TRANS_ID ${id} is in the output twice`, [id]);
    }
    const sourceRows = ledger.rows + after.rows;
    const seen = new Uint8Array(sourceRows);
    for (let i = 0; i < published.rows; i++) {
      const r = published.sourceRow[i]!;
      if (!(r >= 0 && r < sourceRows) || seen[r] === 1) {
        sheet.fail(`Row ${firstRow + i + 1} of the output has no source row of its own`, [
          books.publishedIdOf(i),
        ]);
        continue;
      }
      seen[r] = 1;
      const side = r < ledger.rows ? ledger : after;
      const row = side === ledger ? r : r - ledger.rows;
      if (!isUnchanged(published, i, side, row)) failChanged(published, i, side, row, sheet.fail);
    }

    checkSorted(books, sheet.fail);
    const places = (ledger.currency?.pool.length ?? 0) + 1;
    const output = fingerprint(
      published.rows,
      idNumbers({ values: published.id, pool: ledger.id.pool }),
      published.type,
      published.createdAt,
      idNumbers({ values: published.customer, pool: ledger.customer.pool }),
      published.cents,
      ledger.currency && published.currency,
      places,
    );
    const [source, later] = [ledger, after].map((side) =>
      fingerprint(
        side.rows,
        idNumbers(side.id),
        side.type,
        side.createdAt,
        idNumbers(side.customer),
        side.cents,
        side.currency && side.currency.codes,
        places,
      ),
    ) as [Fingerprint, Fingerprint];
    return sheet.part({
      rows: published.rows,
      sourceRows,
      ...fingerprintSums(OUTPUT, output, books.currencyOf),
      ...fingerprintSums(SOURCE, added(source, later), books.currencyOf),
    });
  },
  conclude(sum, { edges, sums }, fail) {
    if (sum('rows') !== sum('sourceRows'))
      fail(
        `The output has ${counted(sum('rows'), 'row')}, the accepted source ${sum('sourceRows')}`,
      );
    edges.forEach(({ first }, p) => {
      const before = edges[p - 1]?.last;
      if (before !== undefined && compareIdTexts(before, first) >= 0)
        fail(`The rows of customer ${first} come after those of customer ${before}`);
    });
    for (const name of TYPE_NAMES)
      if (
        ['rows', 'cents'].some((what) =>
          [OUTPUT, SOURCE]
            .flatMap((side) => currenciesOfSums(sums, `${side} ${what} ${name}`))
            .some(
              (currency) =>
                sum(sumName(`${OUTPUT} ${what} ${name}`, currency)) !==
                sum(sumName(`${SOURCE} ${what} ${name}`, currency)),
            ),
        )
      )
        fail(`The ${name} rows of the output do not add up to those of the source`);
    const checksum = checksumOf(OUTPUT, sum);
    const sourceChecksum = checksumOf(SOURCE, sum);
    if (checksum !== sourceChecksum)
      fail(`The checksum of the output is ${checksum}, that of the source ${sourceChecksum}`);
    return {
      numbers: { rows: sum('rows'), sourceRows: sum('sourceRows'), checksum, sourceChecksum },
      held: `${counted(sum('rows'), 'row')}, each once, unchanged and in order.`,
    };
  },
};

const OUTPUT = 'output';
const SOURCE = 'source';

function fingerprintSums(
  side: string,
  { rows, cents, low, high }: Fingerprint,
  currencyOf: (code: number) => string,
): Record<string, number> {
  const sums: Record<string, number> = { [`${side} low`]: low, [`${side} high`]: high };
  rows.forEach((count, place) => {
    if (count === 0) return;
    const currency = currencyOf(Math.floor(place / TYPE_NAMES.length) - 1);
    const type = TYPE_NAMES[place % TYPE_NAMES.length]!;
    sums[sumName(`${side} rows ${type}`, currency)] = count;
    sums[sumName(`${side} cents ${type}`, currency)] = cents[place]!;
  });
  return sums;
}

/** The two halves of a checksum are sums of 32 bits, over the partitions as within them. */
function checksumOf(side: string, sum: (name: string) => number): string {
  const hex = (half: string): string =>
    (sum(`${side} ${half}`) % 2 ** 32).toString(16).padStart(8, '0');
  return hex('high') + hex('low');
}

/** Whether a row of the output says what its source row does. */
function isUnchanged(output: Draft, i: number, source: Ledger, r: number): boolean {
  return (
    output.id[i] === source.id.values[r] &&
    output.type[i] === source.type[r] &&
    output.createdAt[i] === source.createdAt[r] &&
    output.customer[i] === source.customer.values[r] &&
    output.cents[i] === source.cents[r] &&
    (source.currency === null || output.currency[i] === source.currency.codes[r])
  );
}

function failChanged(
  published: Draft,
  i: number,
  source: Ledger,
  r: number,
  fail: (message: string, ids: string[]) => void,
): void {
  const changed = [
    published.id[i] !== source.id.values[r] && 'TRANS_ID',
    published.type[i] !== source.type[r] && 'TCTYPE',
    published.createdAt[i] !== source.createdAt[r] && 'CREATEDAT',
    published.customer[i] !== source.customer.values[r] && 'CUSTOMERID',
    published.cents[i] !== source.cents[r] && 'AMOUNT',
    source.currency !== null && published.currency[i] !== source.currency.codes[r] && 'CURRENCY',
  ].filter((name) => name !== false);
  const id = idText(source.id.pool, source.id.values[r]!);
  fail(`TRANS_ID ${id} was changed in ${changed.join(', ')}`, [id]);
}

function checkSorted(books: Books, fail: (message: string, ids: string[]) => void): void {
  const { ledger, published } = books;
  const rank = idRanks({ values: published.id, pool: ledger.id.pool });
  for (let i = 1; i < published.rows; i++) {
    const a = published.customer[i - 1]!;
    const b = published.customer[i]!;
    const byCustomer =
      a === b
        ? 0
        : a >= 0 && b >= 0
          ? a - b
          : compareIdTexts(idText(ledger.customer.pool, a), idText(ledger.customer.pool, b));
    const order =
      byCustomer ||
      published.createdAt[i - 1]! - published.createdAt[i]! ||
      rank[i - 1]! - rank[i]!;
    if (order <= 0) continue;
    const id = books.publishedIdOf(i);
    fail(`TRANS_ID ${id} comes after a row that it should precede`, [id]);
  }
}

/** Row counts and unsigned cents by currency and type, and a checksum that does not depend on the rows' order. */
interface Fingerprint {
  readonly rows: Float64Array;
  readonly cents: Float64Array;
  readonly low: number;
  readonly high: number;
}

/** That of the rows of both. */
function added(a: Fingerprint, b: Fingerprint): Fingerprint {
  const both = (one: Float64Array, other: Float64Array): Float64Array =>
    one.map((value, place) => value + other[place]!);
  return {
    rows: both(a.rows, b.rows),
    cents: both(a.cents, b.cents),
    low: (a.low + b.low) >>> 0,
    high: (a.high + b.high) >>> 0,
  };
}

function fingerprint(
  rows: number,
  id: Float64Array,
  type: Uint8Array,
  createdAt: Float64Array,
  customer: Float64Array,
  cents: Float64Array,
  currency: Int32Array | null,
  currencies: number,
): Fingerprint {
  const counts = new Float64Array(currencies * TYPE_NAMES.length);
  const sums = new Float64Array(currencies * TYPE_NAMES.length);
  let low = 0;
  let high = 0;
  for (let r = 0; r < rows; r++) {
    const place = ((currency === null ? -1 : currency[r]!) + 1) * TYPE_NAMES.length + type[r]!;
    counts[place]!++;
    sums[place]! += Math.abs(cents[r]!);
    let hash = mix(type[r]! + 1, id[r]!);
    hash = mix(hash, createdAt[r]!);
    hash = mix(hash, customer[r]!);
    hash = mix(hash, cents[r]!);
    low = (low + hash) >>> 0;
    high = (high + Math.imul(hash, hash | 1)) >>> 0;
  }
  return { rows: counts, cents: sums, low, high };
}

/**
 * A number for each id that depends on its text alone, where the values depend on the dictionary: the
 * checksum of a ledger is the same whatever file, partition or order it was read in.
 */
function idNumbers({ values, pool }: IdColumn): Float64Array {
  if (pool.length === 0) return values;
  const numbers = pool.map((text) => {
    let high = 0;
    let low = 0x811c_9dc5;
    for (let i = 0; i < text.length; i++) {
      low = Math.imul(low ^ text.charCodeAt(i), 0x0100_0193);
      high = Math.imul(high ^ low, 0x85eb_ca6b);
    }
    // Negative, so that no text stands for what a number does.
    return -1 - ((high >>> 0) % 2 ** 20) * 2 ** 32 - (low >>> 0);
  });
  return values.map((value) => (value < 0 ? numbers[-value - 1]! : value));
}

function mix(hash: number, value: number): number {
  let mixed = Math.imul(hash ^ (value | 0), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13) ^ ((value / 4_294_967_296) | 0), 0xc2b2_ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
