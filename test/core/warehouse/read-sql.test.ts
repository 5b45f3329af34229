import { DuckDBInstance } from '@duckdb/node-api';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { centsOfText } from '../../../core/ledger/money.ts';
import { timeOfText, timeText } from '../../../core/ledger/time.ts';
import { DIALECTS } from '../../../core/warehouse/dialects/dialects.ts';
import { quarantinedRows } from '../../../core/report/figures/quarantined-rows.ts';
import { idOrder } from '../../../core/warehouse/id-order.ts';
import type { WarehouseColumn } from '../../../core/warehouse/plan.ts';
import { readRows } from '../../../core/warehouse/read-sql.ts';
import { byText } from '../match/naive-reference.ts';
import { postgresPrograms, startCluster } from '../../main/warehouse/postgres-cluster.ts';
import type { Cluster } from '../../main/warehouse/postgres-cluster.ts';

const COLUMNS: readonly WarehouseColumn[] = (
  [
    'TRANS_ID',
    'TCTYPE',
    'CREATEDAT',
    'EXPIREDAT',
    'CUSTOMERID',
    'ORDERID',
    'AMOUNT',
    'CURRENCY',
  ] as const
).map((field) => ({ name: field, sql: field, field, kind: 'text' }));

const AMOUNTS = [
  '40.00',
  '40',
  '40.',
  '.5',
  '0.9',
  '-16.07',
  '+3',
  '1,234.50',
  '$5',
  '-$5',
  '$-5',
  '(12.00)',
  '( 7 )',
  '1,23',
  '12,345,678.90',
  '0',
  '-0.00',
  '0.001',
  '1.230',
  '1.2345000',
  '100000000000',
  '100000000000.01',
  '1000000000000',
  '0000000000000001.5',
  'x',
  '1e5x',
  '--5',
  '(-5)',
  '5-',
  '1.2.3',
  '.',
  '$',
  ' 8 ',
  '99999999999999999999999',
  'NaN',
  '١٢',
  '$(4.00)',
  '($4.00)',
  '( 4.00 € )',
  '(4.00) €',
  '$(-4)',
  '12.00-',
  '$12.00-',
  '12.00 €-',
  '12.00- €',
  '-12.00-',
  '+12-',
  '\u221216.07',
  '16.07\u2212',
  '€10.00',
  '10.00\u00a0€',
  '-1,234.50\u202f€',
  '€ -5',
  '£5',
  '¥1000',
  '€5$',
  '€€5',
  '5¢',
  '0.30000000000000004',
  '0.29999999999999998',
  '-0.07999999999999999',
  '0.99999999999',
  '1.000000001',
  '1.000001',
  '1.0000000999999',
  '1.119999989',
  '9999999999999.123',
  `0.${'0'.repeat(97)}1`,
  `0.${'0'.repeat(98)}1`,
  `${'0'.repeat(99)}5`,
  `${'0'.repeat(100)}5`,
];
const DATES = [
  '2024-02-29',
  '2023-02-29',
  '2024-02-30',
  '2024-04-31',
  '2024-12-31 23:59:59',
  '2024-12-31 24:00:00',
  '2024-01-01T08:30:00Z',
  '2024-01-01 08:30',
  '2024-1-2 3:04:05',
  '2024-01-01 08:30:00.123',
  '2024-01-01 08:30:00.1236',
  '2024-01-01 08:30:00,5',
  '2024-01-01 08:30:00.999999',
  '2024-01-01 08:30:00+00:00',
  '2024-01-01 08:30:00+02:00',
  '2024/03/04',
  '2024/3/4 05:06:07',
  '20240305',
  '20241305',
  '1700000000',
  '1700000000123',
  '170000000',
  '31.12.2024',
  '12/31/2024',
  '1899-12-31',
  '1900-01-01',
  '9999-12-31',
  '10000-01-01',
  'yesterday',
  '2024-00-10',
  '2024-10-00',
  '2100-02-29',
  '2000-02-29',
  '2024-01-01 UTC',
  ' 2024-01-01 ',
  '2024-01-01 08:60:00',
  '2024-01-01 10:00:00+00',
  '2024-01-01 10:00:00-00',
  '2024-01-01 10:00:00 +0000',
  '2024-01-01 10:00:00+0',
  '2024-01-01 10:00:00+02',
];

describe.each(['duckdb', 'postgres'] as const)('what %s reads', (name) => {
  const programs = postgresPrograms();
  if (name === 'postgres' && 'why' in programs) {
    it.skip(`is not tested: ${programs.why}`, () => undefined);
    return;
  }
  const dialect = DIALECTS[name];
  let cluster: Cluster | null = null;
  let client: pg.Client;
  let ask: (sql: string) => Promise<unknown[][]>;
  beforeAll(async () => {
    if (name === 'duckdb') {
      const connection = await (await DuckDBInstance.create(':memory:')).connect();
      ask = async (sql) => (await connection.runAndReadAll(sql)).getRows();
      return;
    }
    cluster = await startCluster((programs as { bin: string }).bin);
    client = await cluster.connect();
    ask = async (sql) => (await client.query({ text: sql, rowMode: 'array' })).rows as unknown[][];
  });
  afterAll(async () => {
    if (cluster === null) return;
    await client.end();
    await cluster.stop();
  });

  type Cells = Partial<Record<(typeof COLUMNS)[number]['name'], string | null>>;
  const SOUND: Cells = {
    TRANS_ID: '1',
    TCTYPE: 'earned',
    CREATEDAT: '2024-01-01',
    CUSTOMERID: '7',
    AMOUNT: '5',
  };

  /** What the columns of the first rows read as, in the order given. */
  async function read(rows: readonly Cells[], ...wanted: string[]): Promise<string[][]> {
    const literal = (value: string | null | undefined): string =>
      value == null ? 'CAST(NULL AS VARCHAR)' : `'${value.replaceAll("'", "''")}'`;
    const lines = rows.map(
      (row, r) =>
        `SELECT ${COLUMNS.map(({ name: column }) => `${literal({ ...SOUND, ...row }[column])} AS ${column}`).join(', ')}, ${r} AS place`,
    );
    const place: WarehouseColumn = { name: 'place', sql: 'place', field: 'extra', kind: 'text' };
    const found = await ask(
      `SELECT ${wanted.map((column) => `COALESCE(CAST(${column} AS VARCHAR), '-')`).join(', ')} FROM (${readRows(dialect, `(${lines.join(' UNION ALL ')}) given`, [...COLUMNS, place])}) r ORDER BY CAST(s${COLUMNS.length + 1} AS INTEGER)`,
    );
    return found.map((row) => row.map(String));
  }

  it('amounts as core/ledger/money does', async () => {
    const found = await read(
      AMOUNTS.map((AMOUNT) => ({ AMOUNT })),
      'tc_cents',
      'tc_faults',
    );
    AMOUNTS.forEach((amount, i) => {
      const own = centsOfText(amount);
      const [cents, faults] = found[i]!;
      if ('cents' in own) {
        expect(Number(cents), amount).toBe(own.cents + 0);
        return;
      }
      const code = {
        'not-a-number': 'invalid',
        'too-many-decimals': 'decimals',
        'too-large': 'too-large',
      }[own.fault];
      expect(faults, amount).toBe(`row.amount-${code} `);
    });
  });

  it('dates as core/ledger/time does', async () => {
    const found = await read(
      DATES.map((CREATEDAT) => ({ CREATEDAT })),
      'tc_at',
      'tc_faults',
    );
    DATES.forEach((date, i) => {
      const own = timeOfText(date);
      const [at, faults] = found[i]!;
      expect(at === '-' ? undefined : timeText(timeOfText(at!)!), date).toBe(
        own === undefined ? undefined : timeText(own),
      );
      expect(faults, date).toBe(own === undefined ? 'row.date-invalid ' : '');
    });
  });

  it('every fault of a row', async () => {
    const cases: [Cells, string][] = [
      [{}, ''],
      [{ TRANS_ID: ' ' }, 'row.required-blank '],
      [
        { TRANS_ID: null, CUSTOMERID: '', AMOUNT: null },
        'row.required-blank row.required-blank row.required-blank ',
      ],
      [{ TCTYPE: ' EARNED ' }, ''],
      [{ TCTYPE: 'earnt' }, 'row.type-unknown '],
      [{ TCTYPE: null }, 'row.required-blank '],
      [{ CREATEDAT: null }, 'row.required-blank '],
      [{ EXPIREDAT: 'soon' }, 'row.date-invalid '],
      [{ AMOUNT: '0.00' }, 'row.amount-zero '],
      [{ AMOUNT: '-5' }, 'row.sign-wrong '],
      [{ TCTYPE: 'spent' }, 'row.sign-wrong '],
      [{ TCTYPE: 'expired', AMOUNT: '(5)' }, ''],
      [{ EXPIREDAT: '2023-12-31' }, 'row.expires-before-created '],
      [{ EXPIREDAT: '2024-01-01', CREATEDAT: '2024-01-01 23:00:00' }, ''],
      [
        { EXPIREDAT: '2024-01-01 22:59:59', CREATEDAT: '2024-01-01 23:00:00' },
        'row.expires-before-created ',
      ],
      [{ CURRENCY: 'eur' }, ''],
      [{ CURRENCY: 'EURO' }, 'row.currency-invalid '],
      [{ CUSTOMERID: '1.23457E+11' }, 'row.id-digits-lost '],
      [
        { TRANS_ID: '1,23457E+11', ORDERID: '1.2345679E12' },
        'row.id-digits-lost row.id-digits-lost ',
      ],
      [{ TRANS_ID: '1.2011454E7', CUSTOMERID: '5E10', ORDERID: '1.2E7' }, ''],
      [{ TCTYPE: 'x', AMOUNT: '1.234' }, 'row.type-unknown row.amount-decimals '],
    ];
    const found = await read(
      cases.map(([cells]) => cells),
      'tc_faults',
      'tc_currency',
    );
    expect(found.map(([faults]) => faults)).toEqual(cases.map(([, faults]) => faults));
    expect(found[0]![1]).toBe('USD');
    expect(found[15]![1]).toBe('EUR');
  });

  it('whose a row set aside is and what it is worth, as the report does', async () => {
    const rows: Cells[] = [
      { TCTYPE: 'x' },
      { TCTYPE: 'x', AMOUNT: ' $-5.10 ', CURRENCY: ' eur ' },
      { AMOUNT: '(7.00)' },
      { AMOUNT: '1.234' },
      { AMOUNT: '0.00' },
      { AMOUNT: '100000000000.01' },
      { AMOUNT: 'abc', CURRENCY: '' },
      { AMOUNT: null, TRANS_ID: ' 12 ' },
      { CURRENCY: 'EURO' },
      { CURRENCY: '€', CUSTOMERID: null },
      { TRANS_ID: ' ', CUSTOMERID: ' c ', AMOUNT: '-3' },
      { CUSTOMERID: '1.23457E+11', AMOUNT: '12.00-' },
    ];
    const headers = COLUMNS.map(({ name: column }) => column);
    const own = quarantinedRows({
      headers,
      rejected: rows.map((row, r) => ({
        row: r + 2,
        codes: ['row.type-unknown'],
        cells: headers.map((header) => ({ ...SOUND, ...row })[header] ?? ''),
      })),
    });
    const found = await read(rows, 'tc_faults', 'tc_id', 'tc_customer', 'tc_currency', 'tc_cents');
    found.forEach(([faults, id, customer, currency, cents], r) => {
      const said = JSON.stringify(rows[r]);
      expect(faults, said).not.toBe('');
      const of = (text: string): string => (text === '-' ? '' : text);
      expect(
        { id: of(id!), customer: of(customer!), currency: of(currency!), cents: of(cents!) },
        said,
      ).toEqual({
        id: own[r]!.id,
        customer: own[r]!.customer,
        currency: own[r]!.currency,
        cents: Number.isNaN(own[r]!.cents)
          ? ''
          : expect.stringMatching(new RegExp(`^-?${own[r]!.cents}$`)),
      });
    });
  });

  it('ids in the order of the rules', async () => {
    const ids = [
      '10',
      '9',
      '007',
      '7',
      '07',
      '0',
      '00',
      'a',
      'B',
      'b1',
      '9a',
      '-5',
      'é',
      'Z',
      'z',
      '\u{1F600}',
      '\uFFFD',
      '12345678901234567890123',
      '9'.repeat(22),
    ];
    const rows = ids.map((id) => `SELECT '${id}' AS id`).join(' UNION ALL ');
    const found = await ask(`SELECT id FROM (${rows}) ids ORDER BY ${idOrder(dialect, 'id')}`);
    expect(found.map(([id]) => id)).toEqual([...ids].sort(byText));
  });
});
