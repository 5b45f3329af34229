import { counted } from '../../core/counted.ts';
import { CHECK_IDS, CHECKS } from '../../core/contract/checks.ts';
import type { CheckId, CheckResult } from '../../core/contract/checks.ts';
import type { MoneyTotals, RunTotals } from '../../core/contract/run.ts';
import { totalsByCurrency } from '../../core/contract/totals.ts';
import { amountsText } from '../../core/ledger/money.ts';
import type { CurrencyAmount } from '../../core/ledger/money.ts';
import { amountNumbers } from '../../core/verify/by-currency.ts';
import { totalsQuery } from '../../core/warehouse/facts-sql.ts';
import type { WarehousePlan } from '../../core/warehouse/plan.ts';
import { SCRATCH } from '../../core/warehouse/scratch.ts';
import type { Row, Warehouse } from './connection.ts';

const KEPT_FAILURES = 100;

/** What the checks say, from the failures that they left behind. */
export async function verdicts(
  warehouse: Warehouse,
  plan: WarehousePlan,
  totals: RunTotals,
): Promise<CheckResult[]> {
  const [sizes] = await warehouse.ask(
    `SELECT (SELECT COUNT(*) FROM ${SCRATCH.delivered}) AS delivered, (SELECT COUNT(*) FROM ${SCRATCH.book}) AS rows, (SELECT COUNT(*) FROM ${SCRATCH.entries}) AS allocations,
  (SELECT COUNT(*) FROM ${plan.drafts.customer_balances}) AS accounts, (SELECT COUNT(*) FROM ${plan.drafts.roll_forward}) AS months,
  (SELECT COUNT(*) FROM ${SCRATCH.book} WHERE redeemid IS NOT NULL) AS filled, (SELECT COUNT(*) FROM ${plan.drafts.quarantine}) AS quarantined`,
  );
  const size = (name: string): number => Number(sizes![name]);
  const amounts = (name: 'closing' | 'matched'): CurrencyAmount[] =>
    totalsByCurrency(totals).map((one) => ({ currency: one.currency, cents: one.totals[name] }));
  const closing = amounts('closing');
  const matched = amounts('matched');
  const held: Readonly<Record<CheckId, readonly [string, Record<string, number | string>]>> = {
    conservation: [
      `${counted(size('delivered'), 'row')}, each once and unchanged.`,
      { rows: size('delivered'), sourceRows: size('delivered') + size('quarantined') },
    ],
    'redeemid-integrity': [
      `${counted(size('filled'), 'REDEEMID')} checked.`,
      { filled: size('filled'), allocations: size('allocations') },
    ],
    chronology: [
      `${counted(size('allocations'), 'allocation')} checked.`,
      { allocations: size('allocations') },
    ],
    'fifo-order': [
      `${counted(size('accounts'), 'account')} checked.`,
      { accounts: size('accounts'), allocations: size('allocations') },
    ],
    'balance-equation': [
      `${counted(size('accounts'), 'account')} checked; closing ${amountsText(closing)}.`,
      { accounts: size('accounts'), ...amountNumbers('closing', closing) },
    ],
    allocation: [
      `${counted(size('allocations'), 'allocation')} of ${amountsText(matched)} checked.`,
      { allocations: size('allocations'), ...amountNumbers('allocated', matched) },
    ],
    'tie-out': [
      `${counted(size('months'), 'month')} and the totals of the source checked; closing ${amountsText(closing)}.`,
      {
        periods: size('months'),
        rows: size('rows'),
        rowsAfterCutOff: size('delivered') - size('rows'),
        quarantinedRows: size('quarantined'),
        ...amountNumbers('closing', closing),
      },
    ],
  };
  const results: CheckResult[] = [];
  for (const id of CHECK_IDS) {
    const [count] = await warehouse.ask(
      `SELECT COUNT(*) AS failures FROM ${SCRATCH.failures} WHERE check_id = '${id}'`,
    );
    const failureCount = Number(count!['failures']);
    const failures = failureCount === 0 ? [] : await firstFailures(warehouse, id);
    const [sentence, numbers] = held[id];
    results.push({
      id,
      title: CHECKS[id],
      passed: failureCount === 0,
      detail:
        failureCount === 0
          ? sentence
          : `${counted(failureCount, 'failure')}; the first: ${failures[0]!.message}`,
      numbers: { ...numbers, failures: failureCount },
      failures,
      failureCount,
    });
  }
  return results;
}

async function firstFailures(warehouse: Warehouse, id: CheckId): Promise<CheckResult['failures']> {
  const rows = await warehouse.ask(
    `SELECT message, COALESCE(id_1, '') AS id_1, COALESCE(id_2, '') AS id_2 FROM ${SCRATCH.failures} WHERE check_id = '${id}' ORDER BY 1, 2, 3 LIMIT ${KEPT_FAILURES}`,
  );
  return rows.map((row) => {
    const ids = [row['id_1'], row['id_2']].map(String).filter((one) => one !== '');
    return {
      message: [String(row['message']), ...(ids.length > 0 ? [ids.join(', ')] : [])].join(': '),
      ids,
    };
  });
}

/**
 * The totals of the run, in cents, from what the checks have read, by currency where there are several; and
 * how many redemptions lots cover wholly.
 */
export async function totalsOf(
  warehouse: Warehouse,
  plan: WarehousePlan,
): Promise<{ readonly totals: RunTotals; readonly covered: number }> {
  const rows = await warehouse.ask(totalsQuery(plan));
  const several = rows.length > 1;
  return {
    totals: several
      ? {
          byCurrency: Object.fromEntries(
            rows.map((row) => [String(row['currency']), totalsOfRow(row)]),
          ),
        }
      : totalsOfRow(rows[0] ?? {}),
    covered: rows.reduce((count, row) => count + Number(row['covered']), 0),
  };
}

function totalsOfRow(row: Row): MoneyTotals {
  const cents = (name: string): number => Number(row[name] ?? 0);
  return {
    earned: cents('earned'),
    spent: cents('spent'),
    expired: cents('expired'),
    closing: cents('earned') - cents('spent') - cents('expired'),
    matched: cents('matched'),
    openLots: cents('open_lots'),
    uncovered: cents('uncovered'),
    untracked: cents('unused') + cents('short'),
  };
}
