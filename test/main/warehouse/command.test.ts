import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { POLICIES } from '../../../core/contract/settings.ts';
import { hasSql } from '../../../core/warehouse/match-sql.ts';
import { cellText } from '../../../core/source/reading/cells.ts';
import { sheetOf } from '../../../core/source/ledger-sheets.ts';
import { openSource } from '../../../core/source/open-source.ts';
import { warehousePlace } from '../../../main/warehouse/place.ts';
import { run, scratch, start } from '../cli/command.ts';
import { postgresPrograms, startCluster } from './postgres-cluster.ts';
import type { Cluster } from './postgres-cluster.ts';
import { someOf } from '../../amount.ts';

const SAMPLE = join(import.meta.dirname, '..', '..', '..', 'assets', 'sample', 'tc_raw_data.xlsx');
const programs = postgresPrograms();
if ('why' in programs) it.skip(`a warehouse is not tested: ${programs.why}`, () => undefined);

describe.skipIf('why' in programs)('reconcile -- warehouse', () => {
  let cluster: Cluster;
  let client: pg.Client;
  beforeAll(async () => {
    cluster = await startCluster((programs as { bin: string }).bin);
    client = await cluster.connect();
    const lines = await sampleLines();
    const [header, ...rows] = lines;
    await client.query(
      `CREATE TABLE public.sample (${header!.map((name) => `"${name}" TEXT`).join(', ')})`,
    );
    for (const row of rows)
      await client.query(
        `INSERT INTO public.sample VALUES (${row.map((_, c) => `NULLIF($${c + 1}, '')`).join(', ')})`,
        row,
      );
  });
  afterAll(async () => {
    await client.end();
    await cluster.stop();
  });
  beforeEach(async () => {
    await client.query(
      'DROP SCHEMA IF EXISTS res CASCADE; CREATE SCHEMA res; DROP TABLE IF EXISTS small',
    );
  });

  const rowsOf = async (sql: string): Promise<string[][]> =>
    (await client.query({ text: sql, rowMode: 'array' })).rows.map((row: unknown[]) =>
      row.map(String),
    );
  const warehouse = (data: string, ...args: string[]): ReturnType<typeof run> =>
    run([
      'warehouse',
      '--url',
      cluster.url(),
      '--data-dir',
      data,
      '--json',
      '--results',
      'res.r_',
      ...args,
    ]);
  const parsed = (text: string): Record<string, never> => JSON.parse(text) as Record<string, never>;
  /** A small table: three sound rows and, if wanted, bad ones. */
  async function small(...bad: string[]): Promise<void> {
    await client.query(`CREATE TABLE small (trans_id bigint, type text, created timestamp, customer_id text, amt numeric, note json);
      INSERT INTO small VALUES (1, 'earned', '2024-01-01', 'a', 10, '{"k": 1}'), (2, 'spent', '2024-01-02', 'a', -4, NULL), (3, 'spent', '2024-01-03', 'a', -4, NULL)${bad.map((row) => `, ${row}`).join('')}`);
  }
  const BAD = [
    "(4, 'earned', '2024-01-04', 'a', 0, NULL)",
    "(5, 'gift', '2024-01-04', 'a', 1.234, NULL)",
    "(1, 'earned', '2024-01-05', 'a', 10, NULL)",
  ];

  it.each(someOf(POLICIES.filter(hasSql), 1))(
    'answers for the sample what the program answers for its file: %s',
    async (policy) => {
      const data = scratch();
      const out = join(data, 'out');
      const file = await run([
        SAMPLE,
        '--policy',
        policy,
        '--on-error',
        'quarantine',
        '--no-xlsx',
        '--data-dir',
        join(data, 'file'),
        '--out',
        out,
        '--json',
      ]);
      expect(file.code, file.err).toBe(0);
      const there = await warehouse(
        data,
        '--table',
        'public.sample',
        '--policy',
        policy,
        '--on-error',
        'quarantine',
      );
      expect(there.code, there.err).toBe(0);
      const own = parsed(file.out);
      const json = parsed(there.out);
      for (const name of ['status', 'policy', 'totals', 'counts'] as const)
        expect(json[name]).toEqual(own[name]);
      expect(json['checks']).toEqual(own['checks']);

      const csv = (name: string): { header: string[]; rows: string[][] } => {
        const [header, ...rows] = readFileSync(join(out, name), 'utf8')
          .trimEnd()
          .split('\n')
          .map(cells);
        return { header: header!, rows };
      };
      const allocations = csv('allocations.csv');
      const at = (name: string): number => allocations.header.indexOf(name);
      const wanted = ['SEQ', 'EARNED_ID', 'REDEEMER_ID', 'CUSTOMERID', 'AMOUNT'];
      expect(allocations.rows.length).toBeGreaterThan(10);
      expect(
        await rowsOf(`SELECT ${wanted.join(', ')} FROM res.r_allocations ORDER BY seq`),
      ).toEqual(allocations.rows.map((row) => wanted.map((name) => row[at(name)]!)));
      const deliverable = csv('tc_data_with_redemptions.csv');
      const names = ['TRANS_ID', 'REDEEMID', 'MATCH_STATUS', 'MATCHED_AMOUNT', 'OPEN_AMOUNT'];
      const from = (row: string[]): string[] =>
        names.map((name) => row[deliverable.header.indexOf(name)]!);
      expect(
        await rowsOf(
          `SELECT "TRANS_ID", COALESCE(redeemid, ''), match_status, matched_amount, open_amount FROM res.r_with_redemptions ORDER BY CAST("TRANS_ID" AS BIGINT)`,
        ),
      ).toEqual(deliverable.rows.map(from).sort((a, b) => Number(a[0]) - Number(b[0])));
      const balances = csv('customer_current_balances.csv');
      expect((await rowsOf('SELECT customerid FROM res.r_customer_balances')).length).toBe(
        balances.rows.length,
      );

      const again = parsed(
        (
          await warehouse(
            data,
            '--table',
            'public.sample',
            '--policy',
            policy,
            '--on-error',
            'quarantine',
          )
        ).out,
      );
      expect([again['alreadyReconciled'], again['runId']]).toEqual([true, json['runId']]);
    },
  );

  it('is in the history with all that hangs on a run, and shown', async () => {
    await small();
    const data = scratch();
    const first = parsed((await warehouse(data, '--table', 'small')).out);
    const history = parsed(
      (await run(['history', '--json', '--data-dir', data])).out,
    ) as unknown as Record<string, unknown>[];
    expect(history[0]).toMatchObject({
      id: first['runId'],
      status: 'completed',
      place: `postgres://127.0.0.1:${cluster.port}/postgres?table=public.small`,
      rowCount: 3,
    });
    const shown = await run(['show', String(first['runId']), '--data-dir', data]);
    expect(shown.out).toContain('is reconciled');
    expect(shown.out.match(/passed {2}/g)).toHaveLength(7);
    expect(await rowsOf('SELECT run_id, made_by, policy FROM res.r_run')).toEqual([
      [first['runId'], 'Thrive Cash Reconciler', 'one-to-one'],
    ]);

    // Another policy takes the place; then the first is no longer there and is made anew.
    await warehouse(data, '--table', 'small', '--policy', 'exact');
    const back = parsed((await warehouse(data, '--table', 'small')).out);
    expect(back['alreadyReconciled']).toBe(false);
    const forced = parsed((await warehouse(data, '--table', 'small', '--force')).out);
    expect(forced['runId']).not.toBe(back['runId']);
    // What is in no column of ours counts too: the fingerprint is of the whole rows.
    await client.query(`UPDATE small SET note = '{"k": 2}' WHERE trans_id = 1`);
    expect(parsed((await warehouse(data, '--table', 'small')).out)['alreadyReconciled']).toBe(
      false,
    );
  });

  it('halts at rows in error and changes nothing; sets them aside where that is wanted', async () => {
    await small(...BAD);
    const data = scratch();
    const halted = await warehouse(data, '--table', 'small');
    expect(halted.code).toBe(4);
    expect(parsed(halted.out)).toMatchObject({
      status: 'halted',
      problem: { code: 'validation.errors' },
    });
    expect(await rowsOf(`SELECT relname FROM pg_class WHERE relname LIKE 'r\\_%'`)).toEqual([]);
    const aside = await warehouse(data, '--table', 'small', '--on-error', 'quarantine');
    expect(aside.code, aside.err).toBe(0);
    expect(parsed(aside.out)['counts']).toMatchObject({ earned: 1, spent: 2, quarantined: 3 });
    expect(await rowsOf('SELECT trans_id, findings FROM res.r_quarantine ORDER BY 1')).toEqual([
      ['1', 'row.id-duplicate'],
      ['4', 'row.amount-zero'],
      ['5', 'row.type-unknown row.amount-decimals'],
    ]);
    expect(parsed(aside.out)['findings']).toEqual(
      expect.arrayContaining([{ code: 'row.id-duplicate', severity: 'error', count: 1 }]),
    );
  });

  it('publishes nothing where verification fails, and lets earlier results stand', async () => {
    await small();
    const data = scratch();
    const good = parsed((await warehouse(data, '--table', 'small')).out);
    // A saboteur within the server: as soon as there is an allocation ledger, it is falsified.
    await client.query(`CREATE FUNCTION sabotage() RETURNS event_trigger LANGUAGE plpgsql AS $$
      BEGIN IF to_regclass('res.r_draft_allocations') IS NOT NULL THEN UPDATE res.r_draft_allocations SET amount = amount + 1; END IF; END $$;
      CREATE EVENT TRIGGER saboteur ON ddl_command_end WHEN TAG IN ('CREATE TABLE AS') EXECUTE FUNCTION sabotage()`);
    try {
      const failed = await warehouse(data, '--table', 'small', '--policy', 'exact');
      expect(failed.code).toBe(5);
      const json = parsed(failed.out);
      expect(json).toMatchObject({ status: 'failed', problem: { code: 'verification.failed' } });
      expect(json['checks']).toContainEqual({ id: 'allocation', passed: false });
    } finally {
      await client.query('DROP EVENT TRIGGER saboteur; DROP FUNCTION sabotage()');
    }
    expect(await rowsOf('SELECT run_id FROM res.r_run')).toEqual([[good['runId']]]);
    expect(await rowsOf(`SELECT relname FROM pg_class WHERE relname LIKE 'r\\_draft%'`)).toEqual(
      [],
    );
  });

  it('never replaces what others have made', async () => {
    await small();
    await client.query(`CREATE TABLE res.r_allocations AS SELECT 'mine' AS whose`);
    const { code, err } = await warehouse(scratch(), '--table', 'small');
    expect([code, err]).toEqual([2, expect.stringContaining('r_allocations')]);
    expect(await rowsOf('SELECT whose FROM res.r_allocations')).toEqual([['mine']]);
  });

  it('says clearly what is in the way', async () => {
    await small();
    const data = scratch();
    await client.query(
      `DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN PASSWORD 'readerpassword'; GRANT SELECT ON small TO reader; CREATE TABLE IF NOT EXISTS locked (trans_id int)`,
    );
    const asReader = `postgres://reader:readerpassword@127.0.0.1:${cluster.port}/postgres`;
    const cases: [string[], number, string][] = [
      [
        [
          '--url',
          `postgres://keeper:wrongpassword@127.0.0.1:${cluster.port}/postgres`,
          '--table',
          'small',
        ],
        3,
        'did not accept the password of keeper',
      ],
      [['--url', cluster.url('nowhere'), '--table', 'small'], 3, 'There is no database'],
      [
        ['--url', 'postgres://keeper:x@127.0.0.1:1/postgres', '--table', 'small'],
        3,
        'cannot be reached',
      ],
      [
        ['--url', `${cluster.url()}?sslmode=require`, '--table', 'small'],
        3,
        'does not support TLS',
      ],
      [
        ['--url', `${cluster.url()}?sslmode=verify-full`, '--table', 'small'],
        3,
        'does not support TLS',
      ],
      [['--url', `${cluster.url()}?sslmode=often`, '--table', 'small'], 2, 'sslmode'],
      [['--url', cluster.url(), '--table', 'missing'], 3, 'There is no table missing'],
      [
        ['--url', cluster.url(), '--table', 'small', '--results', 'nowhere'],
        2,
        'There is no schema',
      ],
      [['--url', asReader, '--table', 'locked'], 3, 'do not have permission to read'],
      [
        ['--url', asReader, '--table', 'small', '--results', 'res'],
        1,
        'reader does not have the permissions',
      ],
      [['--url', cluster.url(), '--table', 'locked', '--results', 'res'], 4, 'The required column'],
      [['--url', 'mysql://x', '--table', 'small'], 2, 'not an address of a PostgreSQL server'],
      [['--table', 'small'], 2, 'No warehouse was named'],
      [['--url', cluster.url()], 2, 'No table was named'],
      [
        ['--url', cluster.url(), '--table', 'small', '--workers', '2'],
        2,
        '--workers cannot be used with warehouse',
      ],
    ];
    for (const [args, code, words] of cases) {
      const ended = await run(['warehouse', ...args, '--data-dir', data]);
      expect([ended.code, ended.err + ended.out], words).toEqual([
        code,
        expect.stringContaining(words),
      ]);
      expect(ended.err + ended.out).not.toContain('internal.unexpected');
    }
    await client.query('DROP TABLE locked');
  });

  it('is cancelled on the server by Ctrl-C', async () => {
    await small();
    const data = scratch();
    const other = await cluster.connect();
    // Held back by a lock at its first statement that reads the table.
    await other.query('BEGIN; LOCK TABLE small IN ACCESS EXCLUSIVE MODE');
    const { child, ended } = start([
      'warehouse',
      '--url',
      cluster.url(),
      '--table',
      'small',
      '--data-dir',
      data,
      '--json',
    ]);
    const waits = `SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = 'thrive-cash-reconciler' AND wait_event_type = 'Lock'`;
    await expect.poll(async () => (await rowsOf(waits))[0], { interval: 50 }).toEqual(['1']);
    child.kill('SIGINT');
    const { code, out } = await ended;
    expect([code, parsed(out)['problem']]).toMatchObject([6, { code: 'run.cancelled' }]);
    const sessions = `SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = 'thrive-cash-reconciler'`;
    await expect.poll(async () => (await rowsOf(sessions))[0], { interval: 50 }).toEqual(['0']);
    await other.query('ROLLBACK');
    await other.end();
  });

  it('says so when the server goes away, and changes nothing', async () => {
    await small();
    const other = await cluster.connect();
    await other.query('BEGIN; LOCK TABLE small IN ACCESS EXCLUSIVE MODE');
    const { ended } = start([
      'warehouse',
      '--url',
      cluster.url(),
      '--table',
      'small',
      '--data-dir',
      scratch(),
      '--json',
    ]);
    const waiting = `SELECT pid FROM pg_stat_activity WHERE application_name = 'thrive-cash-reconciler' AND wait_event_type = 'Lock'`;
    await expect.poll(async () => (await rowsOf(waiting)).length, { interval: 50 }).toBe(1);
    await client.query(`SELECT pg_terminate_backend(pid) FROM (${waiting}) sessions`);
    const { code, out } = await ended;
    expect([code, parsed(out)['problem']]).toMatchObject([1, { code: 'warehouse.gone-away' }]);
    await other.query('ROLLBACK');
    await other.end();
  });

  it('takes the password from PGPASSWORD or the password file, and keeps it nowhere', async () => {
    await small();
    const data = scratch();
    const bare = `postgres://keeper@127.0.0.1:${cluster.port}/postgres`;
    const passFile = join(data, 'pass');
    writeFileSync(
      passFile,
      `# mine\nother:*:*:*:nope\n127.0.0.1:${cluster.port}:*:keeper:${cluster.password}\n`,
      { mode: 0o600 },
    );
    expect(warehousePlace(bare, { PGPASSFILE: passFile }).password).toBe(cluster.password);
    chmodSync(passFile, 0o644);
    if (process.platform !== 'win32')
      expect(warehousePlace(bare, { PGPASSFILE: passFile }).password).toBeNull();
    chmodSync(passFile, 0o600);
    const kept = join(data, 'kept');
    mkdirSync(kept);
    const outputs: string[] = [];
    for (const args of [
      ['--url', cluster.url()],
      ['--url', cluster.url().replace(cluster.password, 'wrong-password-of-mine')],
      ['--url', cluster.url(), '--policy', 'exact', '--table', 'gone'],
    ]) {
      const ended = await run([
        'warehouse',
        '--table',
        'small',
        ...args,
        '--data-dir',
        kept,
        '--results',
        'res.r_',
      ]);
      outputs.push(ended.out, ended.err);
    }
    outputs.push((await run(['history', '--json', '--data-dir', kept])).out);
    const everything = [
      ...outputs,
      ...filesUnder(kept).map((path) => readFileSync(path, 'latin1')),
    ];
    expect(everything.length).toBeGreaterThan(8);
    for (const secret of [cluster.password, 'wrong-password-of-mine'])
      expect(everything.filter((text) => text.includes(secret))).toEqual([]);
    expect((await rowsOf('SELECT * FROM res.r_run')).flat().join(' ')).not.toContain(
      cluster.password,
    );
  });
});

/** The cells of a CSV line of which some are quoted. */
function cells(line: string): string[] {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell!);
}

/** The rows of TC_Data in the sample as texts, the header first. */
async function sampleLines(): Promise<string[][]> {
  const source = await openSource(SAMPLE);
  const lines: string[][] = [];
  let width = 0;
  await source.readSheet(sheetOf(source, 'TC_Data')!, (row) => {
    if (lines.length === 0) width = row.width;
    lines.push(Array.from({ length: width }, (_, c) => cellText(row, c)));
  });
  await source.close();
  return lines;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });
}
