import type { Exception, ExceptionCode } from '../../core/contract/exceptions.ts';
import type { ExceptionTotal } from '../../core/contract/run.ts';
import { decimalText } from '../../core/ledger/money.ts';
import { timeOfText } from '../../core/ledger/time.ts';
import type { Dialect } from '../../core/warehouse/dialects/dialect.ts';
import type { WarehousePlan } from '../../core/warehouse/plan.ts';
import { KEPT_PER_KIND } from '../history/exceptions/exceptions-of-run.ts';
import type { Warehouse } from './connection.ts';

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
  'redemption.unmatched': (amount) => `No earned credit left for ${amount}`,
  'redemption.partly-matched': (amount) => `${amount} not covered by lots`,
  'variance.untracked': (amount) => `Lot and redemption differ by ${amount}`,
  'expired.out-of-order': (_amount, other) => `Lot ${other} had not expired yet`,
  'balance.negative': () => 'Overdrawn; the shortfall is counted with its redemptions',
  'row.quarantined': () => 'Set aside; see the quarantine table',
};

/**
 * The exceptions of the draft for the work list of the history, of each kind the largest; and how many there
 * are. The table there has all.
 */
export async function exceptionsOf(
  warehouse: Warehouse,
  dialect: Dialect,
  { drafts }: WarehousePlan,
): Promise<{ readonly list: readonly Exception[]; readonly totals: readonly ExceptionTotal[] }> {
  const list: Exception[] = [];
  const totals: ExceptionTotal[] = [];
  const seen = new Map<string, number>();
  for (const code of CODES) {
    const [all] = await warehouse.ask(
      `SELECT COUNT(*) AS found FROM ${drafts.exceptions} WHERE code = '${code}'`,
    );
    if (Number(all!['found']) === 0) continue;
    totals.push({ code, count: Number(all!['found']) });
    const rows = await warehouse.ask(
      `SELECT customerid, currency, trans_id, other_id, ${dialect.cents('amount_at_stake')} AS cents, ${dialect.text('createdat')} AS createdat
       FROM ${drafts.exceptions} WHERE code = '${code}'
       ORDER BY COALESCE(amount_at_stake, 0) DESC, ${['customerid', 'currency', 'trans_id', 'other_id'].map(dialect.byCodePoint).join(', ')}, 5 LIMIT ${KEPT_PER_KIND}`,
    );
    for (const row of rows) {
      const ids = [row['trans_id'], row['other_id']].map(String).filter((id) => id !== '');
      const cents = row['cents'] === null ? null : Number(row['cents']);
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
        message: MESSAGES[code](decimalText(cents ?? 0), ids[1] ?? ''),
      });
    }
  }
  return { list, totals };
}
