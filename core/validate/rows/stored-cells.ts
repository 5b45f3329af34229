import { idText } from '../../ledger/ids.ts';
import { TYPE_NAMES } from '../../ledger/ledger.ts';
import { decimalText } from '../../ledger/money.ts';
import { timeText } from '../../ledger/time.ts';
import type { LedgerInReading } from './ledger-columns.ts';

/** A row that was accepted when it was read, as text again: one for each column of the source. */
export function storedCells(reading: LedgerInReading, r: number): string[] {
  const { arrays, ids, customers, orders, reasons, currencies, extras, extraAt } = reading;
  return reading.header.fields.map((field, c) => {
    switch (field) {
      case 'TRANS_ID':
        return idText(ids.texts, arrays.id[r]!);
      case 'CUSTOMERID':
        return idText(customers.texts, arrays.customer[r]!);
      case 'ORDERID':
        return idText(orders.texts, arrays.order[r]!);
      case 'TCTYPE':
        return TYPE_NAMES[arrays.type[r]!]!;
      case 'CREATEDAT':
        return timeText(arrays.created[r]!);
      case 'EXPIREDAT':
        return Number.isNaN(arrays.expires[r]!) ? '' : timeText(arrays.expires[r]!);
      case 'AMOUNT':
        return decimalText(arrays.cents[r]!);
      case 'REASON':
        return reasons.pool[arrays.reason[r]!] ?? '';
      case 'CURRENCY':
        return currencies.pool[arrays.currency[r]!] ?? '';
      case 'extra': {
        const e = extraAt.indexOf(c);
        return extras[e]!.pool[arrays.extras[e]![r]!] ?? '';
      }
      default:
        return '';
    }
  });
}
