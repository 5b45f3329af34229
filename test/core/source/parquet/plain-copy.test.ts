import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createFindingLog } from '../../../../core/contract/findings.ts';
import { settingsSchema } from '../../../../core/contract/settings.ts';
import { openSource } from '../../../../core/source/open-source.ts';
import { openFile } from '../../../../core/source/reading/source-file.ts';
import { readFooter } from '../../../../core/source/parquet/parquet-footer.ts';
import { plainCopy } from '../../../../core/source/parquet/plain-copy.ts';
import { DEFAULT_LIMITS } from '../../../../core/source/reading/raw-rows.ts';
import { validateSource } from '../../../../core/validate/validate-source.ts';
import { writeFile } from '../../../../main/generate/write/write-file.ts';
import { SEED, someOf } from '../../../amount.ts';
import { problemOf, readAll, testFolder } from '../reading.ts';
import { asHadoop, asSplit } from './rarely-written.ts';

const folder = testFolder();
const temporary = join(folder, 'temporary');
let run: (sql: string) => Promise<unknown>;

beforeAll(async () => {
  mkdirSync(temporary);
  // Where os.tmpdir() looks, on each system.
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, temporary);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  run = (sql) => connection.run(sql);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** How DuckDB is to write a file so that it can be written rarely. */
const RARELY = {
  hadoop: { options: 'COMPRESSION lz4_raw', as: asHadoop },
  split: { options: 'COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 1', as: asSplit },
} as const;
const ways = Object.keys(RARELY) as (keyof typeof RARELY)[];

/** A table in the ordinary way, and the same in a way that DuckDB does not read. */
async function written(
  select: string,
  way: keyof typeof RARELY,
): Promise<{ ordinary: string; rare: string }> {
  const [ordinary, rare] = [
    join(folder, `${way}-ordinary.parquet`),
    join(folder, `${way}.parquet`),
  ];
  const options = `FORMAT parquet, ROW_GROUP_SIZE 2048, ${RARELY[way].options}`;
  await run(`COPY (${select}) TO '${ordinary}' (${options})`);
  writeFileSync(rare, RARELY[way].as(readFileSync(ordinary)));
  await expect(run(`SELECT * FROM '${rare}'`)).rejects.toThrow();
  return { ordinary, rare };
}

/** What becomes of a file's rows: the ledger as it is matched, and what is found. */
async function accepted(
  path: string,
): Promise<{ ledger: unknown; counts: unknown; kept: readonly unknown[] }> {
  const findings = createFindingLog();
  const source = await openSource(path);
  try {
    const settings = settingsSchema.parse({ onError: 'quarantine' });
    const endOfToday = Date.UTC(2030, 0, 1);
    const { ledger } = await validateSource(source, settings, { findings, endOfToday });
    return { ledger, counts: findings.counts(), kept: findings.kept };
  } finally {
    await source.close();
  }
}

const TYPES = `SELECT 9007199254740993 + i AS big, (i * 7919 - 10000)::INTEGER AS whole,
  (i % 200 - 100)::TINYINT AS small, ((i * 1234567 - 500) % 999999999 / 100)::DECIMAL(9, 2) AS cents,
  (i * 12345678901 - 7)::DECIMAL(38, 2) AS wide, TIMESTAMP '2024-01-01 10:11:12.345' + to_seconds(i) AS at,
  DATE '1999-12-31' + i::INTEGER AS day, i / 7 AS part, (i / 7)::FLOAT AS less, i % 2 = 0 AS yes,
  'text ' || i % 9 AS text, NULL::BIGINT AS nothing,
  CASE WHEN i % 3 > 0 THEN i::BIGINT END AS some, CASE WHEN i % 5 > 0 THEN 'own ' || i END AS own
  FROM range(5000) t(i)`;

describe.each(ways)('a Parquet file that DuckDB does not read: %s', (way) => {
  it('has the cells that it has in the ordinary way, of every type', async () => {
    const { ordinary, rare } = await written(TYPES, way);
    const [wanted, got] = [await readAll(ordinary), await readAll(rare)];
    expect(got.rows.length).toBe(5001);
    const differs = got.rows.findIndex(
      (row, i) => JSON.stringify(row) !== JSON.stringify(wanted.rows[i]),
    );
    expect([differs, got.rows[differs]]).toEqual([-1, undefined]);
    expect(got.notes).toEqual(wanted.notes);
  });

  it.each([false, true])('gives the same ledger and findings; messy: %s', async (messy) => {
    const out = join(folder, 'generated.parquet');
    await writeFile({ rows: 1500, seed: SEED, messy, out });
    const { ordinary, rare } = await written(`SELECT * FROM '${out}'`, way);
    const whole = await accepted(ordinary);
    expect(whole.kept.length).toBeGreaterThan(messy ? 20 : 0);
    expect(await accepted(rare)).toEqual(whole);
  });

  it('leaves nothing in the folder for temporary files', async () => {
    const { rare } = await written('SELECT i AS n FROM range(3000) t(i)', way);
    const source = await openSource(rare);
    expect(readdirSync(temporary)).toHaveLength(1);
    await source.close();
    expect(readdirSync(temporary)).toEqual([]);
    const limits = { ...DEFAULT_LIMITS, maxTotalBytes: 10_000 };
    const problem = await problemOf(openSource(rare, limits));
    expect([problem.code, problem.message]).toEqual([
      'source.too-large',
      `${way}.parquet is larger when unpacked than this program can read.`,
    ]);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('is copied or damaged, and never hangs, whatever byte is changed', async () => {
    const { rare } = await written("SELECT i AS n, 'a' || i % 3 AS t FROM range(12) t(i)", way);
    const whole = readFileSync(rare);
    const path = join(folder, 'flipped.parquet');
    for (const at of someOf([...whole.keys()].slice(4), 100)) {
      const bytes = Buffer.from(whole);
      bytes[at] ^= 0xff;
      writeFileSync(path, bytes);
      const file = await openFile(path);
      try {
        const copied = readFooter(file).then(({ bytes: footer }) =>
          plainCopy(file, footer, DEFAULT_LIMITS).then((copy) => copy.remove()),
        );
        const code = await copied.then(
          () => 'copied',
          (thrown: unknown) => (thrown as { code?: string }).code,
        );
        expect(code).toMatch(/^copied$|^source\.(damaged|encrypted|too-large)$/);
      } finally {
        await file.close();
      }
    }
    expect(readdirSync(temporary)).toEqual([]);
  });
});

/**
 * Written by pyarrow 25.0.1 with compression='snappy', use_dictionary=['REASON'], use_byte_stream_split for the
 * other columns, store_schema=False and data_page_version '1.0' and '2.0': int64, int32, decimal128(20, 2),
 * timestamp('ms') and string.
 */
it.each([1, 2])('what pyarrow splits by byte is read, in pages of version %i', async (version) => {
  const path = join(
    import.meta.dirname,
    '../../../fixtures/split-by-byte',
    `pages-${version}.parquet`,
  );
  const first = '2024-01-01T10:11:12.000';
  expect((await readAll(path)).rows).toEqual([
    ['TRANS_ID', 'CUSTOMERID', 'AMOUNT', 'CREATEDAT', 'REASON'],
    ['9007199254740993', 7, '58.58', { date: first }, 'a'],
    ['9007199254740994', null, '-58.58', null, 'b'],
    ['9007199254740995', -8, null, { date: first }, null],
    [
      '9007199254740996',
      2147483647,
      '123456789012345678.90',
      { date: '2024-01-02T10:11:12.000' },
      'a',
    ],
    ['9007199254740997', -2147483648, '0.00', { date: '2024-01-03T10:11:12.000' }, 'a'],
    ['9007199254740998', 0, '-0.01', { date: '2024-01-04T10:11:12.000' }, 'a'],
  ]);
});
