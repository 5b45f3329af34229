import type { Increment } from '../accepted/increment.ts';
import type { CutLedger } from '../ledger/cut-ledger.ts';
import type { Merged } from './merge/merge-later-file.ts';
import type { ReportedLedger } from './reported-ledger.ts';

/** What a later file is to what stands, as far as figures at the cut-off are concerned. Row lists are ascending. */
export type RowsAtCutOff = Pick<
  Increment,
  'standingRow' | 'added' | 'knownRows' | 'replaced' | 'touched' | 'touchedCustomers'
> & {
  /** Added rows that lie at the date up to which was reported. */
  readonly late: Int32Array;
  /** By row of the merged ledger as it was before it was cut: its row at the cut-off, −1 after it. */
  rowOf(merged: number): number;
};

/**
 * The rows of a merged ledger that lie at the cut-off, as rows of the ledger at the cut-off; `order` is what
 * cutting it has made of its rows. A customer is touched where what counts of it is no longer what the
 * standing run has matched: also because the cut-off has moved.
 */
export function rowsAtCutOff(
  merged: Merged,
  { ledger, after }: CutLedger,
  order: Int32Array | null,
  { ledger: { customer }, matchedRow }: ReportedLedger,
  standingRows: number,
): RowsAtCutOff {
  if (order === null && matchedRow === null) return { ...merged, rowOf: (m) => m };
  const place = new Int32Array(ledger.rows + after.rows);
  for (let i = 0; i < place.length; i++)
    place[order === null ? i : order[i]!] = i < ledger.rows ? i : -1;
  const at = (rows: Int32Array): Int32Array => rows.map((m) => place[m]!).filter((row) => row >= 0);
  const matched = (reported: number): number =>
    reported < 0 || matchedRow === null ? reported : matchedRow[reported]!;

  const standingRow = new Int32Array(ledger.rows);
  for (let m = 0; m < place.length; m++)
    if (place[m]! >= 0) standingRow[place[m]!] = matched(merged.standingRow[m]!);
  const isThere = new Uint8Array(standingRows);
  const touchedCustomer = new Set<number>();
  standingRow.forEach((s, row) => {
    if (s < 0) touchedCustomer.add(ledger.customer.values[row]!);
    else isThere[s] = 1;
  });
  const replaced = at(merged.replaced);
  for (const row of replaced) touchedCustomer.add(ledger.customer.values[row]!);
  // Pools of the merged ledger begin with those that stand, so an id means the same in both.
  customer.values.forEach((id, reported) => {
    const s = matched(reported);
    if (s >= 0 && isThere[s] === 0) touchedCustomer.add(id);
  });
  const isChanged = new Set(merged.changed.merged);
  let knownAfter = 0;
  for (let row = 0; row < after.rows; row++) {
    const m = order![ledger.rows + row]!;
    if (merged.standingRow[m]! >= 0 && after.sheetRow[row]! > 0 && !isChanged.has(m)) knownAfter++;
  }
  return {
    standingRow,
    added: at(merged.added),
    late: at(merged.late),
    knownRows: merged.knownRows - knownAfter,
    touched: Uint8Array.from(ledger.accounts.customer, (id) => Number(touchedCustomer.has(id))),
    touchedCustomers: touchedCustomer.size,
    replaced,
    rowOf: (m) => (m < 0 ? -1 : place[m]!),
  };
}
