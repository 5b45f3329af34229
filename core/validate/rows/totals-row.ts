import { TYPE_NAMES } from '../../ledger/ledger.ts';
import { cellText, centsOfCell } from '../../source/reading/cells.ts';
import type { RawRow } from '../../source/reading/raw-rows.ts';
import type { LedgerInReading } from './ledger-columns.ts';

/** More rows in a row without an id are no totals. */
export const MOST_TOTALS = 5;

/** A row that may be a total, kept until it is known whether rows follow it. */
export interface HeldRow {
  readonly raw: RawRow;
  readonly cents: number;
}

/**
 * A copy of a row that may be the total of those above it: an amount without a type, a date and a customer,
 * and without an id or with a word in its place. Null for any other row.
 */
export function mayBeTotal({ position, formats }: LedgerInReading, raw: RawRow): HeldRow | null {
  const text = (c: number): string => (c < 0 ? '' : cellText(raw, c).trim());
  const { CREATEDAT, EXPIREDAT, CUSTOMERID, ORDERID } = position;
  if ([CREATEDAT, EXPIREDAT, CUSTOMERID, ORDERID].some((c) => text(c) !== '')) return null;
  // A word such as TOTAL may stand in the place of the id or of the type.
  for (const c of [position.TRANS_ID, position.TCTYPE])
    if (/\d/.test(text(c)) || (TYPE_NAMES as readonly string[]).includes(text(c).toLowerCase()))
      return null;
  const reading = centsOfCell(raw, position.AMOUNT, formats.AMOUNT);
  if (reading === undefined || 'fault' in reading) return null;
  const { rowNumber, width } = raw;
  const copy = {
    rowNumber,
    width,
    kind: raw.kind.slice(0, width),
    number: raw.number.slice(0, width),
    text: raw.text.slice(0, width),
  };
  return { raw: copy, cents: reading.cents };
}

/** Whether `cents` is the sum of all amounts read so far; none of them may be unknown. */
export function isSumOfAll({ arrays, rows }: LedgerInReading, cents: number): boolean {
  let sum = 0;
  for (let r = 0; r < rows; r++) sum += arrays.cents[r]!;
  return rows > 0 && sum === cents;
}
