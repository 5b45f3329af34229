import { DEFAULT_SETTINGS } from '../../../core/contract/settings.ts';
import { movementOrder } from '../../../core/ledger/movement-order.ts';
import { exceptionsFrom } from '../../../core/report/figures/exception-list.ts';
import { exceptionsOf } from '../../../core/report/figures/exceptions.ts';
import { matchLedger } from '../../../core/match/match.ts';
import { idText } from '../../../core/ledger/ids.ts';
import { decimalText } from '../../../core/ledger/money.ts';
import { DAY_MS, timeText } from '../../../core/ledger/time.ts';
import type { Policy } from '../../../core/contract/settings.ts';
import type { WarehouseColumn, WarehousePlan } from '../../../core/warehouse/plan.ts';
import { resultNames } from '../../../core/warehouse/plan.ts';
import { ledgerOf } from '../match/ledger-fixture.ts';
import type { Movement } from '../match/naive-reference.ts';

/** The columns of a table of movements, as texts. */
export const MOVEMENT_COLUMNS: readonly WarehouseColumn[] = (
  ['TRANS_ID', 'TCTYPE', 'CREATEDAT', 'EXPIREDAT', 'CUSTOMERID', 'CURRENCY', 'AMOUNT'] as const
).map((field) => ({ name: field.toLowerCase(), sql: field.toLowerCase(), field, kind: 'text' }));

/** When a lot expires: after no, one, two or three days and a second, or never (NaN). */
function expiryOf({ type, at, cents }: Movement): number {
  const days = cents % 5;
  return type !== 'earned' || days === 4 ? NaN : at + days * DAY_MS + 1000;
}

/**
 * The exceptions as core has them: `code customer currency ids at stake at`, in their order as texts. The ledger
 * alone tells them: there are no orders, no rows set aside and no earlier run.
 */
export function ownExceptions(
  movements: readonly Movement[],
  policy: Policy,
  toleranceCents: number,
): string[] {
  const ledger = ledgerOf(movements);
  const byId = new Map(movements.map((movement) => [movement.id, movement]));
  for (let row = 0; row < ledger.rows; row++)
    ledger.expiresAt[row] = expiryOf(byId.get(idText(ledger.id.pool, ledger.id.values[row]!))!);
  const list = exceptionsOf({
    ledger,
    matching: matchLedger(ledger, policy),
    movements: movementOrder(ledger),
    settings: { ...DEFAULT_SETTINGS, policy, toleranceCents },
    orphanOrders: [],
    backdated: [],
    quarantined: [],
    changes: null,
  });
  return exceptionsFrom(list, 0, list.length)
    .map(({ code, customer, currency, ids, cents, createdAt }) =>
      [code, customer, currency, ids.join('+'), decimalText(cents!), timeText(createdAt!)].join(
        ' ',
      ),
    )
    .sort();
}

/** Movements as the lines of a table of texts, in {@link MOVEMENT_COLUMNS}. */
export function tableLines(movements: readonly Movement[]): string[][] {
  return movements.map((movement) => {
    const { id, type, at, customer, currency, cents } = movement;
    const expires = expiryOf(movement);
    return [
      id,
      type,
      timeText(at),
      Number.isNaN(expires) ? '' : timeText(expires),
      customer,
      currency,
      decimalText(type === 'earned' ? cents : -cents),
    ];
  });
}

/** The allocation ledger as core/match makes it: `seq lot redemption customer currency amount`. */
export function ownAllocations(movements: readonly Movement[], policy: Policy): string[] {
  const ledger = ledgerOf(movements);
  const { allocations } = matchLedger(ledger, policy);
  return Array.from({ length: allocations.count }, (_, i) => {
    const lot = allocations.earnedRow[i]!;
    const id = (row: number): string => idText(ledger.id.pool, ledger.id.values[row]!);
    return [
      i + 1,
      id(lot),
      id(allocations.redeemerRow[i]!),
      idText(ledger.customer.pool, ledger.customer.values[lot]!),
      ledger.currency!.pool[ledger.currency!.codes[lot]!]!,
      decimalText(allocations.cents[i]!),
    ].join(' ');
  });
}

/** What becomes of each row as core/match says: `id redeemid matched open`, by id. */
export function ownFates(movements: readonly Movement[], policy: Policy): string[] {
  const ledger = ledgerOf(movements);
  const matching = matchLedger(ledger, policy);
  return Array.from({ length: ledger.rows }, (_, row) => {
    const by = matching.redeemedBy[row]!;
    const id = (r: number): string => idText(ledger.id.pool, ledger.id.values[r]!);
    const matched = matching.matched[row]!;
    return `${id(row)} ${by < 0 ? '-' : id(by)} ${decimalText(matched)} ${decimalText(Math.abs(ledger.cents[row]!) - matched)}`;
  }).sort();
}

export function planOf(
  policy: Policy,
  source: string,
  prefix: string,
  asOf: string | null = null,
): WarehousePlan {
  return {
    policy,
    source,
    columns: MOVEMENT_COLUMNS,
    asOf,
    today: null,
    toleranceCents: 0,
    results: resultNames((name) => prefix + name),
    drafts: resultNames((name) => `${prefix}draft_${name}`),
  };
}
