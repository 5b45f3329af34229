import { totalsByCurrency } from '../../contract/totals.ts';
import { sqlName, sqlText } from '../../duckdb/sql-text.ts';
import { decimalText, DEFAULT_CURRENCY } from '../../ledger/money.ts';
import { dayText } from '../../ledger/time.ts';
import { deliveredHeaders } from '../../report/outputs/matched-rows.ts';
import { ALLOCATIONS, MATCHED_ROWS } from '../../run-folder/output-names.ts';
import { DIALECTS } from '../../warehouse/dialects/dialects.ts';
import { deliveredNames } from '../../warehouse/plan.ts';
import type { WarehouseColumn } from '../../warehouse/plan.ts';
import { printedScript } from '../../warehouse/script.ts';
import type { PackInput } from '../input/pack-input.ts';

const ROWS = `read_parquet('../data/${MATCHED_ROWS}.parquet')`;
const ALLOCATED = `read_parquet('../data/${ALLOCATIONS}.parquet')`;
const DIFFERENT = 'what was reperformed is not what the run says';

/**
 * The SQL that does the run again in DuckDB, from the accepted rows alone, and compares with what the run says: each
 * REDEEMID, each allocation, the roll-forward and the totals. It ends with an error where anything differs.
 */
export function reperformScript(input: PackInput): string {
  const { ledger, matching, calendar, period, asOf } = input.run;
  const columns = ledger.columns.map(({ field }, c): WarehouseColumn => {
    const name = deliveredHeaders(ledger.columns)[c]!;
    const isTime = field === 'CREATEDAT' || field === 'EXPIREDAT';
    return { name, sql: sqlName(name), field, kind: isTime ? 'time' : 'text' };
  });
  const settings = {
    policy: matching.policy,
    onError: 'halt' as const,
    asOf: dayText(asOf),
    period,
    calendar,
    toleranceCents: input.detail.run.settings.toleranceCents,
  };
  const run = printedScript(DIALECTS.duckdb, 'source_rows', 'reperformed_', settings, columns);
  return `${heading()}
-- 1. The accepted rows: the columns of the source, and nothing that the run has added to them.
CREATE OR REPLACE TEMPORARY VIEW source_rows AS
SELECT ${columns.map(({ sql }) => sql).join(', ')} FROM ${ROWS};

-- 2. The reconciliation, from these rows.
${run}
-- 3. Beside what the run says.
${comparison(input, columns)}
`;
}

function heading(): string {
  return [
    'Reperformance: from the accepted rows to REDEEMIDs, allocations, roll-forward and totals, and beside the run.',
    '',
    'Run it with DuckDB 1.1 or newer in the folder reperformance of the unpacked pack:',
    '',
    '    duckdb < reperform.sql',
    '',
    'It ends with a table in which every line has 0 differences, or with an error. It starts from the accepted rows as',
    `the run has published them (data/${MATCHED_ROWS}.parquet, the columns of the source only): rows that were set`,
    'aside, which are in data/quarantine.csv, are not in it. That the accepted rows are those of the source file is what',
    'the bridge of the memo and the first and the last check of the run say.',
    '',
  ]
    .map((line) => `-- ${line}`.trimEnd())
    .join('\n');
}

/** What is compared: its name as a table and for a person, and two queries of the same columns. */
type Compared = readonly [table: string, what: string, reperformed: string, run: string];

function comparison(input: PackInput, columns: readonly WarehouseColumn[]): string {
  const all = compared(input, columns);
  const sides = all.flatMap(([table, , own, run]) => [
    `CREATE OR REPLACE TEMPORARY TABLE own_${table} AS\n${own};`,
    `CREATE OR REPLACE TEMPORARY TABLE said_${table} AS\n${run};`,
  ]);
  const lines = all.map(
    ([table, what]) => `SELECT ${sqlText(what)} AS what,
  (SELECT COUNT(*) FROM own_${table}) AS reperformed, (SELECT COUNT(*) FROM said_${table}) AS of_the_run,
  (SELECT COUNT(*) FROM (FROM own_${table} EXCEPT ALL FROM said_${table})) + (SELECT COUNT(*) FROM (FROM said_${table} EXCEPT ALL FROM own_${table})) AS differences`,
  );
  return `${sides.join('\n\n')}

CREATE OR REPLACE TABLE comparison AS
${lines.join('\nUNION ALL\n')};

SELECT * FROM comparison;

${DIALECTS.duckdb.stopUnlessZero('SELECT SUM(differences) FROM comparison', DIFFERENT)};`;
}

function compared(
  { run: { ledger }, report, detail }: PackInput,
  columns: readonly WarehouseColumn[],
): readonly Compared[] {
  const id = columns.findIndex(({ field }) => field === 'TRANS_ID');
  const own = sqlName(deliveredNames(columns)[id]!);
  const text = (sql: string): string => `CAST(${sql} AS VARCHAR)`;
  const money = (sql: string): string => `CAST(${sql} AS DECIMAL(18, 2))`;
  const amount = (cents: number): string => money(decimalText(cents));
  // A run of one currency tells its figures without a name, and without any column it is the default.
  const currency = (code: string): string =>
    sqlText(code === '' ? (ledger.currency?.pool[0] ?? DEFAULT_CURRENCY) : code);
  const values = (names: readonly string[], rows: readonly (readonly string[])[]): string =>
    rows.length === 0
      ? `SELECT ${names.map((name) => `NULL AS ${name}`).join(', ')} WHERE 1 = 0`
      : `SELECT * FROM (VALUES ${rows.map((row) => `(${row.join(', ')})`).join(',\n  ')}) said(${names.join(', ')})`;
  const totals = totalsByCurrency(detail.run.totals!).filter(
    ({ totals: { earned, spent, expired } }) => earned + spent + expired > 0,
  );
  return [
    [
      'rows',
      'Rows with REDEEMID, MATCH_STATUS, MATCHED_AMOUNT and OPEN_AMOUNT',
      `SELECT ${text(own)} AS id, redeemid, match_status, ${money('matched_amount')} AS matched, ${money('open_amount')} AS open FROM reperformed_with_redemptions`,
      `SELECT ${text(columns[id]!.sql)} AS id, ${text('REDEEMID')} AS redeemid, MATCH_STATUS, ${money('MATCHED_AMOUNT')} AS matched, ${money('OPEN_AMOUNT')} AS open FROM ${ROWS}`,
    ],
    [
      'allocations',
      'Allocations in the order of SEQ',
      `SELECT CAST(seq AS BIGINT) AS seq, earned_id, redeemer_id, customerid, ${money('amount')} AS amount FROM reperformed_allocations`,
      `SELECT CAST(SEQ AS BIGINT) AS seq, ${text('EARNED_ID')}, ${text('REDEEMER_ID')}, ${text('CUSTOMERID')}, ${money('AMOUNT')} FROM ${ALLOCATED}`,
    ],
    [
      'roll_forward',
      'Roll-forward, months in which anything moved',
      `SELECT currency, month, ${['opening', 'earned', 'spent', 'expired', 'closing'].map((name) => `${money(name)} AS ${name}`).join(', ')} FROM reperformed_roll_forward`,
      values(
        ['currency', 'month', 'opening', 'earned', 'spent', 'expired', 'closing'],
        report.roll_forward
          .filter(({ movements }) => movements > 0)
          .map((line) => [
            currency(line.currency),
            sqlText(line.month),
            ...[line.opening, line.earned, line.spent, line.expired, line.closing].map(amount),
          ]),
      ),
    ],
    [
      'totals',
      'Totals: earned, spent, expired, closing, open lots, allocated',
      `SELECT currency, ${['earned', 'spent', 'expired', 'balance', 'open_amount'].map((name) => money(`SUM(${name})`)).join(', ')},
  COALESCE((SELECT ${money('SUM(amount)')} FROM reperformed_allocations a WHERE a.currency = b.currency), 0) AS allocated
FROM reperformed_customer_balances b GROUP BY currency`,
      values(
        ['currency', 'earned', 'spent', 'expired', 'closing', 'open_lots', 'allocated'],
        totals.map(({ currency: code, totals: of }) => [
          currency(code),
          ...[of.earned, of.spent, of.expired, of.closing, of.openLots, of.matched].map(amount),
        ]),
      ),
    ],
  ];
}
