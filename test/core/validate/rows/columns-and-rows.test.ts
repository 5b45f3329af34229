import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { createFindingLog } from '../../../../core/contract/findings.ts';
import type { Finding, FindingCount } from '../../../../core/contract/findings.ts';
import { createIdPool } from '../../../../core/ledger/ids.ts';
import { cellText } from '../../../../core/source/reading/cells.ts';
import { mapHeaders } from '../../../../core/source/headers.ts';
import { openParquet } from '../../../../core/source/parquet/parquet-reader.ts';
import { DEFAULT_LIMITS, eachRow } from '../../../../core/source/reading/raw-rows.ts';
import type { OpenSource, RawRow } from '../../../../core/source/reading/raw-rows.ts';
import { openFile } from '../../../../core/source/reading/source-file.ts';
import { ledgerRowReader } from '../../../../core/validate/rows/ledger-rows.ts';
import type { LedgerRows } from '../../../../core/accepted/validated-source.ts';
import type { LedgerRowReader } from '../../../../core/validate/rows/ledger-rows.ts';
import { testFolder } from '../../source/reading.ts';
import { amount, DEEP, SEED } from '../../../amount.ts';

/** A column as it may come: its type, and literals of that type, the first ones good, the others messy. */
interface Kind {
  readonly type: string;
  readonly good: readonly string[];
  readonly messy: readonly string[];
}

const kind = (type: string, good: string, messy = ''): Kind => ({
  type,
  good: good.split('|'),
  messy: ['NULL', ...(messy === '' ? [] : messy.split('|'))],
});

const IDS: readonly Kind[] = [
  kind('BIGINT', '1|2|3|4|5|6|7|8|9|10|11|12', '-1|9007199254740991|9007199254740993'),
  kind('INTEGER', '12|11|10|9|8|7|6', '-5|0'),
  kind('UBIGINT', '1|2|3|4', '18446744073709551615'),
  kind('DOUBLE', '1|2|3|4|5|6', "1.5|-1|-0.0|1e300|9007199254740993|'nan'|'inf'|'-inf'"),
  kind('DECIMAL(18,2)', '1|2|3|4|5|6', '1.25|-7'),
  kind(
    'VARCHAR',
    "'T-1'|'T-2'|'T-3'|'4'|'5'|'0006'|'7.0'|'1.2011454E7'|'T-8 with more than twelve'",
    "''|'  '|' T-1 '|'Ω'|'1.23457E+11'|'1.2E7'",
  ),
  kind('DATE', "'2024-01-02'|'2024-01-03'|'2024-01-04'", "'1500-01-01'|'infinity'"),
  kind('BOOLEAN', 'true|false'),
];
const TYPES: readonly Kind[] = [
  kind('VARCHAR', "'earned'|'spent'|'expired'|'EARNED'|' Spent '", "''|'gifted'|' '|'earned x'"),
  kind('VARCHAR', "'earned'|'earned'|'spent'|'expired'"),
  kind('INTEGER', '1|2'),
];
const TIMES: readonly Kind[] = [
  kind(
    'TIMESTAMP',
    "'2024-01-01 10:00:00'|'2024-03-01 10:00:00.123'|'2025-01-01'",
    "'1799-01-01'|'infinity'|'-infinity'|'2024-01-01 10:00:01'",
  ),
  kind('DATE', "'2024-01-01'|'2024-02-01'|'2024-03-01'|'2025-01-01'", "'1899-12-31'"),
  kind('TIMESTAMP_NS', "'2024-01-01 10:00:00.123456789'|'2024-05-01'"),
  kind('TIMESTAMP_S', "'2024-01-01 10:00:00'|'2024-05-01'"),
  kind('TIMESTAMP_MS', "'2024-01-01 10:00:00'|'2024-05-01'"),
  kind('TIMESTAMPTZ', "'2024-01-01 10:00:00+00'|'2024-05-01 00:00:00+02'"),
  kind(
    'VARCHAR',
    "'2024-01-01 10:00:00'|'2024-05-01'|'2024-01-01T10:00:00Z'|'1704103200'",
    "'31/12/2024'|''|'never'|'2024-13-01'",
  ),
  kind('DOUBLE', '45000|45001.5|1704103200|1704103200000', "-1|'nan'|'inf'|1e20"),
  kind('BIGINT', '45000|1704103200', '99999999999999999'),
  kind('BOOLEAN', 'true'),
];
const AMOUNTS: readonly Kind[] = [
  kind('DECIMAL(18,2)', '5|-5|16.07|-16.07|0.01', '0|99999999999999.99|123456789012.34'),
  kind('DECIMAL(18,2)', '5|7.5|16.07|12|0.01'),
  kind('DECIMAL(18,4)', '5|-5|16.07|-16.0700', '1.2345'),
  kind('DOUBLE', '5|-5|16.07|-16.07|0.30000000000000004', "0|-0.0|1.234|1e15|'nan'|'inf'"),
  kind('FLOAT', '5|-5|16.07|-16.07', "0|1.234|'nan'"),
  kind('INTEGER', '5|-5|7|-7', '0'),
  kind(
    'VARCHAR',
    "'5'|'-5'|'16.07'|'(12.00)'|'$5'|'1,234.50'",
    "'ten'|''|'1.234'|'0'|'€5'|'5.00-'",
  ),
  kind('DATE', "'2024-01-01'"),
];
const TEXTS: readonly Kind[] = [
  kind('VARCHAR', "'Damaged Item'|'Other'|'=cmd'|'tail  '", "''|' '|'  lead'"),
  kind('INTEGER', '1|2|3'),
  kind('DOUBLE', '1.5|2', "'nan'|'inf'|-0.0"),
  kind('TIMESTAMP', "'2024-01-01 10:00:00'", "'infinity'|'1500-01-01'"),
  kind('BOOLEAN', 'true|false'),
  kind('VARCHAR', "'a'"),
];
const CURRENCIES: readonly Kind[] = [
  kind('VARCHAR', "'USD'|'eur'|' GBP '", "''|'euro'|'12'"),
  kind('INTEGER', '1', '2'),
];

interface Column {
  readonly name: string;
  readonly kind: Kind;
  /** For each row the index of its literal among the good and the messy ones. */
  readonly cells: readonly number[];
}
interface Sheet {
  readonly columns: readonly Column[];
  /** Rows in which nothing is. */
  readonly blank: readonly boolean[];
  /** How often the rows follow on one another, so that some files have more than a chunk. */
  readonly times: number;
  /** Whether texts that repeat are read as codes. */
  readonly coded: boolean;
  readonly keepRejected: boolean;
  readonly cap: number;
}

const column = (
  name: string,
  kinds: readonly Kind[],
  rows: number,
  messiness: number,
): fc.Arbitrary<Column> =>
  fc.constantFrom(...kinds).chain((chosen) => {
    const good = fc.nat(chosen.good.length - 1);
    const messy = fc.nat(chosen.messy.length - 1).map((i) => chosen.good.length + i);
    const cell = fc.oneof({ weight: 40, arbitrary: good }, { weight: messiness, arbitrary: messy });
    return fc
      .array(cell, { minLength: rows, maxLength: rows, size: 'max' })
      .map((cells) => ({ name, kind: chosen, cells }));
  });

/** The kinds with the first one, which loops of numbers are for, as likely as all others together. */
const usually = (kinds: readonly Kind[]): Kind[] => [
  ...Array.from({ length: kinds.length - 1 }, () => kinds[0]!),
  ...kinds.slice(1),
];

const sheets: fc.Arbitrary<Sheet> = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom(0, 1, 10))
  .chain(([rows, messiness]) => {
    const of = (name: string, kinds: readonly Kind[]): fc.Arbitrary<Column> =>
      column(name, usually(kinds), rows, messiness);
    const maybe = (name: string, kinds: readonly Kind[]): fc.Arbitrary<Column | null> =>
      fc.option(of(name, kinds));
    return fc.record({
      columns: fc
        .tuple(
          of('TRANS_ID', IDS),
          of('TCTYPE', TYPES),
          of('CREATEDAT', TIMES),
          maybe('EXPIREDAT', TIMES),
          of('CUSTOMERID', IDS),
          maybe('ORDERID', IDS),
          of('AMOUNT', AMOUNTS),
          maybe('REASON', TEXTS),
          maybe('CURRENCY', CURRENCIES),
          maybe('NOTE', TEXTS),
          maybe('Other column', IDS),
          maybe(' ', TEXTS),
          maybe('  ', TIMES),
        )
        .map((all) => all.filter((one) => one !== null))
        .chain((all) => fc.shuffledSubarray(all, { minLength: all.length })),
      blank: fc.array(
        fc.constantFrom(...Array.from({ length: messiness === 0 ? 1 : 30 }, (_, i) => i === 1)),
        { minLength: rows, maxLength: rows, size: 'max' },
      ),
      times: fc.constantFrom(1, 1, 1, 1, 1, 120),
      coded: fc.boolean(),
      keepRejected: fc.boolean(),
      cap: fc.constantFrom(3, 10_000),
    });
  });

/** What is said of a column is rare among what is drawn, and so is always looked at. */
const SIGNS_AND_ZONES: Sheet = {
  columns: (
    [
      ['TRANS_ID', 'BIGINT', '1|2'],
      ['TCTYPE', 'VARCHAR', "'earned'|'earned'"],
      ['CREATEDAT', 'VARCHAR', "'2024-01-01T10:00:00Z'|'2024-01-02'"],
      ['CUSTOMERID', 'BIGINT', '1|1'],
      ['AMOUNT', 'VARCHAR', "'$5'|'€5'"],
    ] as const
  ).map(([name, type, cells]) => ({ name, kind: kind(type, cells), cells: [0, 1] })),
  blank: [false, false],
  times: 1,
  coded: false,
  keepRejected: false,
  cap: 10_000,
};

const folder = testFolder();
const path = join(folder, 'sheet.parquet');
let run: (sql: string) => Promise<unknown>;

beforeAll(async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  run = (sql) => connection.run(sql);
});

async function write({ columns, blank, times }: Sheet): Promise<void> {
  // All as text, so that DuckDB makes no type of its own of what stands in one column.
  const literal = ({ kind: { good, messy }, cells }: Column, r: number): string => {
    const written = blank[r] ? 'NULL' : (good[cells[r]!] ?? messy[cells[r]! - good.length]!);
    return written === 'NULL' || written.startsWith("'") ? written : `'${written}'`;
  };
  const values = blank.map((_, r) => `(${r}, ${columns.map((one) => literal(one, r)).join(', ')})`);
  const named = columns.map(({ name, kind: { type } }, c) => {
    // Repeated rows are other movements where their ids are plain numbers.
    const own = name === 'TRANS_ID' && type === 'BIGINT' ? ` + k * 20` : '';
    return `CAST(c${c}::VARCHAR AS ${type})${own} AS "${name}"`;
  });
  const from =
    values.length === 0
      ? `(SELECT 0 AS r, ${columns.map((_, c) => `NULL AS c${c}`).join(', ')} WHERE false) t`
      : `(VALUES ${values.join(', ')}) t(r, ${columns.map((_, c) => `c${c}`).join(', ')})`;
  await run(
    `COPY (SELECT ${named.join(', ')} FROM ${from}, range(${times}) repeats(k) ORDER BY k, r)
      TO '${path}' (FORMAT parquet)`,
  );
}

interface Outcome extends LedgerRows {
  readonly kept: readonly Finding[];
  readonly counts: readonly FindingCount[];
  readonly pools: readonly (readonly string[])[];
}

async function read(source: OpenSource, way: 'rows' | 'columns', sheet: Sheet): Promise<Outcome> {
  const findings = createFindingLog(sheet.cap);
  const pools = [createIdPool(), createIdPool(), createIdPool()] as const;
  const readers: LedgerRowReader[] = [];
  const row = (raw: RawRow): void => {
    if (readers[0]) {
      readers[0].row(raw);
      return;
    }
    const headers = Array.from({ length: raw.width }, (_, c) => cellText(raw, c).trim());
    readers.push(
      ledgerRowReader(mapHeaders(headers), {
        sheet: 'TC_Data',
        findings,
        dateSystem: 1900,
        formats: { CREATEDAT: 'ymd', EXPIREDAT: 'ymd', AMOUNT: 'point' },
        totals: false,
        hint: source.rowHint,
        keepRejected: sheet.keepRejected,
        ids: pools[0],
        customers: pools[1],
        orders: pools[2],
      }),
    );
  };
  if (way === 'rows') await source.readSheet('TC_Data', row);
  else
    await source.readColumns!('TC_Data', {
      row,
      chunk: (chunk) => (readers[0] ? readers[0].chunk(chunk) : eachRow(chunk, row)),
    });
  const outcome = readers[0]!.finish();
  return {
    ...outcome,
    kept: findings.kept,
    counts: findings.counts(),
    pools: pools.map(({ texts }) => texts),
  };
}

const FILES = amount(200, 30);

it(`columns give the ledger and the findings that rows give, in ${FILES} files of all types`, async () => {
  const seen = { accepted: 0, rejected: 0, codes: new Set<string>(), chunked: 0 };
  await fc.assert(
    fc.asyncProperty(sheets, async (sheet) => {
      await write(sheet);
      const file = await openFile(path);
      const source = await openParquet(file, DEFAULT_LIMITS, sheet.coded ? 0 : Infinity);
      try {
        const byRows = await read(source, 'rows', sheet);
        const byColumns = await read(source, 'columns', sheet);
        // Asked first, because it takes a hundredth of the time.
        if (!isDeepStrictEqual(byColumns, byRows)) expect(byColumns).toEqual(byRows);
        seen.accepted += byRows.ledger.rows;
        seen.rejected += byRows.rejectedRows;
        if (byRows.sourceRows > 2048) seen.chunked++;
        for (const { code } of byRows.counts) seen.codes.add(code);
      } finally {
        await source.close();
      }
    }),
    { numRuns: FILES, seed: SEED, examples: [[SIGNS_AND_ZONES]] },
  );
  // That it looked at what it is about.
  expect(seen.accepted).toBeGreaterThan(0);
  expect(seen.rejected).toBeGreaterThan(0);
  // What few files may leave out.
  if (!DEEP) return;
  expect(seen.accepted).toBeGreaterThan(FILES);
  expect(seen.rejected).toBeGreaterThan(FILES);
  expect(seen.chunked).toBeGreaterThan(0);
  expect([...seen.codes].sort()).toEqual([
    'column.currency-signs',
    'column.unknown',
    'column.zone',
    'row.amount-decimals',
    'row.amount-invalid',
    'row.amount-too-large',
    'row.amount-zero',
    'row.currency-invalid',
    'row.date-invalid',
    'row.expires-before-created',
    'row.id-date',
    'row.id-digits-lost',
    'row.id-duplicate',
    'row.required-blank',
    'row.sign-wrong',
    'row.type-unknown',
  ]);
});
