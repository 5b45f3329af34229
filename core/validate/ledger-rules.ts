import type { FindingLog } from '../contract/findings.ts';
import { idRanks, idText } from '../ledger/ids.ts';
import { EARNED, SPENT } from '../ledger/ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { decimalText } from '../ledger/money.ts';
import type { MovementOrder } from '../ledger/movement-order.ts';
import { dayText, timeText } from '../ledger/time.ts';
import type { CustomerLookup, OrderCustomers } from './lookups.ts';

/** What the rules on single movements look things up in; null where the sheet was not there. */
export interface Lookups {
  readonly orders: OrderCustomers | null;
  readonly customers: CustomerLookup | null;
}

/**
 * The warnings of RULES.md section 2 on single movements: orders, customers, expiry, as-of. Returns
 * the rows whose ORDERID is not in Sales or stands there under another customer (orphan orders). Rows
 * are looked at in the order given, or as they stand; of those that are not in the file (sheet row 0)
 * nothing is logged, because the run that read them did.
 */
export function checkMovements(
  ledger: Ledger,
  lookups: Lookups,
  asOf: number,
  sheet: string,
  log: FindingLog,
  inOrder: Int32Array | null = null,
): { orphanOrders: number[] } {
  const findings: Pick<FindingLog, 'add'> = {
    add: (code, at) => {
      if (at.row !== 0) log.add(code, at);
    },
  };
  const orphanOrders: number[] = [];
  const { rows, type, order, customer, createdAt, expiresAt, sheetRow } = ledger;
  const hasExpiry = ledger.columns.some(({ field }) => field === 'EXPIREDAT');
  for (let i = 0; i < rows; i++) {
    const r = inOrder === null ? i : inOrder[i]!;
    const orderId = order.values[r]!;
    const customerId = customer.values[r]!;
    if (Number.isNaN(orderId)) {
      if (type[r] === SPENT)
        findings.add('row.order-blank', { sheet, row: sheetRow[r]!, column: 'ORDERID' });
    } else if (lookups.orders !== null) {
      const owner = lookups.orders.get(orderId);
      const place = (): { sheet: string; row: number; column: string; value: string } => ({
        sheet,
        row: sheetRow[r]!,
        column: 'ORDERID',
        value: idText(order.pool, orderId),
      });
      if (owner === undefined) {
        orphanOrders.push(r);
        findings.add('row.order-not-in-sales', place());
      } else if (typeof owner === 'number' ? owner !== customerId : !owner.includes(customerId)) {
        orphanOrders.push(r);
        const other = idText(customer.pool, typeof owner === 'number' ? owner : owner[0]!);
        findings.add('row.order-other-customer', {
          ...place(),
          what: `Order ${place().value} belongs to customer ${other || '(blank)'} in Sales`,
        });
      }
    }
    if (lookups.customers !== null && !lookups.customers.ids.has(customerId))
      findings.add('row.customer-not-in-customers', {
        sheet,
        row: sheetRow[r]!,
        column: 'CUSTOMERID',
        value: idText(customer.pool, customerId),
      });
    if (type[r] === EARNED && hasExpiry && Number.isNaN(expiresAt[r]!))
      findings.add('row.expiry-blank', { sheet, row: sheetRow[r]!, column: 'EXPIREDAT' });
    if (createdAt[r]! > asOf)
      findings.add('row.after-as-of', {
        sheet,
        row: sheetRow[r]!,
        column: 'CREATEDAT',
        value: timeText(createdAt[r]!),
        what: `CREATEDAT lies after the as-of date ${dayText(asOf)}`,
      });
  }
  if (!hasExpiry && ledger.rows > 0)
    findings.add('row.expiry-blank', {
      sheet,
      column: 'EXPIREDAT',
      what: 'The sheet has no column EXPIREDAT, so no lot has an expiry',
    });
  return { orphanOrders };
}

/**
 * The rules on an account's movements in their order: a balance that goes below zero (once for each
 * account, at the first such row) and TRANS_IDs that fall while time rises.
 */
export function checkAccounts(
  ledger: Ledger,
  movements: MovementOrder,
  sheet: string,
  log: FindingLog,
): void {
  // A row that is not in the file is told without a row number.
  const findings: Pick<FindingLog, 'add'> = {
    add: (code, at) => log.add(code, at.row === 0 ? { ...at, row: null } : at),
  };
  const { cents, createdAt, sheetRow, id, customer } = ledger;
  const { order, start } = movements;
  const rank = idRanks(id);
  for (let a = 0; a < ledger.accounts.count; a++) {
    let balance = 0;
    let warned = false;
    for (let k = start[a]!; k < start[a + 1]!; k++) {
      const r = order[k]!;
      balance += cents[r]!;
      if (balance < 0 && !warned) {
        warned = true;
        const who = idText(customer.pool, customer.values[r]!);
        findings.add('account.balance-negative', {
          sheet,
          row: sheetRow[r]!,
          column: 'AMOUNT',
          value: decimalText(balance),
          what: `The balance of customer ${who} goes down to ${decimalText(balance)} here`,
        });
      }
      const before = order[k - 1]!;
      if (k > start[a]! && createdAt[r]! > createdAt[before]! && rank[r]! < rank[before]!)
        findings.add('ledger.id-order', {
          sheet,
          row: sheetRow[r]!,
          column: 'TRANS_ID',
          value: idText(id.pool, id.values[r]!),
          what: `TRANS_ID ${idText(id.pool, id.values[r]!)} is lower than that of an earlier movement of the customer`,
        });
    }
  }
}
