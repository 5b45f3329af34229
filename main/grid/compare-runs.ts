import type { DuckDBValue } from '@duckdb/node-api';
import { COMPARISON_KINDS } from '../../core/contract/runs/compared-runs.ts';
import type {
  ComparedMatch,
  ComparedRow,
  ComparisonKind,
  RunComparison,
} from '../../core/contract/runs/compared-runs.ts';
import type { Table } from '../../core/report/columns/column.ts';
import { collectedTable } from './collected-table.ts';
import { cellSql } from './view/cells.ts';
import type { LedgerField } from '../../core/ledger/ledger.ts';
import { addedColumns, fieldColumn } from './view/run-files.ts';
import type { RunFiles } from './view/run-files.ts';
import { queryOver } from './view/query.ts';
import { sqlName } from '../../core/duckdb/sql-text.ts';
import type { OpenRun } from './view/store.ts';

/**
 * One run beside another, row by row of the same TRANS_ID, as text: whether a run's ids are all
 * numbers is chance. A row is `changed` where its own data differ, else `rematched` where its status,
 * its REDEEMID, its amounts or its allocations do.
 */
export async function compareRuns(
  a: OpenRun,
  b: OpenRun,
  kind: ComparisonKind,
  offset: number,
  limit: number,
): Promise<Omit<RunComparison, 'a' | 'b'>> {
  const name = await comparisonOf(a, b);
  const counted = await b.query(`SELECT kind, count(*)::BIGINT FROM ${name} GROUP BY 1`);
  const counts = Object.fromEntries(COMPARISON_KINDS.map((one) => [one, 0])) as Record<
    ComparisonKind,
    number
  >;
  for (const [one, count] of counted) counts[one as ComparisonKind] = Number(count);
  const rows = await b.query(
    `SELECT ${CELLS} FROM ${name} WHERE kind = '${kind}' ORDER BY length(id), id LIMIT ${limit} OFFSET ${offset}`,
  );
  return {
    counts,
    total: counts[kind],
    rows: rows.map((row) => comparedRow(kind, row)),
  };
}

/** What is told of a row in which two runs differ, kind by kind, as a table; null where they are more than `most`. */
export async function allDifferences(a: OpenRun, b: OpenRun, most: number): Promise<Table | null> {
  const name = await comparisonOf(a, b);
  const [[count]] = (await b.query(`SELECT count(*)::BIGINT FROM ${name}`)) as [[DuckDBValue]];
  const rows = Number(count);
  if (rows > most) return null;
  const cells = TOLD.map(({ sql }) => sql).join(', ');
  const kinds = COMPARISON_KINDS.map((kind) => `'${kind}'`).join(', ');
  const sql = `SELECT ${cells} FROM ${name} ORDER BY list_position([${kinds}], kind), length(id), id`;
  return b.apart((connection) => collectedTable(connection, sql, rows, TOLD));
}

/** The columns of a table of differences: what a run lacks of a row is blank. */
const TOLD = (
  [
    ['KIND', 'text', 'kind'],
    ['TRANS_ID', 'text', 'id'],
    ['CUSTOMERID', 'text', 'coalesce(customer_b, customer_a)'],
    ['TCTYPE', 'text', 'coalesce(type_b, type_a)'],
    ['CREATEDAT', 'time', 'coalesce(moment_b, moment_a)'],
    ['AMOUNT_A', 'money', 'cents_a'],
    ['AMOUNT_B', 'money', 'cents_b'],
    ['MATCH_STATUS_A', 'text', 'status_a'],
    ['MATCH_STATUS_B', 'text', 'status_b'],
    ['REDEEMID_A', 'text', 'redeem_a'],
    ['REDEEMID_B', 'text', 'redeem_b'],
    ['MATCHED_AMOUNT_A', 'money', 'matched_a'],
    ['MATCHED_AMOUNT_B', 'money', 'matched_b'],
    ['OPEN_AMOUNT_A', 'money', 'open_a'],
    ['OPEN_AMOUNT_B', 'money', 'open_b'],
  ] as const
).map(([name, kind, sql]) => ({ name, kind, sql, numeric: false }));

/** What is told of a row, in the order in which {@link comparedRow} takes it. */
const CELLS = `id, customer_a, customer_b, type_a, type_b, moment_a, moment_b, cents_a, cents_b,
  status_a, status_b, redeem_a, redeem_b, matched_a, matched_b, open_a, open_b`;

/** The table of what differs, in the database of `b`; made when it is first asked for. */
async function comparisonOf(a: OpenRun, b: OpenRun): Promise<string> {
  const name = comparisonTable(a.files);
  await b.remember(`compare ${name}`, () => makeComparison(a, b));
  return name;
}

function comparisonTable({ run, data }: RunFiles): string {
  return sqlName(`compared with ${data} ${run.id}`);
}

/** Only what differs is kept: of two runs of one file that is little. */
async function makeComparison(a: OpenRun, b: OpenRun): Promise<void> {
  const own = ['customer', 'type', 'moment', 'cents'];
  const match = ['status', 'redeem', 'matched', 'open', 'shares'];
  const differ = (names: readonly string[]): string =>
    names.map((name) => `a.${name} IS DISTINCT FROM b.${name}`).join(' OR ');
  const both = [...own, ...match.slice(0, -1)]
    .map((name) => `a.${name} AS ${name}_a, b.${name} AS ${name}_b`)
    .join(', ');
  const made = (sql: string) => b.apart((connection) => queryOver(connection)(sql));
  await made(
    `CREATE OR REPLACE TABLE ${comparisonTable(a.files)} AS
     WITH a AS (${rowsSql(a.files)}), b AS (${rowsSql(b.files)})
     SELECT coalesce(a.id, b.id) AS id, ${both},
       CASE WHEN a.id IS NULL THEN 'new' WHEN b.id IS NULL THEN 'gone'
         WHEN ${differ(own)} THEN 'changed' ELSE 'rematched' END AS kind
     FROM a FULL OUTER JOIN b ON a.id = b.id
     WHERE a.id IS NULL OR b.id IS NULL OR ${differ([...own, ...match])}`,
  );
}

/** The rows of a run with what is compared; `shares` stands for a row's allocations, in any order. */
function rowsSql(files: RunFiles): string {
  const of = (field: LedgerField): string => cellSql(fieldColumn(files.columns, field)!);
  const { status, redeemId, matched, open } = addedColumns(files.columns);
  const share = (id: string): string =>
    `SELECT ${id}::VARCHAR AS id,
       hash(EARNED_ID::VARCHAR, REDEEMER_ID::VARCHAR, (AMOUNT * 100)::BIGINT) AS share
     FROM ${files.allocations}`;
  return `SELECT id, customer, type, moment, cents, status, redeem, matched, open, shares
    FROM (SELECT ${of('TRANS_ID')} AS id, ${of('CUSTOMERID')} AS customer, ${of('TCTYPE')} AS type,
        ${of('CREATEDAT')} AS moment, ${of('AMOUNT')} AS cents, ${cellSql(status)} AS status,
        ${cellSql(redeemId)} AS redeem, ${cellSql(matched)} AS matched,
        ${cellSql(open)} AS open FROM ${files.deliverable})
    LEFT JOIN (SELECT id, bit_xor(share) AS shares FROM (${share('EARNED_ID')} UNION ALL
        ${share('REDEEMER_ID')}) GROUP BY id) USING (id)`;
}

function comparedRow(kind: ComparisonKind, row: readonly DuckDBValue[]): ComparedRow {
  const text = (at: number): string | null => (row[at] === null ? null : String(row[at]));
  const number = (at: number): number | null => (row[at] === null ? null : Number(row[at]));
  const side = (second: 0 | 1): ComparedMatch | null =>
    row[9 + second] === null
      ? null
      : {
          cents: number(7 + second)!,
          status: text(9 + second)!,
          redeemId: text(11 + second),
          matched: number(13 + second),
          open: number(15 + second),
        };
  return {
    kind,
    id: text(0)!,
    customer: text(2) ?? text(1)!,
    type: text(4) ?? text(3)!,
    createdAt: number(6) ?? number(5),
    cents: number(8) ?? number(7),
    before: side(0),
    after: side(1),
  };
}
