import type { Dialect, ServedDialect } from './dialects/dialect.ts';
import type { WarehouseColumn, WarehousePlan } from './plan.ts';
import { policyOf } from '../policies/policies.ts';
import { MOVEMENT_RULES } from '../rules/movement-rules.ts';
import { TABLE_RULES } from '../rules/row-rules.ts';
import type { MovementSql } from '../rules/rule/movement-rule.ts';
import { rowText } from './check-sql.ts';
import { faultsOfRepeated } from './read-sql.ts';
import { ACCOUNT, AFTER_IT, BY_ACCOUNT, CUT_OFF, SCRATCH } from './scratch.ts';

/**
 * What tells one state of the source from another: its number of rows and a sum over the hashes of all
 * rows, which does not depend on their order. One row: row_count, low, high as texts.
 */
export function fingerprintQuery(
  dialect: ServedDialect,
  source: string,
  columns: readonly WarehouseColumn[],
): string {
  const half = (from: number): string =>
    dialect.served.hexNumber(`SUBSTRING(row_hash, ${from}, 15)`);
  return `SELECT CAST(COUNT(*) AS VARCHAR) AS row_count, CAST(COALESCE(SUM(${half(1)}), 0) AS VARCHAR) AS low, CAST(COALESCE(SUM(${half(16)}), 0) AS VARCHAR) AS high
FROM (SELECT ${dialect.hash(
    rowText(
      dialect,
      columns.map(({ sql }) => sql),
    ),
  )} AS row_hash FROM ${source}) hashed`;
}

/** How many rows have each fault: a column a code, named as {@link faultColumn} says; and what is set aside. */
export function faultCountsQuery(dialect: Dialect, columns: readonly WarehouseColumn[]): string {
  const rejected = rejectedRows(dialect, columns);
  const count = (code: string): string =>
    `COALESCE(SUM((LENGTH(faults) - LENGTH(REPLACE(faults, '${code} ', ''))) / ${code.length + 1}), 0) AS ${faultColumn(code)}`;
  return `SELECT ${[
    `COUNT(*) AS rejected_rows`,
    ...TABLE_RULES.map(({ code }) => count(code)),
  ].join(',\n  ')}
FROM (${rejected}) rejected`;
}

/** The column in which a finding is counted. */
export const faultColumn = (code: string): string => code.replaceAll(/[.-]/g, '_');

/**
 * What the source as accepted comes to: at the cut-off rows by type, customers and the latest moment; of all
 * rows the cut-off, and the warnings that can be counted, named as {@link faultColumn} says. One row.
 */
export function ledgerFactsQuery(dialect: Dialect, columns: readonly WarehouseColumn[]): string {
  const count = (when: string): string => `COALESCE(SUM(CASE WHEN ${when} THEN 1 ELSE 0 END), 0)`;
  const movement: MovementSql = {
    has: (field) => columns.some((column) => column.field === field),
    type: 'tc_type',
    created: 'tc_at',
    expires: 'tc_expires',
    hasOrder: 'tc_has_order',
  };
  const warnings = MOVEMENT_RULES.map(({ code, table }) => {
    const when = table(movement);
    return `${when === null ? '0' : count(when)} AS ${faultColumn(code)}`;
  });
  const at = (type: string): string => count(`is_later = 0 AND tc_type = '${type}'`);
  return `SELECT COUNT(*) AS accepted, ${at('earned')} AS earned, ${at('spent')} AS spent, ${at('expired')} AS expired,
  COUNT(DISTINCT CASE WHEN is_later = 0 THEN tc_customer END) AS customers, ${dialect.text('MAX(CASE WHEN is_later = 0 THEN tc_at END)')} AS latest,
  ${warnings.join(', ')},
  COALESCE(SUM(ABS(tc_cents)), 0) AS cents, ${dialect.text(`MAX(${CUT_OFF})`)} AS cut_off
FROM (SELECT sound.*, CASE WHEN ${AFTER_IT} THEN 1 ELSE 0 END AS is_later FROM ${SCRATCH.sound} sound) movements`;
}

/**
 * The bridge of RULES.md section 2a: a row for each currency, type and side (`at`, `after`, `aside`) with
 * row_count, cents and, of rows set aside, unreadable: those whose amount cannot be read. `tc_type` of rows
 * set aside is whatever they say.
 */
export function bridgeQuery(dialect: Dialect, columns: readonly WarehouseColumn[]): string {
  const sums = `COUNT(*) AS row_count, COALESCE(SUM(ABS(tc_cents)), 0) AS cents, SUM(CASE WHEN tc_cents IS NULL THEN 1 ELSE 0 END) AS unreadable`;
  return `SELECT tc_currency, tc_type, side, ${sums} FROM (
SELECT tc_currency, tc_type, tc_cents, CASE WHEN ${AFTER_IT} THEN 'after' ELSE 'at' END AS side FROM ${SCRATCH.sound}
UNION ALL
SELECT tc_currency, tc_type, tc_cents, 'aside' AS side FROM (${rejectedRows(dialect, columns)}) rejected) sides
GROUP BY tc_currency, tc_type, side`;
}

/** The rows set aside, with all that is wrong with them as `faults`. */
function rejectedRows(dialect: Dialect, columns: readonly WarehouseColumn[]): string {
  return `SELECT tc_currency, tc_type, tc_cents, tc_faults AS faults FROM ${SCRATCH.read} WHERE tc_faults <> '' AND NOT EXISTS (SELECT 1 FROM ${SCRATCH.repeated} other WHERE other.tc_id = ${SCRATCH.read}.tc_id)
UNION ALL SELECT tc_currency, tc_type, tc_cents, ${faultsOfRepeated(dialect, columns)} FROM ${SCRATCH.repeated} WHERE tc_faults <> '' OR tc_occurrence > 1`;
}

/** Accounts whose balance goes below zero. One number. */
export function negativeAccountsQuery(): string {
  return `SELECT COUNT(*) AS accounts FROM (SELECT ${ACCOUNT.join(', ')}, MIN(tc_balance) AS lowest FROM (
SELECT ${ACCOUNT.join(', ')}, SUM(tc_cents) OVER (${BY_ACCOUNT} ORDER BY n ROWS UNBOUNDED PRECEDING) AS tc_balance FROM ${SCRATCH.ledger}) balances
GROUP BY ${ACCOUNT.join(', ')}) lowest_balances WHERE lowest < 0`;
}

/**
 * The totals of a run by currency, from the deliverable and the allocation ledger as the checks read
 * them. Cents: earned, spent, expired, matched, open_lots, uncovered, unused and short (what paired
 * lots have left over and what paired redemptions still need). covered: redemptions that lots cover wholly.
 */
export function totalsQuery({ policy }: WarehousePlan): string {
  const sum = (when: string, what: string): string =>
    `COALESCE(SUM(CASE WHEN ${when} THEN ${what} ELSE 0 END), 0)`;
  const { splitsLots, lotsPerRedemption } = policyOf(policy).traits;
  const isOpen = splitsLots ? '1 = 1' : 'pairs = 0';
  const isShort = lotsPerRedemption === 'one' ? 'pairs > 0' : '1 = 0';
  return `SELECT tc_currency AS currency, ${sum(`tc_type = 'earned'`, 'amount')} AS earned, ${sum(`tc_type = 'spent'`, 'amount')} AS spent, ${sum(`tc_type = 'expired'`, 'amount')} AS expired,
  ${sum('tc_earned = 1', 'given')} AS matched, ${sum(`tc_earned = 1 AND ${isOpen}`, 'amount - given')} AS open_lots, ${sum(`tc_earned = 1 AND NOT (${isOpen})`, 'amount - given')} AS unused,
  ${sum(`tc_earned = 0 AND NOT (${isShort})`, 'amount - given')} AS uncovered, ${sum(`tc_earned = 0 AND ${isShort}`, 'amount - given')} AS short,
  ${sum('tc_earned = 0 AND given = amount', '1')} AS covered
FROM (SELECT book.*, COALESCE(sums.given, 0) AS given, COALESCE(sums.pairs, 0) AS pairs FROM ${SCRATCH.book} book LEFT JOIN ${SCRATCH.given} sums ON sums.tc_id = book.tc_id) movements
GROUP BY tc_currency ORDER BY tc_currency`;
}
