import { numbersAtFault } from '../../rules/row-rules.ts';
import { cellText } from '../../source/reading/cells.ts';
import type { RawRow } from '../../source/reading/raw-rows.ts';
import {
  amountReader,
  currencyReader,
  idValue,
  reasonReader,
  timeReader,
  typeReader,
  UNUSUAL,
} from './cell-values.ts';
import type { LedgerInReading } from './ledger-columns.ts';

/** Stands for a TCTYPE that is none. */
const UNREAD_TYPE = 255;

/**
 * A function that fills the ledger's next row, without counting it, and tells whether the row rules have
 * to look at it: because of a fault or a blank, or because its numbers contradict each other.
 */
export function rowFiller(ledger: LedgerInReading): (raw: RawRow) => boolean {
  const { position, extraAt, extras, ids, customers, orders, dateSystem, formats, zones } = ledger;
  const { TRANS_ID, TCTYPE, CREATEDAT, EXPIREDAT, CUSTOMERID, ORDERID } = position;
  const { AMOUNT, REASON, CURRENCY } = position;
  const centsValue = amountReader(ledger.currencySigns, formats.AMOUNT);
  const createdAt = timeReader('CREATEDAT', dateSystem, formats, zones, UNUSUAL);
  const expiresAt = timeReader('EXPIREDAT', dateSystem, formats, zones, NaN);
  const typeCode = typeReader();
  const reasonCode = reasonReader(ledger.reasons);
  const currencyCode = currencyReader(ledger.currencies);
  return (raw) => {
    const { arrays, rows: r } = ledger;
    const id = idValue(raw, TRANS_ID, ids, UNUSUAL);
    const type = typeCode(raw, TCTYPE);
    const created = createdAt(raw, CREATEDAT);
    const expires = EXPIREDAT < 0 ? NaN : expiresAt(raw, EXPIREDAT);
    const customer = idValue(raw, CUSTOMERID, customers, UNUSUAL);
    const cents = centsValue(raw, AMOUNT);
    const order = ORDERID < 0 ? NaN : idValue(raw, ORDERID, orders, NaN);
    const reason = REASON < 0 ? -1 : reasonCode(raw, REASON);
    const currency = CURRENCY < 0 ? -1 : currencyCode(raw, CURRENCY);
    arrays.id[r] = id;
    arrays.type[r] = type;
    arrays.created[r] = created;
    arrays.expires[r] = expires;
    arrays.customer[r] = customer;
    arrays.cents[r] = cents;
    arrays.order[r] = order;
    arrays.sheetRow[r] = raw.rowNumber;
    arrays.reason[r] = reason;
    // Memory that is not written to costs nothing.
    if (CURRENCY >= 0) arrays.currency[r] = currency;
    for (let e = 0; e < extraAt.length; e++)
      arrays.extras[e]![r] = extras[e]!.code(cellText(raw, extraAt[e]!));
    const isOdd =
      id === UNUSUAL ||
      type === UNUSUAL ||
      created === UNUSUAL ||
      expires === UNUSUAL ||
      customer === UNUSUAL ||
      cents === UNUSUAL ||
      order === UNUSUAL ||
      reason === UNUSUAL ||
      currency === UNUSUAL ||
      numbersAtFault(arrays, r);
    if (isOdd) {
      // No code of a type or a currency, so that a row set aside is not summed under one that it has not.
      if (type === UNUSUAL) arrays.type[r] = UNREAD_TYPE;
      if (currency === UNUSUAL) arrays.currency[r] = -1;
    }
    return isOdd;
  };
}

/** Takes what could not be read out of row `r`: no value stands in its place. */
export function clearUnread({ arrays }: LedgerInReading, r: number): void {
  for (const column of [
    arrays.id,
    arrays.created,
    arrays.expires,
    arrays.customer,
    arrays.cents,
    arrays.order,
  ])
    if (column[r] === UNUSUAL) column[r] = NaN;
}
