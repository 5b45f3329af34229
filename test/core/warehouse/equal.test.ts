import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POLICIES } from '../../../core/contract/settings.ts';
import { checkStatements } from '../../../core/warehouse/check-sql.ts';
import type { Dialect } from '../../../core/warehouse/dialects/dialect.ts';
import { DIALECTS } from '../../../core/warehouse/dialects/dialects.ts';
import { ledgerStatements } from '../../../core/warehouse/ledger-sql.ts';
import { hasSql, matchStatements } from '../../../core/warehouse/match-sql.ts';
import { resultStatements } from '../../../core/warehouse/result-sql.ts';
import { SCRATCH } from '../../../core/warehouse/scratch.ts';
import { ledgers } from '../match/ledger-fixture.ts';
import type { Movement } from '../match/naive-reference.ts';
import { MOVEMENT_COLUMNS, ownAllocations, ownFates, planOf, tableLines } from './ledger-table.ts';
import { postgresPrograms, startCluster } from '../../main/warehouse/postgres-cluster.ts';
import type { Cluster } from '../../main/warehouse/postgres-cluster.ts';
import { amount, SEED } from '../../amount.ts';

/** Ledgers that go through the SQL at once: each is customers of its own. */
const LEDGERS = amount(9000);

type Ask = (sql: string) => Promise<unknown[][]>;
interface Engine {
  readonly dialect: Dialect;
  readonly ask: Ask;
}

const movements: Movement[] = fc
  .sample(ledgers, { numRuns: LEDGERS, seed: SEED })
  .flatMap((list, n) => list.map((one) => ofItsOwn(one, n)));

function ofItsOwn(movement: Movement, n: number): Movement {
  // Ids stay what they are, numbers numbers: the leading digits say which ledger.
  const digits = String(n + 10_000);
  const zeros = /^0+/.exec(movement.id)?.[0] ?? '';
  const id = /^\d+$/.test(movement.id)
    ? `${zeros}${digits}${movement.id.slice(zeros.length).padStart(20, '0')}`
    : `${movement.id}${digits}`;
  return { ...movement, id, customer: `${movement.customer}${digits}` };
}

async function fill(ask: Ask): Promise<void> {
  const columns = MOVEMENT_COLUMNS.map(({ sql }) => `${sql} TEXT`);
  await ask(`CREATE TABLE movements (${columns.join(', ')})`);
  const lines = tableLines(movements).map((line) => `(${line.map((v) => `'${v}'`).join(', ')})`);
  for (let i = 0; i < lines.length; i += 5000)
    await ask(`INSERT INTO movements VALUES ${lines.slice(i, i + 5000).join(', ')}`);
}

async function compare({ dialect, ask }: Engine): Promise<void> {
  for (const sql of dialect.begin) await ask(sql);
  for (const { sql } of ledgerStatements(dialect, planOf('exact', 'movements', 'r_')))
    await ask(sql);
  const [[rejected]] = (await ask('SELECT COUNT(*) FROM r_draft_quarantine')) as [[unknown]];
  expect(Number(rejected), `seed ${SEED}`).toBe(0);
  for (const policy of POLICIES.filter(hasSql)) {
    const plan = planOf(policy, 'movements', 'r_');
    await ask(dialect.name === 'postgres' ? 'SAVEPOINT before' : 'SELECT 1');
    for (const { sql } of [
      ...matchStatements(dialect, plan),
      ...resultStatements(dialect, plan),
      ...checkStatements(dialect, plan),
    ])
      await ask(sql);
    const { allocations, with_redemptions: fates } = plan.drafts;
    const found = await ask(
      `SELECT seq, earned_id, redeemer_id, customerid, currency, amount FROM ${allocations} ORDER BY seq`,
    );
    const own = ownAllocations(movements, policy);
    expect(own.length).toBeGreaterThan(LEDGERS / 2);
    expect(
      found.map((row) => row.map(String).join(' ')),
      `${policy}, seed ${SEED}`,
    ).toEqual(own);
    const rows = await ask(
      `SELECT trans_id, COALESCE(redeemid, '-'), matched_amount, open_amount FROM ${fates}`,
    );
    expect(rows.map((row) => row.map(String).join(' ')).sort(), `${policy}, seed ${SEED}`).toEqual(
      ownFates(movements, policy),
    );
    expect(await ask(`SELECT * FROM ${SCRATCH.failures} LIMIT 5`)).toEqual([]);
    if (dialect.name === 'postgres') await ask('ROLLBACK TO SAVEPOINT before');
    else for (const name of await scratchOf(ask)) await ask(`DROP TABLE ${name}`);
  }
}

/** All tables but the source, its ledger and its quarantine. */
async function scratchOf(ask: Ask): Promise<string[]> {
  const kept = ['movements', SCRATCH.read, SCRATCH.repeated, SCRATCH.ledger, 'r_draft_quarantine'];
  const rows = await ask('SELECT table_name FROM duckdb_tables()');
  return rows.map(([name]) => String(name)).filter((name) => !kept.includes(name));
}

describe(`${LEDGERS} ledgers by each policy, allocations and rows equal to core/match`, () => {
  it('in DuckDB', async () => {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const ask: Ask = async (sql) => (await connection.runAndReadAll(sql)).getRows();
    await fill(ask);
    await compare({ dialect: DIALECTS.duckdb, ask });
    connection.closeSync();
    instance.closeSync();
  });

  const programs = postgresPrograms();
  if ('why' in programs) {
    it.skip(`in PostgreSQL: ${programs.why}`, () => undefined);
    return;
  }
  describe('in PostgreSQL', () => {
    let cluster: Cluster;
    let client: pg.Client;
    beforeAll(async () => {
      cluster = await startCluster(programs.bin);
      client = await cluster.connect();
    });
    afterAll(async () => {
      await client.end();
      await cluster.stop();
    });

    it('as well', async () => {
      const ask: Ask = async (sql) => {
        const result: unknown = await client.query({ text: sql, rowMode: 'array' });
        return (Array.isArray(result) ? result.at(-1) : (result as pg.QueryArrayResult)).rows;
      };
      await fill(ask);
      await compare({ dialect: DIALECTS.postgres, ask });
    });
  });
});
