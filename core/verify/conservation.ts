import type { CheckResult } from '../contract/checks.ts';
import { compareIdTexts, idRanks, idText } from '../ledger/ids.ts';
import { TYPE_NAMES } from '../ledger/ledger.ts';
import type { Books } from './books.ts';
import { checkSheet } from './check-sheet.ts';

/**
 * RULES.md section 4.1: the output holds every accepted row once, with id, type, date, customer,
 * currency and amount untouched, and in the order CUSTOMERID, CREATEDAT, TRANS_ID.
 */
export function checkConservation(books: Books): CheckResult {
  const { ledger, draft, repeatedIds, idOf } = books;
  const sheet = checkSheet('conservation');
  if (draft.rows !== ledger.rows)
    sheet.fail(`The output has ${draft.rows} rows, the accepted source ${ledger.rows}`);
  for (const row of repeatedIds)
    sheet.fail(`TRANS_ID ${idOf(row)} is in the output twice`, [idOf(row)]);

  const currency = ledger.currency?.codes ?? null;
  const seen = new Uint8Array(ledger.rows);
  for (let i = 0; i < draft.rows; i++) {
    const r = draft.sourceRow[i]!;
    if (!(r >= 0 && r < ledger.rows) || seen[r] === 1) {
      sheet.fail(`Row ${i + 1} of the output comes from no source row of its own`, [idOf(i)]);
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
    draft.id,
    draft.type,
    draft.createdAt,
    draft.customer,
    draft.cents,
  );
  const source = fingerprint(
    ledger.rows,
    ledger.id.values,
    ledger.type,
    ledger.createdAt,
    ledger.customer.values,
    ledger.cents,
  );
  TYPE_NAMES.forEach((name, t) => {
    if (output.cents[t] !== source.cents[t] || output.rows[t] !== source.rows[t])
      sheet.fail(`The ${name} rows of the output do not add up to those of the source`);
  });
  if (output.checksum !== source.checksum)
    sheet.fail(
      `The checksum of the output is ${output.checksum}, that of the source ${source.checksum}`,
    );
  return sheet.result(
    {
      rows: draft.rows,
      sourceRows: ledger.rows,
      checksum: output.checksum,
      sourceChecksum: source.checksum,
    },
    `All ${draft.rows} rows are there once, unchanged and in order.`,
  );
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
function fingerprint(
  rows: number,
  id: Float64Array,
  type: Uint8Array,
  createdAt: Float64Array,
  customer: Float64Array,
  cents: Float64Array,
): { rows: number[]; cents: number[]; checksum: string } {
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
  const hex = (value: number): string => value.toString(16).padStart(8, '0');
  return { rows: counts, cents: sums, checksum: hex(high) + hex(low) };
}

function mix(hash: number, value: number): number {
  let mixed = Math.imul(hash ^ (value | 0), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13) ^ ((value / 4_294_967_296) | 0), 0xc2b2_ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
