import { compareIdTexts, idRanks, idText } from '../ledger/ids.ts';
import type { IdColumn } from '../ledger/ids.ts';
import { TYPE_NAMES } from '../ledger/ledger.ts';
import type { Books } from './books.ts';
import { checkSheet } from './check-sheet.ts';
import type { Check } from './check.ts';

/**
 * RULES.md section 4.1: the output holds every accepted row once, with id, type, date, customer,
 * currency and amount untouched, and in the order CUSTOMERID, CREATEDAT, TRANS_ID.
 */
export const conservation: Check = {
  id: 'conservation',
  part(books) {
    const { ledger, draft, repeatedIds, idOf, firstRow } = books;
    const sheet = checkSheet();
    for (const row of repeatedIds)
      sheet.fail(`TRANS_ID ${idOf(row)} is in the output twice`, [idOf(row)]);

    const currency = ledger.currency?.codes ?? null;
    const seen = new Uint8Array(ledger.rows);
    for (let i = 0; i < draft.rows; i++) {
      const r = draft.sourceRow[i]!;
      if (!(r >= 0 && r < ledger.rows) || seen[r] === 1) {
        sheet.fail(`Row ${firstRow + i + 1} of the output comes from no source row of its own`, [
          idOf(i),
        ]);
        continue;
      }
      seen[r] = 1;
      if (
        draft.id[i] === ledger.id.values[r] &&
        draft.type[i] === ledger.type[r] &&
        draft.createdAt[i] === ledger.createdAt[r] &&
        draft.customer[i] === ledger.customer.values[r] &&
        draft.cents[i] === ledger.cents[r] &&
        (currency === null || draft.currency[i] === currency[r])
      )
        continue;
      const id = idText(ledger.id.pool, ledger.id.values[r]!);
      sheet.fail(`TRANS_ID ${id} was changed in ${changedColumns(books, i, r).join(', ')}`, [id]);
    }

    checkSorted(books, sheet.fail);
    const output = fingerprint(
      draft.rows,
      idNumbers({ values: draft.id, pool: ledger.id.pool }),
      draft.type,
      draft.createdAt,
      idNumbers({ values: draft.customer, pool: ledger.customer.pool }),
      draft.cents,
    );
    const source = fingerprint(
      ledger.rows,
      idNumbers(ledger.id),
      ledger.type,
      ledger.createdAt,
      idNumbers(ledger.customer),
      ledger.cents,
    );
    return sheet.part({
      rows: draft.rows,
      sourceRows: ledger.rows,
      ...fingerprintSums(OUTPUT, output),
      ...fingerprintSums(SOURCE, source),
    });
  },
  conclude(sum, { edges }, fail) {
    if (sum('rows') !== sum('sourceRows'))
      fail(`The output has ${sum('rows')} rows, the accepted source ${sum('sourceRows')}`);
    edges.forEach(({ first }, p) => {
      const before = edges[p - 1]?.last;
      if (before !== undefined && compareIdTexts(before, first) >= 0)
        fail(`The rows of customer ${first} stand after those of customer ${before}`);
    });
    for (const name of TYPE_NAMES)
      if (
        ['rows', 'cents'].some(
          (what) => sum(`${OUTPUT} ${what} ${name}`) !== sum(`${SOURCE} ${what} ${name}`),
        )
      )
        fail(`The ${name} rows of the output do not add up to those of the source`);
    const checksum = checksumOf(OUTPUT, sum);
    const sourceChecksum = checksumOf(SOURCE, sum);
    if (checksum !== sourceChecksum)
      fail(`The checksum of the output is ${checksum}, that of the source ${sourceChecksum}`);
    return {
      numbers: { rows: sum('rows'), sourceRows: sum('sourceRows'), checksum, sourceChecksum },
      held: `All ${sum('rows')} rows are there once, unchanged and in order.`,
    };
  },
};

const OUTPUT = 'output';
const SOURCE = 'source';

function fingerprintSums(
  side: string,
  { rows, cents, low, high }: Fingerprint,
): Record<string, number> {
  const sums: Record<string, number> = { [`${side} low`]: low, [`${side} high`]: high };
  TYPE_NAMES.forEach((name, t) => {
    sums[`${side} rows ${name}`] = rows[t]!;
    sums[`${side} cents ${name}`] = cents[t]!;
  });
  return sums;
}

/** The two halves of a checksum are sums of 32 bits, over the partitions as within them. */
function checksumOf(side: string, sum: (name: string) => number): string {
  const hex = (half: string): string =>
    (sum(`${side} ${half}`) % 2 ** 32).toString(16).padStart(8, '0');
  return hex('high') + hex('low');
}

function changedColumns({ ledger, draft }: Books, i: number, r: number): string[] {
  return [
    draft.id[i] !== ledger.id.values[r] && 'TRANS_ID',
    draft.type[i] !== ledger.type[r] && 'TCTYPE',
    draft.createdAt[i] !== ledger.createdAt[r] && 'CREATEDAT',
    draft.customer[i] !== ledger.customer.values[r] && 'CUSTOMERID',
    draft.cents[i] !== ledger.cents[r] && 'AMOUNT',
    ledger.currency !== null && draft.currency[i] !== ledger.currency.codes[r] && 'CURRENCY',
  ].filter((name) => name !== false);
}

function checkSorted(
  { ledger, draft, idOf }: Books,
  fail: (message: string, ids: string[]) => void,
): void {
  const rank = idRanks({ values: draft.id, pool: ledger.id.pool });
  for (let i = 1; i < draft.rows; i++) {
    const a = draft.customer[i - 1]!;
    const b = draft.customer[i]!;
    const byCustomer =
      a === b
        ? 0
        : a >= 0 && b >= 0
          ? a - b
          : compareIdTexts(idText(ledger.customer.pool, a), idText(ledger.customer.pool, b));
    const order =
      byCustomer || draft.createdAt[i - 1]! - draft.createdAt[i]! || rank[i - 1]! - rank[i]!;
    if (order > 0) fail(`TRANS_ID ${idOf(i)} stands after a row that it should precede`, [idOf(i)]);
  }
}

/** Row counts and unsigned cents by type, and a checksum that does not depend on the rows' order. */
interface Fingerprint {
  readonly rows: readonly number[];
  readonly cents: readonly number[];
  readonly low: number;
  readonly high: number;
}

function fingerprint(
  rows: number,
  id: Float64Array,
  type: Uint8Array,
  createdAt: Float64Array,
  customer: Float64Array,
  cents: Float64Array,
): Fingerprint {
  const counts = [0, 0, 0];
  const sums = [0, 0, 0];
  let low = 0;
  let high = 0;
  for (let r = 0; r < rows; r++) {
    counts[type[r]!]!++;
    sums[type[r]!]! += Math.abs(cents[r]!);
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
