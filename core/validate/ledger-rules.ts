import type { FindingLog } from '../contract/findings.ts';
import { idRanks } from '../ledger/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { MovementOrder } from '../ledger/movement-order.ts';
import { ACCOUNT_RULES, accountIsOdd } from '../rules/account-rules.ts';
import { MOVEMENT_RULES, movementIsOdd } from '../rules/movement-rules.ts';
import type { AccountMovements } from '../rules/rule/account-rule.ts';
import type { Movements } from '../rules/rule/movement-rule.ts';
import type { CustomerLookup, OrderCustomers } from '../accepted/lookup-tables.ts';

/** What the rules on single movements look things up in; null where the sheet was not there. */
export interface Lookups {
  readonly orders: OrderCustomers | null;
  readonly customers: CustomerLookup | null;
}

/**
 * The warnings of RULES.md section 2 on single movements: orders, customers, expiry. Returns
 * the rows whose ORDERID is not in Sales or stands there under another customer (orphan orders). Rows
 * are looked at in the order given, or as they stand; of those that are not in the file (sheet row 0)
 * nothing is logged, because the run that read them did.
 */
export function checkMovements(
  ledger: Ledger,
  lookups: Lookups,
  sheet: string,
  log: FindingLog,
  inOrder: Int32Array | null = null,
): { orphanOrders: number[] } {
  const { rows, sheetRow } = ledger;
  const has = (wanted: string): boolean => ledger.columns.some(({ field }) => field === wanted);
  const movements: Movements = {
    ledger,
    type: ledger.type,
    createdAt: ledger.createdAt,
    expiresAt: ledger.expiresAt,
    order: ledger.order.values,
    customer: ledger.customer.values,
    hasExpiry: has('EXPIREDAT'),
    sales: lookups.orders,
    customers: lookups.customers && lookups.customers.ids,
  };
  const orphanOrders: number[] = [];
  const tell = (r: number): void => {
    for (const rule of MOVEMENT_RULES) {
      if (!rule.finds(movements, r)) continue;
      if (rule.orphansOrder) orphanOrders.push(r);
      if (sheetRow[r] !== 0)
        log.add(rule.code, {
          sheet,
          row: sheetRow[r]!,
          column: rule.field,
          ...(rule.value && { value: rule.value(movements, r) }),
          ...(rule.says && { what: rule.says(movements, r) }),
        });
    }
  };
  for (let i = 0; i < rows; i++) {
    const r = inOrder === null ? i : inOrder[i]!;
    if (movementIsOdd(movements, r)) tell(r);
  }
  if (rows > 0)
    for (const { code, field, withoutField } of MOVEMENT_RULES)
      if (withoutField !== undefined && !has(field))
        log.add(code, { sheet, column: field, what: withoutField });
  return { orphanOrders };
}

/**
 * The rules on an account's movements in their order: a balance that goes below zero (once for each
 * account, at the first such row) and TRANS_IDs that fall while time rises. A row that is not in the
 * file is told without a row number.
 */
export function checkAccounts(
  ledger: Ledger,
  { order, start }: MovementOrder,
  sheet: string,
  log: FindingLog,
): void {
  const { cents, createdAt, sheetRow, id } = ledger;
  const movements: AccountMovements = { ledger, createdAt, idRank: idRanks(id) };
  const told = new Set<string>();
  const tell = (balance: number, r: number, before: number): void => {
    for (const rule of ACCOUNT_RULES) {
      if (told.has(rule.code) || !rule.finds(movements, balance, r, before)) continue;
      if (rule.once) told.add(rule.code);
      log.add(rule.code, {
        sheet,
        row: sheetRow[r]! || null,
        column: rule.field,
        value: rule.value(movements, balance, r),
        what: rule.says(movements, balance, r),
      });
    }
  };
  for (let a = 0; a < ledger.accounts.count; a++) {
    if (told.size > 0) told.clear();
    let balance = 0;
    let before = -1;
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const r = order[k]!;
      balance += cents[r]!;
      if (accountIsOdd(movements, balance, r, before)) tell(balance, r, before);
      before = r;
    }
  }
}
