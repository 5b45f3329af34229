import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { POLICIES, policyOf, settingsSchema } from '../../../core/contract/settings.ts';
import type { Policy } from '../../../core/contract/settings.ts';
import { DIALECT_NAMES, DIALECTS } from '../../../core/warehouse/dialects/dialects.ts';
import type { DialectName } from '../../../core/warehouse/dialects/dialects.ts';
import { hasSql } from '../../../core/warehouse/match-sql.ts';
import { printedScript } from '../../../core/warehouse/script.ts';
import { run } from '../../main/cli/command.ts';

const settings = (policy: Policy, onError: 'halt' | 'quarantine' = 'halt') =>
  settingsSchema.parse({ policy, onError });
const script = (name: DialectName, policy: Policy): string =>
  printedScript(DIALECTS[name], 'fin.tc_data', 'fin.tc_data_', settings(policy));

/** Whole lots until a redemption is covered take a recursive query. */
function isWalked(policy: Policy): boolean {
  const { lotsPerRedemption, splitsLots } = policyOf(policy).traits;
  return lotsPerRedemption === 'many' && !splitsLots;
}

/** What lays tables out in each dialect, and what no other dialect would understand. */
const LAYOUT: Readonly<Record<DialectName, { keys: RegExp[]; never: RegExp[] }>> = {
  postgres: {
    keys: [/COLLATE "C"/, /ANALYZE tcr_ledger/],
    never: [/SAFE_CAST|TRY_CAST|QUALIFY|DISTKEY \(/],
  },
  redshift: {
    keys: [/DISTKEY \(tc_customer\)/, /COMPOUND SORTKEY \(tc_customer, tc_currency, n\)/],
    never: [/COLLATE|OFFSET 0|ANALYZE|TRY_CAST|SAFE_CAST|\bWINDOW\b/],
  },
  snowflake: {
    keys: [/CLUSTER BY \(tc_customer, tc_currency, n\)/],
    never: [/COLLATE|OFFSET 0|SAFE_CAST| ~ |DISTKEY \(/],
  },
  bigquery: {
    keys: [/CLUSTER BY tc_customer, tc_currency, n/],
    never: [/COLLATE|OFFSET 0|TRY_CAST|VARCHAR|BIGINT|SPLIT_PART|DISTKEY \(/],
  },
  spark: {
    keys: [
      /CLUSTERED BY \(tc_customer, tc_currency\) SORTED BY \(tc_customer, tc_currency, n\) INTO 256 BUCKETS/,
    ],
    never: [/COLLATE|OFFSET 0|SAFE_CAST| ~ |VARCHAR|DISTKEY \(/],
  },
  duckdb: { keys: [/REGEXP_MATCHES/], never: [/COLLATE|OFFSET 0|SAFE_CAST| ~ /] },
};

describe.each(DIALECT_NAMES)('the script for %s', (name) => {
  const dialect = DIALECTS[name];

  it('says whether its makers have run it, and explains where rows lie', () => {
    const printed = script(name, 'exact');
    const heading = printed.slice(0, printed.indexOf('\n\n'));
    expect(heading).toContain('fin.tc_data by the policy exact');
    expect(heading.includes('GENERATED AND NOT TESTED')).toBe(!dialect.tested);
    expect(heading).toContain('How the tables are laid out, and why');
    for (const line of dialect.layout) expect(heading).toContain(line);
    for (const key of LAYOUT[name].keys) expect(printed).toMatch(key);
    const statements = printed.replaceAll(/^--.*$/gm, '');
    for (const foreign of LAYOUT[name].never) expect(statements).not.toMatch(foreign);
  });

  it('halts, verifies and publishes in this order, and is the same each time', () => {
    const printed = script(name, 'one-to-one');
    const at = (text: string): number => printed.indexOf(text);
    const order = [
      'Read and judge',
      'Halt if a row',
      'Match one-to-one',
      'List what fails the checks',
      'Fail unless all 7',
      'Replace the earlier results',
    ].map(at);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order[0]).toBeGreaterThan(0);
    expect(printed).toBe(script(name, 'one-to-one'));
    const goesOn = printedScript(dialect, 't', 't_', settings('exact', 'quarantine'));
    expect(goesOn).not.toContain('Halt if a row');
    // Every parenthesis and every quote is closed.
    const bare = printed.replaceAll(/^--.*$/gm, '').replaceAll(/r?'(?:[^'\\]|''|\\.)*'/g, "''");
    expect(bare).not.toContain("''''");
    expect(bare.split('(').length).toBe(bare.split(')').length);
  });

  it('joins and partitions by customer alone', () => {
    for (const policy of POLICIES.filter((one) => hasSql(one) && !isWalked(one))) {
      const windows = [
        ...script(name, policy).matchAll(/OVER \((PARTITION BY [\w., ]+?|ORDER BY) /g),
      ];
      expect(windows.length).toBeGreaterThan(10);
      const global = windows.filter(([, by]) => by === 'ORDER BY');
      // The one sum over accounts that SEQ needs.
      expect(global).toHaveLength(1);
    }
  });

  it.each(POLICIES.filter(isWalked))(
    'recurs for %s, within what the engine can, or refuses',
    (policy) => {
      const { most } = dialect.recursion;
      if (most === 0) {
        expect(() => script(name, policy)).toThrow(
          expect.objectContaining({
            code: 'warehouse.no-recursion',
            kind: 'usage',
            hint: expect.stringContaining('--policy one-to-one or exact there') as string,
          }),
        );
        return;
      }
      const printed = script(name, policy);
      expect(printed).toContain('WITH RECURSIVE walk');
      expect(printed.includes('Refuse accounts that take too many steps')).toBe(most !== null);
      if (most !== null) expect(printed).toContain(`HAVING COUNT(*) >= ${most}`);
      const recursive = /UNION ALL\nSELECT walk\.[\s\S]*?\)\nSELECT/.exec(printed)![0];
      expect(recursive).not.toMatch(/\b(SUM|COUNT|MAX|MIN|LEFT JOIN|GROUP BY|OVER)\b/);
    },
  );
});

describe('the printed script', () => {
  it('runs as it is in DuckDB, leaves seven tables, and halts at a row in error', async () => {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(`CREATE TABLE tc (TRANS_ID BIGINT, TCTYPE TEXT, CREATEDAT TIMESTAMP, EXPIREDAT DATE, CUSTOMERID BIGINT, ORDERID TEXT, AMOUNT DECIMAL(10,2), REASON TEXT);
      INSERT INTO tc VALUES (1, 'earned', '2024-01-01', NULL, 7, NULL, 40, 'x'), (2, 'spent', '2024-01-02', NULL, 7, 'o', -15.5, NULL)`);
    for (const policy of POLICIES.filter(hasSql)) {
      await connection.run(printedScript(DIALECTS.duckdb, 'tc', 'out_', settings(policy)));
      const rows = (await connection.runAndReadAll('SELECT * FROM out_allocations')).getRows();
      expect(rows.map((row) => row.map(String))).toEqual([['1', '1', '2', '7', 'USD', '15.50']]);
      const scratch = (
        await connection.runAndReadAll(
          `SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'tcr%'`,
        )
      ).getRows();
      for (const [table] of scratch) await connection.run(`DROP TABLE ${String(table)}`);
    }
    await connection.run(
      `INSERT INTO tc VALUES (3, 'spent', '2024-01-02', NULL, 7, 'o', 15.5, NULL)`,
    );
    await expect(
      connection.run(printedScript(DIALECTS.duckdb, 'tc', 'out_', settings('exact'))),
    ).rejects.toThrow('rows with errors');
    connection.closeSync();
    instance.closeSync();
  });

  it('comes from the command line, needs no connection, and maps columns', async () => {
    const printed = await run([
      'warehouse',
      '--print-sql',
      'snowflake',
      '--table',
      'fin.tc',
      '--policy',
      'exact',
      '--map',
      'movement=TRANS_ID',
      '--results',
      'out',
    ]);
    expect(printed.code).toBe(0);
    expect(printed.out).toContain(
      '-- Thrive Cash Reconciler: fin.tc by the policy exact, for Snowflake',
    );
    expect(printed.out).toMatch(/SELECT movement AS s1/);
    expect(printed.out).toContain('out.tc_with_redemptions');
    const refused = await run([
      'warehouse',
      '--print-sql',
      'spark',
      '--table',
      'tc',
      '--policy',
      'whole-lot',
    ]);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('recursive')]);
    const unknown = await run(['warehouse', '--print-sql', 'oracle', '--table', 'tc']);
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('--print-sql')]);
    const injected = await run([
      'warehouse',
      '--print-sql',
      'duckdb',
      '--table',
      'tc; DROP TABLE x',
    ]);
    expect(injected.code).toBe(2);
  });
});
