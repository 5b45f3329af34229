import { orderTold } from '../../formats/date-order.ts';
import { markTold } from '../../formats/decimal-mark.ts';
import { TEXT } from '../../source/reading/raw-rows.ts';
import type { RawRow } from '../../source/reading/raw-rows.ts';
import type { LedgerInReading } from './ledger-columns.ts';

/** Thrown where a row can be read only once it is known how its whole column is written. */
export const UNDECIDED = Symbol('undecided');

/**
 * Whether row `r`, which is no ordinary one, waits for its column to be looked at as a whole: for the order
 * of its dates, or for the mark before its cents. A column in which a date was read before is plain, and is
 * taken for it from here on, because it would be by all of its cells.
 */
export function isUndecided(ledger: LedgerInReading, raw: RawRow): boolean {
  const { formats, position, arrays, rows } = ledger;
  for (const field of ['CREATEDAT', 'EXPIREDAT'] as const) {
    if (formats[field] !== null) continue;
    const text = textAt(raw, position[field]);
    if (text === null || orderTold(text) === null) continue;
    if (!holdsTime(field === 'CREATEDAT' ? arrays.created : arrays.expires, rows)) return true;
    formats[field] = 'ymd';
  }
  if (formats.AMOUNT !== null) return false;
  const amount = textAt(raw, position.AMOUNT);
  const told = amount === null ? null : markTold(amount);
  return told === 'either' || told === 'comma';
}

function textAt(raw: RawRow, c: number): string | null {
  return c >= 0 && c < raw.width && raw.kind[c] === TEXT ? raw.text[c]! : null;
}

function holdsTime(times: Float64Array, rows: number): boolean {
  for (let r = 0; r < rows; r++) if (Number.isFinite(times[r]!)) return true;
  return false;
}
