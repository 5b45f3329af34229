import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POLICIES } from '../../../core/contract/settings.ts';
import type { Policy } from '../../../core/contract/settings.ts';
import { DAY_MS, dayText, timeOfText, timeText } from '../../../core/ledger/time.ts';
import { checkStatements } from '../../../core/warehouse/check-sql.ts';
import type { Dialect } from '../../../core/warehouse/dialects/dialect.ts';
import { DIALECTS } from '../../../core/warehouse/dialects/dialects.ts';
import { ledgerStatements } from '../../../core/warehouse/ledger-sql.ts';
import { hasSql, matchStatements } from '../../../core/warehouse/match-sql.ts';
import { resultStatements } from '../../../core/warehouse/result-sql.ts';
import type { WarehousePlan } from '../../../core/warehouse/plan.ts';
import { SCRATCH } from '../../../core/warehouse/scratch.ts';
import { ledgers } from '../match/ledger-fixture.ts';
import type { Movement } from '../match/naive-reference.ts';
import {
  MOVEMENT_COLUMNS,
  ownAllocations,
  ownExceptions,
  ownFates,
  planOf,
  tableLines,
} from './ledger-table.ts';
import { postgresPrograms, startCluster } from '../../main/warehouse/postgres-cluster.ts';
import type { Cluster } from '../../main/warehouse/postgres-cluster.ts';
import { amount, SEED } from '../../amount.ts';

/** Ledgers that go through the SQL at once: each is customers of its own. */
const LEDGERS = amount(9000);
const FIRST_DAY = Date.UTC(2023, 10, 1);
/** The ledgers have movements on six days; what lies after some of them, or after all, is cut off. */
const CUT_DAY = SEED % 6;
const CUT_OFF = FIRST_DAY + (CUT_DAY + 1) * DAY_MS - 1;
/** Amounts are a few cents: some variances lie below it. */
const TOLERANCE = SEED % 3;

/** The kinds that the ledger alone tells, by name. */
const KINDS = [
  'balance.negative',
  'expired.out-of-order',
  'redemption.partly-matched',
  'redemption.unmatched',
  'variance.untracked',
];

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
  const at = FIRST_DAY + (movement.at - 1_700_000_000_000) * (DAY_MS / 1000);
  return { ...movement, at, id, customer: `${movement.customer}${digits}` };
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
  const planFor = (policy: Policy): WarehousePlan => ({
    ...planOf(policy, 'movements', 'r_', dayText(CUT_OFF)),
    toleranceCents: TOLERANCE,
  });
  for (const { sql } of ledgerStatements(dialect, planFor('exact'))) await ask(sql);
  const [[rejected]] = (await ask('SELECT COUNT(*) FROM r_draft_quarantine')) as [[unknown]];
  expect(Number(rejected), `seed ${SEED}`).toBe(0);
  for (const policy of POLICIES.filter(hasSql)) {
    const plan = planFor(policy);
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
    const counting = movements.filter(({ at }) => at <= CUT_OFF);
    const own = ownAllocations(counting, policy);
    expect(own.length).toBeGreaterThan(CUT_DAY < 3 ? 0 : LEDGERS / 4);
    expect(
      found.map((row) => row.map(String).join(' ')),
      `${policy}, seed ${SEED}`,
    ).toEqual(own);
    const rows = await ask(
      `SELECT trans_id, COALESCE(redeemid, '-'), matched_amount, open_amount FROM ${fates} WHERE match_status <> 'after cut-off'`,
    );
    expect(rows.map((row) => row.map(String).join(' ')).sort(), `${policy}, seed ${SEED}`).toEqual(
      ownFates(counting, policy),
    );
    const later = await ask(
      `SELECT trans_id FROM ${fates} WHERE match_status = 'after cut-off' AND redeemid IS NULL AND matched_amount IS NULL AND open_amount IS NULL`,
    );
    expect(later.map(([id]) => String(id)).sort()).toEqual(
      movements.flatMap(({ id, at }) => (at > CUT_OFF ? [id] : [])).sort(),
    );
    const listed = await ask(
      `SELECT code, customerid, currency, trans_id, other_id, amount_at_stake, ${dialect.text('createdat')} FROM ${plan.drafts.exceptions}`,
    );
    const ownList = ownExceptions(counting, policy, TOLERANCE);
    expect(
      listed.map((row) => exceptionText(row.map(String))).sort(),
      `${policy}, tolerance ${TOLERANCE}, seed ${SEED}`,
    ).toEqual(ownList);
    for (const [code, count] of countsOf(ownList)) told.set(code, (told.get(code) ?? 0) + count);
    expect(await ask(`SELECT * FROM ${SCRATCH.failures} LIMIT 5`)).toEqual([]);
    if (dialect.name === 'postgres') await ask('ROLLBACK TO SAVEPOINT before');
    else for (const name of await scratchOf(ask)) await ask(`DROP TABLE ${name}`);
  }
}

/** Exceptions compared so far, by kind: none that the ledgers do not have would be seen to differ. */
const told = new Map<string, number>();

function countsOf(list: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of list) {
    const [code] = line.split(' ') as [string];
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}

function exceptionText([code, customer, currency, id, other, stake, at]: string[]): string {
  const ids = [id, other].filter((one) => one !== '').join('+');
  return [code, customer, currency, ids, stake, timeText(timeOfText(at!)!)].join(' ');
}

/** All tables but the source, its ledger and its quarantine. */
async function scratchOf(ask: Ask): Promise<string[]> {
  const kept: readonly string[] = [
    'movements',
    SCRATCH.read,
    SCRATCH.repeated,
    SCRATCH.sound,
    SCRATCH.cutOff,
    SCRATCH.ledger,
    'r_draft_quarantine',
  ];
  const rows = await ask('SELECT table_name FROM duckdb_tables()');
  return rows.map(([name]) => String(name)).filter((name) => !kept.includes(name));
}

describe(`${LEDGERS} ledgers by each policy, cut off after day ${CUT_DAY} of 0 to 5, allocations, rows and exceptions equal to core’s own`, () => {
  afterAll(() => {
    process.stdout.write(`exceptions compared: ${JSON.stringify(Object.fromEntries(told))}\n`);
    if (CUT_DAY > 2) expect([...told.keys()].sort()).toEqual(KINDS);
  });

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
