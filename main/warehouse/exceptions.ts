import type { Exception, ExceptionCode } from '../../core/contract/exceptions.ts';
import { decimalText } from '../../core/ledger/money.ts';
import { timeOfText } from '../../core/ledger/time.ts';
import type { Dialect } from '../../core/warehouse/dialects/dialect.ts';
import type { WarehousePlan } from '../../core/warehouse/plan.ts';
import type { Warehouse } from './connection.ts';

/** A work list longer than this is worked on by its cause, not row by row; the table there has all. */
const KEPT_PER_CODE = 20_000;

const CODES = [
  'redemption.unmatched',
  'redemption.partly-matched',
  'variance.untracked',
  'expired.out-of-order',
  'balance.negative',
  'row.quarantined',
] as const satisfies readonly ExceptionCode[];

const MESSAGES: Readonly<
  Record<(typeof CODES)[number], (amount: string, other: string) => string>
> = {
  'redemption.unmatched': (amount) => `No lot was available for ${amount}`,
  'redemption.partly-matched': (amount) => `Lots leave ${amount} uncovered`,
  'variance.untracked': (amount) => `${amount} of the pair is left over`,
  'expired.out-of-order': (_amount, other) => `Lot ${other} was to expire only later`,
  'balance.negative': (amount) => `The balance goes down to -${amount}`,
  'row.quarantined': () => 'Set aside; the quarantine says why',
};

/** The exceptions of the draft, the first of each code, for the work list of the history. */
export async function exceptionsOf(
  warehouse: Warehouse,
  dialect: Dialect,
  { drafts }: WarehousePlan,
): Promise<Exception[]> {
  const list: Exception[] = [];
  const seen = new Map<string, number>();
  for (const code of CODES) {
    const rows = await warehouse.ask(
      `SELECT customerid, currency, trans_id, other_id, ${dialect.cents('amount_at_stake')} AS cents, ${dialect.text('createdat')} AS createdat
       FROM ${drafts.exceptions} WHERE code = '${code}'
       ORDER BY ${['customerid', 'currency', 'trans_id', 'other_id'].map(dialect.byCodePoint).join(', ')}, 5 LIMIT ${KEPT_PER_CODE}`,
    );
    for (const row of rows) {
      const ids = [row['trans_id'], row['other_id']].map(String).filter((id) => id !== '');
      const cents = Number(row['cents']);
      const key = `${code}:${ids.join('+')}`;
      const again = (seen.get(key) ?? 0) + 1;
      seen.set(key, again);
      list.push({
        code,
        key: again === 1 ? key : `${key}:${again}`,
        customer: String(row['customerid']),
        currency: String(row['currency']),
        ids,
        rows: [],
        cents,
        createdAt:
          row['createdat'] === null ? null : (timeOfText(String(row['createdat'])) ?? null),
        message: MESSAGES[code](decimalText(cents), ids[1] ?? ''),
      });
    }
  }
  return list;
}
