import type { ChangedField } from '../../contract/api/changed-rows.ts';
import { idText } from '../../ledger/ids.ts';
import { TYPE_NAMES } from '../../ledger/ledger.ts';
import type { Ledger, SourceColumn } from '../../ledger/ledger.ts';
import { decimalText } from '../../ledger/money.ts';
import { timeText } from '../../ledger/time.ts';
import { pairedColumns } from '../merge/paired-columns.ts';

/**
 * Returns a function that tells how a row of the later file differs from the standing one with its TRANS_ID, in
 * the order of the file's columns. The ledgers are those given to mergeLaterFile, the rows those of an
 * entry of `Merged.changed`.
 */
export function changedFields(
  standing: Ledger,
  later: Ledger,
): (standingRow: number, laterRow: number) => ChangedField[] {
  const { standingExtra } = pairedColumns(standing, later);
  return (s, d) =>
    later.columns.flatMap((column): ChangedField[] => {
      const stood =
        column.field === 'extra' ? { ...column, extra: standingExtra[column.extra]! } : column;
      const before = fieldText(standing, stood, s);
      const after = fieldText(later, column, d);
      return before === after ? [] : [{ column: column.header, before, after }];
    });
}

function fieldText(ledger: Ledger, column: SourceColumn, row: number): string {
  switch (column.field) {
    case 'TRANS_ID':
      return idText(ledger.id.pool, ledger.id.values[row]!);
    case 'TCTYPE':
      return TYPE_NAMES[ledger.type[row]!]!;
    case 'CREATEDAT':
      return timeText(ledger.createdAt[row]!);
    case 'EXPIREDAT':
      return Number.isNaN(ledger.expiresAt[row]) ? '' : timeText(ledger.expiresAt[row]!);
    case 'CUSTOMERID':
      return idText(ledger.customer.pool, ledger.customer.values[row]!);
    case 'ORDERID':
      return idText(ledger.order.pool, ledger.order.values[row]!);
    case 'AMOUNT':
      return decimalText(ledger.cents[row]!);
    case 'REASON':
      return ledger.reason.pool[ledger.reason.codes[row]!] ?? '';
    case 'CURRENCY':
      return ledger.currency?.pool[ledger.currency.codes[row]!] ?? '';
    case 'extra':
      return ledger.extras[column.extra]!.pool[ledger.extras[column.extra]!.codes[row]!] ?? '';
  }
}
