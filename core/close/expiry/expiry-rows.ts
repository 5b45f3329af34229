import type { Matching } from '../../ledger/draft.ts';
import { idText } from '../../ledger/ids.ts';
import { EXPIRED, TYPE_NAMES } from '../../ledger/ledger.ts';
import type { Ledger, LedgerField, SourceColumn } from '../../ledger/ledger.ts';
import { dayText } from '../../ledger/time.ts';
import { tableOf, uniqueName } from '../../report/columns/column.ts';
import { eachMoney, eachText, eachTime } from '../../report/columns/of-items.ts';
import type { ItemColumns } from '../../report/columns/of-items.ts';
import { csvHeader, csvRows } from '../../report/encode/csv.ts';
import { lapsedLots } from './lapsed-lots.ts';
import type { ExpiryTerms } from './lapsed-lots.ts';

/** A row that books what has lapsed of a lot. */
export interface ExpiryRow {
  readonly id: string;
  readonly customer: string;
  /** Empty where the ledger has no CURRENCY column. */
  readonly currency: string;
  /** That of the lot. */
  readonly reason: string;
  /** Negative. */
  readonly cents: number;
  /** The cut-off, wall-clock ms. */
  readonly createdAt: number;
}

/**
 * The `expired` rows that would book the open lots past their expiry, one a lot, at the cut-off (RULES.md section
 * 10). Not those that stand behind an older open lot that has not lapsed: a row takes the oldest lot. Their ids are
 * `EXP-`, the as-of day and a number, and none that `ledger`, or what lies after its cut-off, has.
 */
export function expiryRows(
  ledger: Ledger,
  matching: Matching,
  terms: ExpiryTerms,
): readonly ExpiryRow[] {
  const { rows, cents, isNext } = lapsedLots(ledger, matching, terms);
  const prefix = `EXP-${dayText(terms.asOf).replaceAll('-', '')}-`;
  let number = lastNumber(ledger.id.pool, prefix);
  return rows.flatMap((row, i): ExpiryRow[] => {
    if (!isNext[i]) return [];
    // As wide as their order by code point wants it, so that the oldest lot has the first row.
    const id = `${prefix}${String(++number).padStart(8, '0')}`;
    const reason = ledger.reason.codes[row]!;
    return [
      {
        id,
        customer: idText(ledger.customer.pool, ledger.customer.values[row]!),
        currency: ledger.currency ? ledger.currency.pool[ledger.currency.codes[row]!]! : '',
        reason: reason < 0 ? '' : ledger.reason.pool[reason]!,
        cents: -cents[i]!,
        createdAt: terms.asOf,
      },
    ];
  });
}

/** The rows as a CSV file with the columns of the ledger, in their order and under their own headers. */
export function expiryFile(
  rows: readonly ExpiryRow[],
  columns: readonly SourceColumn[],
): Uint8Array {
  const taken = new Set<string>();
  const heads = columns.map(({ header, field }) => columnOf(field, uniqueName(header, taken)));
  const table = tableOf(heads, rows, rows.length);
  const names = table.columns.map(({ name }) => name);
  return Buffer.concat([csvHeader(names, false), csvRows(table.columns, table.rows)]);
}

function columnOf(field: LedgerField | 'extra', name: string): ItemColumns<ExpiryRow>[number] {
  switch (field) {
    case 'TRANS_ID':
      return eachText(name, ({ id }) => id);
    case 'TCTYPE':
      return eachText(name, () => TYPE_NAMES[EXPIRED]);
    case 'CREATEDAT':
      return eachTime(name, ({ createdAt }) => createdAt);
    case 'CUSTOMERID':
      return eachText(name, ({ customer }) => customer);
    case 'AMOUNT':
      return eachMoney(name, ({ cents }) => cents);
    case 'REASON':
      return eachText(name, ({ reason }) => reason);
    case 'CURRENCY':
      return eachText(name, ({ currency }) => currency);
    case 'EXPIREDAT':
    case 'ORDERID':
    case 'extra':
      return eachText(name, () => '');
  }
}

/** The greatest number behind a prefix; 0 for none. */
function lastNumber(ids: readonly string[], prefix: string): number {
  let last = 0;
  for (const id of ids) {
    const digits = id.startsWith(prefix) ? id.slice(prefix.length) : '';
    if (/^\d{1,9}$/.test(digits)) last = Math.max(last, Number(digits));
  }
  return last;
}
