import { EARNED, EXPIRED, SPENT, TYPE_NAMES } from '../../ledger/ledger.ts';
import { cellText, centsOfCell } from '../../source/reading/cells.ts';
import type { RawRow } from '../../source/reading/raw-rows.ts';
import type { LedgerInReading } from './ledger-columns.ts';

/** More rows in a row without an id are no totals. */
export const MOST_TOTALS = 20;

/** A row that may be a total, kept until it is known whether rows follow it. */
export interface HeldRow {
  readonly raw: RawRow;
  readonly cents: number;
  /** The code of the type that it names; −1 for none. */
  readonly type: number;
  /** The currency that it names; blank for none. */
  readonly currency: string;
  /** Whether a word, such as TOTAL, stands in the place of its id or its type. */
  readonly named: boolean;
}

/**
 * A copy of a row that may be a total of those above it: an amount without a date, a customer and an order,
 * and without an id or with a word in its place. Null for any other row.
 */
export function mayBeTotal({ position, formats }: LedgerInReading, raw: RawRow): HeldRow | null {
  const text = (c: number): string => (c < 0 ? '' : cellText(raw, c).trim());
  const { CREATEDAT, EXPIREDAT, CUSTOMERID, ORDERID } = position;
  if ([CREATEDAT, EXPIREDAT, CUSTOMERID, ORDERID].some((c) => text(c) !== '')) return null;
  const [id, kind] = [text(position.TRANS_ID), text(position.TCTYPE)];
  if (/\d/.test(id) || /\d/.test(kind)) return null;
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
  const type = (TYPE_NAMES as readonly string[]).indexOf(kind.toLowerCase());
  return {
    raw: copy,
    cents: reading.cents,
    type,
    currency: text(position.CURRENCY).toUpperCase(),
    named: id !== '' || (kind !== '' && type < 0),
  };
}

/** How many rows a total is of, and what their amounts sum to: NaN where one of them cannot be read. */
interface Sum {
  readonly rows: number;
  readonly cents: number;
}

/** What people sum up: all rows (null), those of one type, and the redemptions, of which there are two. */
const KINDS = [null, [EARNED], [SPENT], [EXPIRED], [SPENT, EXPIRED]] as const;

/**
 * A function that says which rows of those read so far a held row is the total of, for the analyst; null
 * where it is none. The amount of a single row is one only where it is named so: the row may have lost its cells.
 */
export function totalsIn(ledger: LedgerInReading): (held: HeldRow) => string | null {
  const { position, currencies } = ledger;
  const codes = position.CURRENCY < 0 ? [] : currencies.pool.map((_, code) => code);
  const known = new Map<string, Sum>();
  const sum = (types: readonly number[] | null, currency: number | null): Sum => {
    const key = `${types?.join() ?? ''} ${currency ?? ''}`;
    const found = known.get(key) ?? sumOf(ledger, types, currency);
    known.set(key, found);
    return found;
  };
  // Of a currency that no row has there is nothing to sum up.
  const codesOf = (currency: string): number[] =>
    codes.filter((code) => currencies.pool[code] === currency);
  return (held) => {
    const kinds = held.type < 0 ? KINDS : [[held.type]];
    const of = held.currency === '' ? [null, ...codes] : codesOf(held.currency);
    for (const currency of of)
      for (const types of kinds) {
        const { rows, cents } = sum(types, currency);
        const isEnough = rows > 1 || (rows === 1 && held.named);
        if (isEnough && cents === held.cents)
          return rowsInWords(rows, types, currency === null ? null : currencies.pool[currency]!);
      }
    return null;
  };
}

function sumOf(
  { arrays, rows }: LedgerInReading,
  types: readonly number[] | null,
  currency: number | null,
): Sum {
  let count = 0;
  let cents = 0;
  for (let r = 0; r < rows; r++) {
    if (types !== null && !types.includes(arrays.type[r]!)) continue;
    if (currency !== null && arrays.currency[r] !== currency) continue;
    count++;
    cents += arrays.cents[r]!;
  }
  return { rows: count, cents };
}

/** `all 12 rows`, `the 8 spent and expired rows in EUR`. */
function rowsInWords(
  rows: number,
  types: readonly number[] | null,
  currency: string | null,
): string {
  const kind = types === null ? '' : `${types.map((type) => TYPE_NAMES[type]!).join(' and ')} `;
  const which = types === null && currency === null ? 'all' : 'the';
  const among = currency === null ? '' : ` in ${currency}`;
  return rows === 1 ? `the only ${kind}row${among}` : `${which} ${rows} ${kind}rows${among}`;
}
