import type { LaterRow } from '../../contract/close/sign-off.ts';
import { idText } from '../../ledger/ids.ts';
import { TYPE_NAMES } from '../../ledger/ledger.ts';
import type { Ledger } from '../../ledger/ledger.ts';

/**
 * The rows up to a moment (wall-clock ms), the end of a locked period, by which a ledger differs from the one that
 * it was locked with (RULES.md section 13): they do not restate it. A row is the same by its TRANS_ID. One that has
 * another currency or customer is gone there and added here, so that amounts by currency and customer add up. In the
 * order of the present ledger, and then those that are gone in the order of the former one.
 */
export function laterRows(locked: Ledger, now: Ledger, until: number): readonly LaterRow[] {
  const before = rowsById(locked, until);
  const present = rowsById(now, until);
  const found: LaterRow[] = [];
  for (const [key, row] of present) {
    const was = before.get(key);
    if (was === undefined) found.push(told('added', now, row, null, now.cents[row]!));
    else if (!isSame(locked, was, now, row))
      found.push(told('changed', now, row, locked.cents[was]!, now.cents[row]!));
  }
  for (const [key, row] of before)
    if (!present.has(key)) found.push(told('gone', locked, row, locked.cents[row]!, null));
  return found;
}

/** The rows by what tells movements of one account apart, whatever the pools of the two ledgers hold. */
function rowsById(ledger: Ledger, until: number): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  for (let row = 0; row < ledger.rows; row++) {
    if (ledger.createdAt[row]! > until) continue;
    const id = idText(ledger.id.pool, ledger.id.values[row]!);
    const customer = idText(ledger.customer.pool, ledger.customer.values[row]!);
    rows.set(`${id}\u0000${customer}\u0000${textOf(ledger.currency, row)}`, row);
  }
  return rows;
}

function isSame(locked: Ledger, was: number, now: Ledger, row: number): boolean {
  return (
    locked.type[was] === now.type[row] &&
    locked.createdAt[was] === now.createdAt[row] &&
    locked.cents[was] === now.cents[row] &&
    textOf(locked.reason, was) === textOf(now.reason, row)
  );
}

function told(
  what: LaterRow['what'],
  ledger: Ledger,
  row: number,
  before: number | null,
  now: number | null,
): LaterRow {
  return {
    what,
    id: idText(ledger.id.pool, ledger.id.values[row]!),
    customer: idText(ledger.customer.pool, ledger.customer.values[row]!),
    currency: textOf(ledger.currency, row),
    type: TYPE_NAMES[ledger.type[row]! as 0 | 1 | 2],
    createdAt: ledger.createdAt[row]!,
    before,
    now,
  };
}

function textOf(column: Ledger['currency'], row: number): string {
  const code = column?.codes[row] ?? -1;
  return code < 0 ? '' : column!.pool[code]!;
}
