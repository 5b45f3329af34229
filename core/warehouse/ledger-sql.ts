import type { Dialect, Statement } from './dialects/dialect.ts';
import { idOrder } from './id-order.ts';
import type { WarehousePlan } from './plan.ts';
import { quarantinedNames } from './plan.ts';
import { faultsOfRepeated, READ_COLUMNS, readRows, sourceColumn } from './read-sql.ts';
import { ACCOUNT_LAYOUT, AT_CUT_OFF, BY_ACCOUNT, CUSTOMER_LAYOUT, SCRATCH } from './scratch.ts';

/**
 * From the source to the ledger: every row is read and judged; of rows that share a TRANS_ID one stays.
 * Those that are sound are told apart at the cut-off: the ledger has what lies at it, and what lies after it
 * stays behind.
 * The ledger numbers the movements of an account from 1 as they count (RULES.md section 3): by time,
 * earned before redemptions at the same instant, then by TRANS_ID; `tc_earned` is 1 or 0.
 */
export function ledgerStatements(dialect: Dialect, plan: WarehousePlan): readonly Statement[] {
  const { columns } = plan;
  const sources = columns.map((_, c) => sourceColumn(c));
  const all = [...sources, ...READ_COLUMNS].join(', ');
  const code = dialect.byCodePoint;
  // A table has no first row: of rows that share an id the first sound one by time and text stays.
  const rowText = sources.map((name) => `COALESCE(${dialect.text(name)}, '')`).join(` || '|' || `);
  const repeated = `SELECT tc_id FROM ${SCRATCH.read} WHERE tc_id <> '' GROUP BY tc_id HAVING COUNT(*) > 1`;
  return [
    {
      does: 'Read and judge every row',
      sql: dialect.scratch(SCRATCH.read, ACCOUNT_LAYOUT, readInto(dialect, plan)),
    },
    {
      does: 'Put rows that share a TRANS_ID in order',
      sql: dialect.scratch(
        SCRATCH.repeated,
        ACCOUNT_LAYOUT,
        `SELECT ${all}, tc_faults, ROW_NUMBER() OVER (PARTITION BY tc_id ORDER BY CASE WHEN tc_faults = '' THEN 0 ELSE 1 END, tc_at, ${code(`(${rowText})`)}) AS tc_occurrence
FROM ${SCRATCH.read} WHERE tc_id IN (${repeated})`,
      ),
    },
    {
      does: 'Select the valid rows',
      sql: dialect.scratch(
        SCRATCH.sound,
        ACCOUNT_LAYOUT,
        `SELECT ${all}, CASE WHEN tc_type = 'earned' THEN 1 ELSE 0 END AS tc_earned FROM (
SELECT ${all} FROM ${SCRATCH.read} WHERE tc_faults = '' AND NOT EXISTS (SELECT 1 FROM ${SCRATCH.repeated} other WHERE other.tc_id = ${SCRATCH.read}.tc_id)
UNION ALL
SELECT ${all} FROM ${SCRATCH.repeated} WHERE tc_faults = '' AND tc_occurrence = 1) sound`,
      ),
    },
    {
      does: 'Set the cut-off: every figure is stated at the end of the as-of day',
      sql: dialect.scratch(SCRATCH.cutOff, { by: [] }, cutOffQuery(dialect, plan)),
    },
    {
      does: 'Number the movements of each account at the cut-off in the order in which they count',
      sql: dialect.scratch(
        SCRATCH.ledger,
        CUSTOMER_LAYOUT,
        `SELECT ${all}, tc_earned, ROW_NUMBER() OVER (${BY_ACCOUNT} ORDER BY tc_at, tc_earned DESC, ${idOrder(dialect, 'tc_id')}) AS n
FROM ${SCRATCH.sound} WHERE ${AT_CUT_OFF}`,
      ),
    },
    {
      does: 'Set the remaining rows aside',
      sql: dialect.table(
        plan.drafts.quarantine,
        { by: [] },
        `SELECT ${quarantinedNames(columns)
          .map((name, c) => `${sourceColumn(c)} AS ${dialect.quote(name)}`)
          .join(', ')}, ${dialect.trim('tc_faults')} AS findings
FROM (
SELECT ${all}, tc_faults FROM ${SCRATCH.read} WHERE tc_faults <> '' AND NOT EXISTS (SELECT 1 FROM ${SCRATCH.repeated} other WHERE other.tc_id = ${SCRATCH.read}.tc_id)
UNION ALL
SELECT ${all}, ${faultsOfRepeated(dialect, columns)} FROM ${SCRATCH.repeated}
WHERE tc_faults <> '' OR tc_occurrence > 1) rejected`,
      ),
    },
  ];
}

/** The last moment of the as-of day: as asked, else that of the latest movement but not after today. */
function cutOffQuery(dialect: Dialect, { asOf, today }: WarehousePlan): string {
  const day = (text: string): string => dialect.timeOfText(`'${text} 00:00:00'`);
  const endOf = (midnight: string): string => dialect.plusMilliseconds(midnight, '86399999');
  if (asOf !== null) return `SELECT ${endOf(day(asOf))} AS cut_off`;
  const now = today === null ? dialect.day('CURRENT_DATE') : day(today);
  return `SELECT LEAST(COALESCE(${endOf(dialect.day('MAX(tc_at)'))}, ${endOf(now)}), ${endOf(now)}) AS cut_off FROM ${SCRATCH.sound}`;
}

function readInto(dialect: Dialect, { source, columns }: WarehousePlan): string {
  const names = [...columns.map((_, c) => sourceColumn(c)), ...READ_COLUMNS];
  // Sorted by code point from here on, whatever the collation of the database.
  const ordered = ['tc_id', 'tc_customer', 'tc_currency'];
  return `SELECT ${names.map((name) => (ordered.includes(name) ? `${dialect.byCodePoint(name)} AS ${name}` : name)).join(', ')}, tc_faults
FROM (${readRows(dialect, source, columns)}) judged`;
}
