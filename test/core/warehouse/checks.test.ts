import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckId } from '../../../core/contract/checks.ts';
import { POLICIES } from '../../../core/contract/settings.ts';
import type { Policy } from '../../../core/contract/settings.ts';
import { checkStatements } from '../../../core/warehouse/check-sql.ts';
import { DIALECTS } from '../../../core/warehouse/dialects/dialects.ts';
import { ledgerStatements } from '../../../core/warehouse/ledger-sql.ts';
import { hasSql, matchStatements } from '../../../core/warehouse/match-sql.ts';
import { resultStatements } from '../../../core/warehouse/result-sql.ts';
import { SCRATCH } from '../../../core/warehouse/scratch.ts';
import { MOVEMENT_COLUMNS, planOf, tableLines } from './ledger-table.ts';
import { someOf } from '../../amount.ts';
import { postgresPrograms, startCluster } from '../../main/warehouse/postgres-cluster.ts';
import type { Cluster } from '../../main/warehouse/postgres-cluster.ts';

const DAY = 86_400_000;
const move = (
  id: number,
  type: 'earned' | 'spent' | 'expired',
  day: number,
  cents: number,
  customer = '1',
) => ({
  id: String(id),
  type,
  at: Date.UTC(2024, 0, 1) + day * DAY,
  customer,
  currency: 'USD',
  cents,
});
/** The cut-off: what lies after it is in no figure. */
const AS_OF = '2024-03-01';
/** Two customers; the first has a lot in hand, the second a redemption that goes short; and later rows of both. */
const MOVEMENTS = [
  move(1, 'earned', 0, 1000),
  move(2, 'earned', 1, 1000),
  move(3, 'spent', 2, 1000),
  move(4, 'earned', 40, 700),
  move(5, 'spent', 41, 1000),
  move(6, 'earned', 50, 300),
  move(7, 'earned', 3, 500, '2'),
  move(8, 'expired', 4, 500, '2'),
  move(9, 'spent', 5, 100, '2'),
  move(10, 'earned', 70, 900),
  move(11, 'spent', 71, 400, '2'),
];

const A = 'r_draft_allocations';
const T = 'r_draft_with_redemptions';
/** A change of the result tables, and the checks that have to notice. */
const MUTATIONS: [string, string, readonly CheckId[]][] = [
  [
    'a row is lost',
    `DELETE FROM ${T} WHERE trans_id = '6'`,
    ['conservation', 'tie-out', 'balance-equation'],
  ],
  [
    'a row is doubled',
    `INSERT INTO ${T} SELECT * FROM ${T} WHERE trans_id = '6'`,
    ['conservation', 'tie-out'],
  ],
  [
    'an amount is changed',
    `UPDATE ${T} SET amount = '3.01' WHERE trans_id = '6'`,
    ['conservation', 'tie-out', 'balance-equation', 'allocation'],
  ],
  [
    'a day is changed',
    `UPDATE ${T} SET createdat = '2024-01-01 00:00:01' WHERE trans_id = '1'`,
    ['conservation'],
  ],
  [
    'a REDEEMID names nobody',
    `UPDATE ${T} SET redeemid = '99' WHERE trans_id = '1'`,
    ['redeemid-integrity'],
  ],
  [
    'a REDEEMID names another customer',
    `UPDATE ${T} SET redeemid = '8' WHERE trans_id = '1'`,
    ['redeemid-integrity'],
  ],
  [
    'a REDEEMID stands on a redemption',
    `UPDATE ${T} SET redeemid = '3' WHERE trans_id = '5'`,
    ['redeemid-integrity'],
  ],
  [
    'a MATCH_STATUS is wrong',
    `UPDATE ${T} SET match_status = 'open' WHERE trans_id = '1'`,
    ['redeemid-integrity'],
  ],
  [
    'a lot is taken before it was earned',
    `UPDATE ${A} SET earned_id = '4' WHERE redeemer_id = '3'`,
    ['chronology', 'fifo-order'],
  ],
  [
    'a REDEEMID is earlier than its lot',
    `UPDATE ${T} SET redeemid = '3' WHERE trans_id = '4'`,
    ['chronology', 'redeemid-integrity'],
  ],
  [
    'two redemptions change their lots',
    `UPDATE ${A} SET earned_id = CASE WHEN earned_id = '1' THEN '2' WHEN earned_id = '2' THEN '1' ELSE earned_id END`,
    ['fifo-order'],
  ],
  [
    'a redemption goes without',
    `DELETE FROM ${A} WHERE redeemer_id = '5'`,
    ['fifo-order', 'allocation', 'redeemid-integrity'],
  ],
  ['a SEQ is used twice', `UPDATE ${A} SET seq = 1`, ['fifo-order']],
  [
    'a balance is reported wrong',
    `UPDATE r_draft_customer_balances SET balance = balance + 1 WHERE customerid = '1'`,
    ['balance-equation'],
  ],
  [
    'an allocation goes to another customer',
    `UPDATE ${A} SET redeemer_id = '9' WHERE redeemer_id = '3'`,
    ['balance-equation', 'allocation'],
  ],
  [
    'a lot gives more than it has',
    `UPDATE ${A} SET amount = amount + 1 WHERE redeemer_id = '3'`,
    ['allocation'],
  ],
  [
    'MATCHED_AMOUNT is wrong',
    `UPDATE ${T} SET matched_amount = matched_amount + 1 WHERE trans_id = '1'`,
    ['allocation'],
  ],
  [
    'OPEN_AMOUNT is wrong',
    `UPDATE ${T} SET open_amount = open_amount + 1 WHERE trans_id = '6'`,
    ['allocation'],
  ],
  [
    'a month does not close',
    `UPDATE r_draft_roll_forward SET closing = closing + 1 WHERE month = '2024-01'`,
    ['tie-out'],
  ],
  ['a month is lost', `DELETE FROM r_draft_roll_forward WHERE month = '2024-02'`, ['tie-out']],
  [
    'a row after the cut-off counts',
    `UPDATE ${T} SET match_status = 'open', matched_amount = 0, open_amount = 9 WHERE trans_id = '10'`,
    ['redeemid-integrity'],
  ],
  [
    'a row after the cut-off is lost',
    `DELETE FROM ${T} WHERE trans_id = '11'`,
    ['conservation', 'tie-out'],
  ],
  [
    'a row that counts is passed off as a later one',
    `UPDATE ${T} SET match_status = 'after cut-off' WHERE trans_id = '6'`,
    ['redeemid-integrity'],
  ],
  [
    'a row stands in the quarantine as well',
    `INSERT INTO r_draft_quarantine SELECT trans_id, tctype, createdat, expiredat, customerid, currency, amount, 'x' FROM movements WHERE trans_id = '1'`,
    ['conservation', 'tie-out'],
  ],
];

describe.each(['duckdb', 'postgres'] as const)('the seven checks in %s', (name) => {
  const programs = postgresPrograms();
  if (name === 'postgres' && 'why' in programs) {
    it.skip(`are not tested: ${programs.why}`, () => undefined);
    return;
  }
  const dialect = DIALECTS[name];
  let cluster: Cluster | null = null;
  let client: pg.Client;
  let duck: DuckDBConnection;
  let ask: (sql: string) => Promise<unknown[][]>;
  beforeAll(async () => {
    if (name === 'duckdb') {
      duck = await (await DuckDBInstance.create(':memory:')).connect();
      ask = async (sql) => (await duck.runAndReadAll(sql)).getRows();
    } else {
      cluster = await startCluster((programs as { bin: string }).bin);
      client = await cluster.connect();
      ask = async (sql) => {
        const result: unknown = await client.query({ text: sql, rowMode: 'array' });
        return (Array.isArray(result) ? result.at(-1) : (result as pg.QueryArrayResult)).rows;
      };
    }
    await ask(
      `CREATE TABLE movements (${MOVEMENT_COLUMNS.map(({ sql }) => `${sql} TEXT`).join(', ')})`,
    );
    await ask(
      `INSERT INTO movements VALUES ${tableLines(MOVEMENTS)
        .map((line) => `(${line.map((v) => `'${v}'`).join(', ')})`)
        .join(', ')}`,
    );
  });
  afterAll(async () => {
    if (cluster === null) return;
    await client.end();
    await cluster.stop();
  });

  /** The checks that fail where the results of a policy are changed before they are looked at. */
  async function failing(policy: Policy, mutation: string | null): Promise<string[]> {
    const plan = planOf(policy, 'movements', 'r_', AS_OF);
    for (const sql of dialect.begin) await ask(sql);
    try {
      for (const { sql } of [
        ...ledgerStatements(dialect, plan),
        ...matchStatements(dialect, plan),
        ...resultStatements(dialect, plan),
      ])
        await ask(sql);
      if (mutation !== null) await ask(mutation);
      for (const { sql } of checkStatements(dialect, plan)) await ask(sql);
      const counted = await ask(
        `SELECT check_id FROM ${plan.drafts.checks} WHERE failures > 0 ORDER BY place`,
      );
      const found = await ask(`SELECT DISTINCT check_id FROM ${SCRATCH.failures}`);
      expect(counted.map(String).sort()).toEqual(found.map(String).sort());
      return counted.map(([id]) => String(id));
    } finally {
      await ask('ROLLBACK');
    }
  }

  it.each(POLICIES.filter(hasSql))('hold for %s', async (policy) => {
    expect(await failing(policy, null)).toEqual([]);
  });

  it.each(someOf(MUTATIONS, 4))('notice that %s', async (_what, mutation, expected) => {
    expect(await failing('exact', mutation)).toEqual(expect.arrayContaining([...expected]));
  });

  it('notice a second lot of a redemption under one-to-one, and a second redemption of a lot', async () => {
    const lot = `INSERT INTO ${A} SELECT seq + 3, '6', redeemer_id, customerid, currency, amount FROM ${A} WHERE redeemer_id = '5'`;
    const redemption = `INSERT INTO ${A} SELECT seq + 3, earned_id, '5', customerid, currency, amount FROM ${A} WHERE redeemer_id = '3'`;
    expect(await failing('one-to-one', lot)).toContain('redeemid-integrity');
    expect(await failing('whole-lot', redemption)).toContain('redeemid-integrity');
  });
});
