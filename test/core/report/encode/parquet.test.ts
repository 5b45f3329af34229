import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parquetRowGroup } from '../../../../core/report/encode/parquet.ts';
import { PARQUET_MAGIC, parquetFooter } from '../../../../core/report/encode/parquet-footer.ts';
import type { ChunkFacts } from '../../../../core/report/encode/parquet-page.ts';
import type { Column } from '../../../../core/report/columns/column.ts';
import { csvTextBytes, textBytes } from '../../../../core/report/columns/text-bytes.ts';
import { writeWithDuckDb } from './duckdb-writer.ts';
import { anyTable, parquetFile, columnsOf } from './plain-tables.ts';
import type { PlainColumn } from './plain-tables.ts';
import { drawn } from '../../../amount.ts';

/** That reader drops a byte order mark that a text begins with. */
const PARSERS = {
  stringFromBytes: (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString(),
};

let folder: string;
let instance: DuckDBInstance;
let duckdb: DuckDBConnection;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'thrive-parquet-'));
  instance = await DuckDBInstance.create(':memory:');
  duckdb = await instance.connect();
});
afterAll(() => {
  duckdb.closeSync();
  instance.closeSync();
  rmSync(folder, { recursive: true, force: true });
});

async function rowsOf(sql: string): Promise<unknown[][]> {
  return (await duckdb.runAndReadAll(sql)).getRowsJson();
}

let files = 0;

/**
 * Writes a file of columns and returns its path as SQL has it: never the same, because DuckDB takes a
 * file of the same name, size and second for the one that it knows.
 */
function written(columns: readonly Column[], rows: number, rowsOfPart = rows): string {
  const path = join(folder, `written-${files++}.parquet`);
  writeFileSync(path, parquetFile(columns, rows, rowsOfPart).file);
  return `'${path.replaceAll("'", "''")}'`;
}

const numbers = (kind: 'money' | 'time' | 'count', values: Iterable<number>): Column => ({
  name: kind,
  kind,
  values: Float64Array.from(values),
});
const ids = (values: Iterable<number>, pool: readonly string[], asText: boolean): Column => ({
  name: 'id',
  kind: 'id',
  values: Float64Array.from(values),
  asText,
  sheetText: asText,
  texts: textBytes(pool),
  csvTexts: csvTextBytes(pool),
});
const texts = (values: Int32Array | Uint8Array, pool: readonly string[]): Column => ({
  name: 'text',
  kind: 'text',
  values,
  texts: textBytes(pool),
  csvTexts: csvTextBytes(pool),
});

/** What a reader says of a cell, from the numbers and texts of the table alone. */
function cellOf({ kind, values, pool }: PlainColumn, row: number): unknown {
  const value = values[row]!;
  if (Number.isNaN(value)) return null;
  switch (kind) {
    case 'text':
      return value < 0 || pool[value] === '' ? null : pool[value];
    case 'id':
      if (!values.some((one) => one < 0)) return BigInt(value);
      return value < 0 ? pool[-value - 1] : String(value);
    case 'time':
      return new Date(value);
    case 'count':
      return BigInt(value);
    case 'money':
      return BigInt(value);
  }
}

describe('Parquet of columns of numbers', () => {
  it('holds for DuckDB what the writer of whole tables writes', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, async (table) => {
        const path = join(folder, `table-${files++}.parquet`);
        await writeWithDuckDb(table, 'parquet', path);
        const before = `'${path.replaceAll("'", "''")}'`;
        const now = written(columnsOf(table), table.rows, table.rowsOfPart);
        expect(await rowsOf(`DESCRIBE FROM ${now}`)).toEqual(
          await rowsOf(`DESCRIBE FROM ${before}`),
        );
        // Row numbers, so that the order counts too.
        const rows = (file: string): string =>
          `SELECT *, file_row_number FROM read_parquet(${file}, file_row_number = true)`;
        expect(await rowsOf(`${rows(now)} EXCEPT ALL ${rows(before)}`)).toEqual([]);
        expect(await rowsOf(`${rows(before)} EXCEPT ALL ${rows(now)}`)).toEqual([]);
      }),
      drawn(60),
    );
  });

  it('holds the same for a reader that shares nothing with DuckDB', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, async (table) => {
        const { file } = parquetFile(columnsOf(table), table.rows, table.rowsOfPart);
        const buffer = new Uint8Array(file).buffer;
        const metadata = parquetMetadata(buffer);
        expect(metadata.schema.slice(1).map(({ name }) => name)).toEqual(
          table.columns.map(({ name }) => name),
        );
        const read = await parquetReadObjects({ file: buffer, metadata, parsers: PARSERS });
        expect(read).toHaveLength(table.rows);
        table.columns.forEach((column) => {
          const expected = Array.from({ length: table.rows }, (_, row) => cellOf(column, row));
          const cells = read.map((row) => row[column.name] as unknown);
          // That reader makes a fraction of an amount, by this multiplication.
          if (column.kind === 'money')
            expect(cells).toEqual(expected.map((cents) => Number(cents) * 10 ** -2));
          else expect(cells).toEqual(expected);
        });
      }),
      drawn(150),
    );
  });

  it('says of every chunk what lies in it, so that readers can pass by row groups', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, async (table) => {
        const columns = columnsOf(table);
        const file = written(columns, table.rows, table.rowsOfPart);
        const said = await rowsOf(
          `SELECT row_group_id, column_id, num_values, stats_null_count, stats_min_value, stats_max_value
           FROM parquet_metadata(${file}) ORDER BY ALL`,
        );
        const groups = Math.ceil(table.rows / table.rowsOfPart);
        expect(said).toHaveLength(groups * columns.length);
        for (const [group, c, count, nulls, least, greatest] of said) {
          const from = Number(group) * table.rowsOfPart;
          const column = table.columns[Number(c)]!;
          const cells = Array.from(
            { length: Math.min(table.rowsOfPart, table.rows - from) },
            (_, i) => cellOf(column, from + i),
          );
          const there = cells.filter((cell) => cell !== null);
          expect(Number(count)).toBe(cells.length);
          expect(Number(nulls)).toBe(cells.length - there.length);
          if (there.length === 0) expect([least, greatest]).toEqual([null, null]);
          else if (typeof there[0] === 'bigint' && column.kind !== 'money') {
            const inOrder = (there as bigint[]).toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
            expect([least, greatest]).toEqual([`${inOrder[0]}`, `${inOrder.at(-1)}`]);
          }
        }
      }),
      drawn(60),
    );
  });

  it('lets DuckDB find every value by filter, whatever the statistics say', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, fc.nat(), async (table, pick) => {
        if (table.rows === 0) return;
        const columns = columnsOf(table);
        const file = written(columns, table.rows, table.rowsOfPart);
        const row = pick % table.rows;
        for (const [c] of columns.entries()) {
          const name = `"${table.columns[c]!.name.replaceAll('"', '""')}"`;
          const found = await rowsOf(
            `WITH one AS MATERIALIZED (SELECT ${name} AS v FROM ${file} LIMIT 1 OFFSET ${row})
             SELECT (SELECT count(*) FROM ${file} t, one WHERE t.${name} = one.v),
                    (SELECT count(*) FROM ${file} t, one WHERE t.${name} || '' = one.v || '')`,
          );
          expect(found[0]![0]).toBe(found[0]![1]);
        }
      }),
      drawn(40),
    );
  });
});

/** The rows of each data page of a chunk, from the headers of the pages alone. */
function rowsOfPages(bytes: Uint8Array, { dataAt, bytes: length }: ChunkFacts): number[] {
  const pages: number[] = [];
  let at = dataAt;
  const number = (): number => {
    let value = 0;
    for (let bits = 0; ; bits += 7) {
      const byte = bytes[at++]!;
      value |= (byte & 127) << bits;
      if (byte < 128) return value >>> 1;
    }
  };
  while (at < dataAt + length) {
    // Type, size, size again, then what a data page is; one byte before each number says its field.
    at += 3;
    const size = number();
    at++;
    number();
    at += 2;
    pages.push(number());
    // Three encodings and two ends.
    at += 8 + size;
  }
  return pages;
}

describe('encodings of Parquet', () => {
  const encodingsOf = async (file: string): Promise<unknown[][]> =>
    rowsOf(`SELECT encodings FROM parquet_metadata(${file})`);

  it('packs differences of every width', async () => {
    for (let width = 0; width <= 53; width++) {
      // Rising and falling by up to 2^width, over more than two blocks and not a whole number of them.
      const values = Array.from({ length: 300 }, (_, i) =>
        Math.min(2 ** 53 - 1, Math.floor(2 ** width * ((i * 7919) % 101)) / 100),
      ).map(Math.floor);
      const read = await rowsOf(`SELECT count FROM ${written([numbers('count', values)], 300)}`);
      expect(read.map(([value]) => Number(value))).toEqual(values);
    }
  });

  it('packs any number of values, also where their sums leave what a double holds', async () => {
    for (const rows of [1, 2, 31, 32, 33, 34, 128, 129, 130, 161, 257, 1000]) {
      const rising = Array.from({ length: rows }, (_, i) => 2 ** 51 - 1 + (i % 40) * 2 ** 47);
      const falling = rising.map((value) => -value);
      // From 1900 to 9999 in steps of about eight years, at an odd millisecond.
      const times = rising.map((_, i) => Date.UTC(1900, 0, 1) + 1 + (i % 1000) * 2 ** 38 - (i % 2));
      const columns = [numbers('count', rising), numbers('money', falling), numbers('time', times)];
      const read = await rowsOf(
        `SELECT count, (money * 100)::HUGEINT::VARCHAR, epoch_ms(time) FROM ${written(columns, rows)}`,
      );
      expect(read.map((cells) => cells.map(Number))).toEqual(
        rising.map((value, i) => [value, -value, times[i]]),
      );
    }
  });

  it('writes in full what lies too far apart', async () => {
    const values = [0, 2 ** 53 - 1, 1, 2 ** 53 - 1];
    const amounts = [2 ** 53 - 1, -(2 ** 53 - 1), 0, NaN];
    const times = [Date.UTC(9999, 11, 31), Date.UTC(1900, 0, 1), NaN, 0];
    const file = written(
      [numbers('count', values), numbers('money', amounts), numbers('time', times)],
      4,
    );
    expect(await rowsOf(`FROM ${file}`)).toEqual([
      ['0', '90071992547409.91', '9999-12-31 00:00:00'],
      ['9007199254740991', '-90071992547409.91', '1900-01-01 00:00:00'],
      ['1', '0.00', null],
      ['9007199254740991', null, '1970-01-01 00:00:00'],
    ]);
    expect((await encodingsOf(file))[0]![0]).toContain('PLAIN');
  });

  it('keeps texts that repeat in a dictionary, and the others in full', async () => {
    const rows = 3000;
    for (const distinct of [1, 2, 3, 255, 256, 257, 1499, 1500, 2999, 3000]) {
      const pool = Array.from({ length: distinct }, (_, i) => `text ${i}`);
      const codes = Int32Array.from({ length: rows }, (_, i) => ((i * 7) % (distinct + 1)) - 1);
      const file = written([texts(codes, pool)], rows, 2000);
      const read = await rowsOf(`SELECT text FROM ${file}`);
      expect(read.map(([text]) => text)).toEqual([...codes].map((code) => pool[code] ?? null));
    }
    const repeated = written([texts(new Uint8Array(9), ['always'])], 9);
    expect((await encodingsOf(repeated))[0]![0]).toContain('DICTIONARY');
  });

  it('finds a dictionary that is larger than any table of it', async () => {
    const pool = Array.from({ length: 200_000 }, (_, i) => (i % 5 === 0 ? '' : `reason ${i}`));
    const codes = Int32Array.from({ length: 5000 }, (_, i) => ((i % 700) * 283) % 200_000);
    const read = await rowsOf(`SELECT text FROM ${written([texts(codes, pool)], 5000)}`);
    expect(read.map(([text]) => text)).toEqual([...codes].map((code) => pool[code] || null));
  });

  it('writes more rows than a page holds, with blanks at its ends', async () => {
    const rows = 300_000;
    const blank = (i: number): boolean => i % 131_072 < 3 || i % 7 === 0 || i === rows - 1;
    const columns = [
      numbers(
        'money',
        Array.from({ length: rows }, (_, i) => (blank(i) ? NaN : (i * 31) % 5003)),
      ),
      ids(
        Array.from({ length: rows }, (_, i) => (blank(i) ? NaN : i % 11 === 0 ? -1 - (i % 2) : i)),
        ['007', 'x'.repeat(100)],
        true,
      ),
      texts(
        Int32Array.from({ length: rows }, (_, i) => (blank(i) ? -1 : i % 3)),
        ['a', '', 'c'],
      ),
    ];
    const [sums] = await rowsOf(
      `SELECT count(*), count(money), sum(money)::VARCHAR, count(id), sum(length(id)), count(text), count(*) FILTER (text = 'c')
       FROM ${written(columns, rows)}`,
    );
    let present = 0;
    let cents = 0;
    let length = 0;
    let filled = 0;
    let c = 0;
    for (let i = 0; i < rows; i++) {
      if (blank(i)) continue;
      present++;
      cents += (i * 31) % 5003;
      length += i % 11 === 0 ? (i % 2 === 0 ? 3 : 100) : String(i).length;
      if (i % 3 !== 1) filled++;
      if (i % 3 === 2) c++;
    }
    expect(sums!.map(Number)).toEqual([rows, present, cents / 100, present, length, filled, c]);
  });

  it('keeps pages small where texts are long', async () => {
    const pool = Array.from({ length: 40 }, (_, i) => String(i).padStart(2, '0').repeat(100_000));
    const codes = Int32Array.from({ length: 100 }, (_, i) => (i < 60 ? i % 40 : -1));
    const columns = [
      texts(codes, pool),
      ids(
        Array.from(codes, (code, i) => (code < 0 ? i : -code - 1)),
        pool,
        true,
      ),
    ];
    // 41 texts of 200,000 bytes fill a page of 8 MiB.
    const { bytes, group } = parquetRowGroup(columns, 100);
    expect(rowsOfPages(bytes, group.chunks[1]!)).toEqual([41, 59]);
    const read = await rowsOf(
      `SELECT text[:2], length(text), id[:2], length(id) FROM ${written(columns, 100)}`,
    );
    expect(read.map((cells) => cells.map(String))).toEqual(
      Array.from(codes, (code, i) =>
        code < 0
          ? ['null', 'null', String(i), '2']
          : [pool[code]!.slice(0, 2), '200000', pool[code]!.slice(0, 2), '200000'],
      ),
    );
  });

  it('says where chunks lie in files beyond four gigabytes, of many columns and parts', () => {
    const columns = Array.from({ length: 20 }, (_, c) => ({
      ...numbers('count', [c, 2 ** 40]),
      name: `c${c}`,
    }));
    const { group } = parquetRowGroup(columns, 2);
    const groups = Array.from({ length: 300 }, () => ({ ...group, bytes: 1e9 }));
    const file = new Uint8Array(Buffer.concat([PARQUET_MAGIC, parquetFooter(columns, groups)]));
    const { row_groups, num_rows } = parquetMetadata(file.buffer);
    expect(num_rows).toBe(600n);
    expect(row_groups).toHaveLength(300);
    row_groups.forEach(({ columns: chunks }, g) => {
      expect(chunks.map(({ meta_data }) => Number(meta_data!.data_page_offset))).toEqual(
        group.chunks.map(({ dataAt }) => 4 + g * 1e9 + dataAt),
      );
    });
  });

  it('keeps a column as text where only another part has a text', async () => {
    const file = written([ids([1, 2, 3, -1], ['x'], true)], 4, 2);
    expect(await rowsOf(`SELECT typeof(id), id FROM ${file}`)).toEqual([
      ['VARCHAR', '1'],
      ['VARCHAR', '2'],
      ['VARCHAR', '3'],
      ['VARCHAR', 'x'],
    ]);
  });

  it('reads a table without rows, and one of blanks alone', async () => {
    const columns = [numbers('time', [NaN, NaN]), texts(Int32Array.of(-1, -1), [])];
    expect(await rowsOf(`FROM ${written(columns, 2)}`)).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(await rowsOf(`FROM ${written(columns, 0, 1)}`)).toEqual([]);
    expect(
      await rowsOf(
        `SELECT typeof(t) FROM (SELECT any_value("time") t FROM ${written(columns, 0, 1)})`,
      ),
    ).toEqual([['TIMESTAMP']]);
  });

  it('gives the same bytes for the same columns, which a later call does not change', () => {
    const columns = [numbers('count', [1, 5, 2]), texts(Int32Array.of(0, 1, 0), ['a', 'b'])];
    const first = parquetFile(columns, 3, 2).file;
    parquetFile([numbers('count', [9, 9, 9]), texts(Int32Array.of(1, 1, 1), ['a', 'b'])], 3, 2);
    expect(parquetFile(columns, 3, 2).file.equals(first)).toBe(true);
  });
});
