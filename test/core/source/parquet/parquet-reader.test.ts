import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Counted } from '../../../../core/contract/steps.ts';
import { openSource } from '../../../../core/source/open-source.ts';
import {
  CODED_TEXT,
  DATE,
  DEFAULT_LIMITS,
  NUMBER,
} from '../../../../core/source/reading/raw-rows.ts';
import { cellsOf, problemOf, readAll, testFolder, type Cell } from '../reading.ts';

const folder = testFolder();
let files = 0;
let run: (sql: string) => Promise<unknown>;

beforeAll(async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  run = (sql) => connection.run(sql);
});

async function parquet(select: string, options = ''): Promise<string> {
  const path = join(folder, `${files++}.parquet`);
  await run(`COPY (${select}) TO '${path}' (FORMAT parquet ${options})`);
  return path;
}

/** The only value row of a one-column file. */
async function cell(expression: string): Promise<Cell> {
  const sheet = await readAll(await parquet(`SELECT ${expression} AS x, 1 AS last`));
  return sheet.rows[1]![0]!;
}

describe('a Parquet file', () => {
  it('is one sheet, with its rows in order', async () => {
    const path = await parquet(
      `SELECT i::BIGINT AS TRANS_ID, CASE WHEN i % 3 = 0 THEN NULL ELSE 'r' || i % 5 END AS REASON,
        'customer number ' || i AS CUSTOMERID, CASE WHEN i % 2 = 0 THEN i END AS ORDERID FROM range(200000) t(i)`,
      ', ROW_GROUP_SIZE 10000',
    );
    const source = await openSource(path);
    expect([source.format, source.sheetNames, source.rowHint]).toEqual([
      'parquet',
      ['TC_Data'],
      200_001,
    ]);
    await source.close();
    const { rows, rowNumbers } = await readAll(path);
    expect(rows[0]).toEqual(['TRANS_ID', 'REASON', 'CUSTOMERID', 'ORDERID']);
    rows.slice(1).forEach((row, i) => {
      const expected = [i, i % 3 ? `r${i % 5}` : null, `customer number ${i}`, i % 2 ? null : i];
      if (JSON.stringify(row) !== JSON.stringify(expected)) expect(row).toEqual(expected);
    });
    expect([rows.length, rowNumbers[0], rowNumbers[1], rowNumbers.at(-1)]).toEqual([
      200_001, 1, 2, 200_001,
    ]);
  });

  it.each<[string, Cell]>([
    ['1::TINYINT', 1],
    ['65535::USMALLINT', 65535],
    ['-5::INTEGER', -5],
    ['9007199254740991::BIGINT', 9007199254740991],
    ['9007199254740992::BIGINT', '9007199254740992'],
    ['9007199254740992::DOUBLE', { rounded: 9007199254740992 }],
    ['-1e300::DOUBLE', { rounded: -1e300 }],
    ['9007199254740993::BIGINT', '9007199254740993'],
    ['(-9007199254740993)::BIGINT', '-9007199254740993'],
    ['18446744073709551615::UBIGINT', '18446744073709551615'],
    ['16.07::FLOAT', 16.07],
    ['16.07::DOUBLE', 16.07],
    ["'nan'::DOUBLE", null],
    ["'-inf'::DOUBLE", '-Infinity'],
    ['-16.07::DECIMAL(10,2)', -16.07],
    ['1234567890123.45::DECIMAL(18,2)', 1234567890123.45],
    ['12345678901234567.89::DECIMAL(38,2)', '12345678901234567.89'],
    ['12345678901234567890::DECIMAL(38,0)', '12345678901234567890'],
    ['true', true],
    ['false', false],
    ['NULL::BOOLEAN', null],
    ['NULL::INTEGER', null],
    ['NULL::VARCHAR', null],
    ["''", null],
    ["'  '", null],
    ["'0012'", '0012'],
    ["'Größe 😀 and more than twelve bytes'", 'Größe 😀 and more than twelve bytes'],
    ["'a'::BLOB", 'a'],
    ["TIME '10:11:12'", '10:11:12'],
    ['[1, 2]', '[1, 2]'],
    ["{'a': 1}", "{'a': 1}"],
    ["DATE '2023-02-20'", { date: '2023-02-20T00:00:00.000' }],
    ["TIMESTAMP '2023-02-20 10:11:12.345'", { date: '2023-02-20T10:11:12.345' }],
    ["TIMESTAMP_NS '2023-02-20 10:11:12.345678901'", { date: '2023-02-20T10:11:12.345' }],
    ["TIMESTAMP_MS '1950-02-20 10:11:12'", { date: '1950-02-20T10:11:12.000' }],
    ["TIMESTAMP_S '2023-02-20 10:11:12'", { date: '2023-02-20T10:11:12.000' }],
    ['make_timestamptz(1676887872000000)', { date: '2023-02-20T10:11:12.000' }],
    ['NULL::TIMESTAMP', null],
    ["DATE '1799-01-01'", { noDate: '1799-01-01 00:00:00' }],
    ["'infinity'::TIMESTAMP", { noDate: 'infinity' }],
  ])('delivers %s', async (expression, expected) => {
    expect(await cell(expression)).toEqual(expected);
  });

  it('knows null from value in every chunk', async () => {
    const path = await parquet(
      'SELECT CASE WHEN i % 7 = 0 THEN i END AS n, CASE WHEN i % 11 = 0 THEN i::VARCHAR END AS t, i AS last FROM range(10000) t(i)',
    );
    const { rows } = await readAll(path);
    rows.slice(1).forEach(([n, t], i) => {
      if (n !== (i % 7 ? null : i) || t !== (i % 11 ? null : String(i)))
        expect([i, n, t]).toBe('right');
    });
  });

  it('keeps the number of a row after rows that are blank', async () => {
    const path = await parquet("SELECT CASE WHEN i <> 1 THEN 'x' || i END AS a FROM range(3) t(i)");
    expect(await readAll(path)).toMatchObject({
      rows: [['a'], ['x0'], ['x2']],
      rowNumbers: [1, 2, 4],
    });
  });

  it('shows names as they are written, equal ones too', async () => {
    // The writer refuses equal names, so one is renamed in the file; the lengths stay the same.
    const path = await parquet(
      "SELECT 1 AS AMOUNT, {'a': 1, 'b': [2]} AS s, 2 AS AMOUNX, 3 AS \"we\"\"ird '\"",
    );
    const bytes = Buffer.from(
      readFileSync(path).toString('latin1').replaceAll('AMOUNX', 'AMOUNT'),
      'latin1',
    );
    writeFileSync(path, bytes);
    expect((await readAll(path)).rows[0]).toEqual(['AMOUNT', 's', 'AMOUNT', 'we"ird \'']);
  });

  it('is taken by its name alone, whatever characters that has', async () => {
    const one = await parquet('SELECT 1 AS a');
    const two = await parquet('SELECT 2 AS a');
    const names: [string, string][] = [
      ['y[1].parquet', 'y1.parquet'],
      ["q'uote.parquet", 'other.parquet'],
    ];
    if (process.platform !== 'win32') {
      names.push(['a*.parquet', 'ab.parquet'], ['b?.parquet', 'bb.parquet']);
    }
    // In a plain folder a pattern would find the decoy; in the other one the folder is a pattern too.
    for (const place of ['plain', "it's [x]"].map((name) => join(folder, name))) {
      mkdirSync(place);
      for (const [name, decoy] of names) {
        copyFileSync(one, join(place, name));
        copyFileSync(two, join(place, decoy));
        expect((await readAll(join(place, name))).rows).toEqual([['a'], [1]]);
      }
    }
  });

  it('may have no rows', async () => {
    expect((await readAll(await parquet('SELECT 1 AS a WHERE false'))).rows).toEqual([['a']]);
  });
});

describe('a Parquet file that cannot be read', () => {
  it('is damaged wherever it is cut', async () => {
    const whole = readFileSync(await parquet("SELECT i, 'text ' || i AS t FROM range(1000) t(i)"));
    const path = join(folder, 'cut.parquet');
    for (const length of [4, 8, 11, 100, whole.length - 1, whole.length - 100]) {
      writeFileSync(path, whole.subarray(0, length));
      expect((await problemOf(readAll(path))).code).toBe('source.damaged');
    }
    // Whole at both ends, wrong in between: the footer, its length, the data.
    for (const at of [whole.length - 8, whole.length - 40, whole.length - 200, 100, 1000]) {
      const bytes = Buffer.from(whole);
      bytes.fill(0xff, at, at + 4);
      writeFileSync(path, bytes);
      const outcome = await readAll(path).then(
        () => 'read',
        async (thrown: unknown) => (await problemOf(Promise.reject(thrown as Error))).code,
      );
      expect(['read', 'source.damaged']).toContain(outcome);
    }
  });

  it('tells encryption', async () => {
    const path = join(folder, 'secret.parquet');
    writeFileSync(path, 'PARE............PARE');
    expect((await problemOf(readAll(path))).code).toBe('source.encrypted');
  });

  it('tells too many columns', async () => {
    const path = await parquet(
      `SELECT ${Array.from({ length: 30 }, (_, i) => `${i} AS c${i}`).join()}`,
    );
    const problem = await problemOf(
      readAll(path, { limits: { ...DEFAULT_LIMITS, maxColumns: 29 } }),
    );
    expect([problem.kind, problem.code]).toEqual(['validation-halted', 'sheet.too-wide']);
  });
});

it('a read stops when it is cancelled, passes on exceptions and can be repeated', async () => {
  const source = await openSource(await parquet('SELECT i FROM range(300000) t(i)'));
  const stop = new AbortController();
  const stopped = source.readSheet('TC_Data', () => stop.abort(), { signal: stop.signal });
  expect((await problemOf(stopped)).code).toBe('run.cancelled');
  const own = new Error('mine');
  await expect(
    source.readSheet('TC_Data', () => {
      throw own;
    }),
  ).rejects.toBe(own);
  let last: Counted | null = null;
  const { rows } = await source.readSheet('TC_Data', () => undefined, {
    onProgress: (told) => (last = told),
  });
  expect([rows, last]).toEqual([300_001, { done: 300_000, of: 300_000, unit: 'rows' }]);
  await source.close();
});

describe('the columns of a Parquet file', () => {
  it('hold what its rows hold, chunk by chunk', async () => {
    const source = await openSource(
      await parquet(
        `SELECT i AS n, CASE WHEN i % 3 > 0 THEN 'r' || i % 5 END AS t, 'own text ' || i AS own,
          TIMESTAMP '2024-01-01' + to_seconds(i::BIGINT) AS d, i % 2 = 0 AS b FROM range(60000) t(i)`,
      ),
    );
    const rows: Cell[][] = [];
    await source.readSheet('TC_Data', (row) => rows.push(cellsOf(row)));
    const headers: Cell[][] = [];
    let at = 1;
    await source.readColumns!('TC_Data', {
      row: (header) => headers.push(cellsOf(header)),
      chunk(chunk) {
        expect(chunk.firstRow).toBe(at + 1);
        expect(chunk.columns.map((column) => column?.kind ?? null)).toEqual([
          NUMBER,
          CODED_TEXT,
          null,
          DATE,
          null,
        ]);
        const [n, t, , d] = chunk.columns;
        for (let r = 0; r < chunk.rows; r++, at++) {
          const row = rows[at]!;
          const values = [n, d].map((column) => (column as { values: Float64Array }).values[r]!);
          const { codes, texts } = t as { codes: Int32Array; texts: readonly string[] };
          const inColumns = [values[0], texts[codes[r]!] ?? null, new Date(values[1]!).toJSON()];
          const inRow = [row[0], row[1], `${(row[3] as { date: string }).date}Z`];
          if (inColumns.join() !== inRow.join()) expect(inColumns).toEqual(inRow);
          const whole = cellsOf(chunk.row(r)!);
          if (JSON.stringify(whole) !== JSON.stringify(row)) expect(whole).toEqual(row);
          for (const c of [1, 2, 4]) {
            const cell = cellsOf(chunk.cell(r, c))[c] ?? null;
            if (cell !== row[c]) expect([r, c, cell]).toEqual([r, c, row[c]]);
          }
        }
      },
    });
    await source.close();
    expect(headers).toEqual([rows[0]]);
    expect([at, rows.length]).toEqual([60_001, 60_001]);
  });

  it('stop when they are cancelled, pass on exceptions and can be read again', async () => {
    const source = await openSource(await parquet('SELECT i FROM range(300000) t(i)'));
    const row = (): void => undefined;
    const stop = new AbortController();
    const stopped = source.readColumns!(
      'TC_Data',
      { row, chunk: () => stop.abort() },
      { signal: stop.signal },
    );
    expect((await problemOf(stopped)).code).toBe('run.cancelled');
    const own = new Error('mine');
    const fails = (): never => {
      throw own;
    };
    await expect(source.readColumns!('TC_Data', { row, chunk: fails })).rejects.toBe(own);
    await expect(source.readColumns!('TC_Data', { row: fails, chunk: row })).rejects.toBe(own);
    let rows = 0;
    let last: Counted | null = null;
    await source.readColumns!(
      'TC_Data',
      { row, chunk: (chunk) => (rows += chunk.rows) },
      { onProgress: (told) => (last = told) },
    );
    expect([rows, last]).toEqual([300_000, { done: 300_000, of: 300_000, unit: 'rows' }]);
    await source.close();
  });
});
