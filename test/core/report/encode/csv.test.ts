import fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvHeader, csvRows } from '../../../../core/report/encode/csv.ts';
import type { Column } from '../../../../core/report/columns/column.ts';
import { csvTextBytes, textBytes } from '../../../../core/report/columns/text-bytes.ts';
import { writeWithDuckDb } from './duckdb-writer.ts';
import { anyTable, csvFile, columnsOf } from './plain-tables.ts';
import { drawn } from '../../../amount.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'thrive-csv-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lines = (columns: readonly Column[], rows: number): string =>
  Buffer.from(csvRows(columns, rows)).toString();
const numbers = (kind: 'money' | 'time' | 'count', values: number[]): Column => ({
  name: kind,
  kind,
  values: Float64Array.from(values),
});
/** DuckDB quotes what its own reader splits at; ours as well what readers of other habits do (RULES section 6). */
const quotedAsDuckDb = (latin1: string): string =>
  latin1.replaceAll(/(?<=^|,)"([^",\n\r#]*[;\t][^",\n\r#]*)"(?=,|\n|$)/gm, '$1');
const texts = (...values: string[]): Column => ({
  name: 'text',
  kind: 'text',
  values: Int32Array.from(values, (_, i) => i),
  texts: textBytes(values),
  csvTexts: csvTextBytes(values),
});

describe('CSV of columns of numbers', () => {
  it('is byte for byte what DuckDB writes, but for more that is quoted', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, fc.boolean(), async (table, csvBom) => {
        const path = join(folder, 'table.csv');
        await writeWithDuckDb(table, 'csv', path, csvBom);
        const expected = readFileSync(path);
        const written = csvFile(columnsOf(table), table.rows, table.rowsOfPart, csvBom);
        expect(quotedAsDuckDb(written.toString('latin1'))).toBe(expected.toString('latin1'));
      }),
      drawn(80),
    );
  });

  it('writes amounts with two decimals', () => {
    expect(lines([numbers('money', [0, 5, -5, -1607, 100, 1e13, -1e13, NaN])], 8)).toBe(
      '0.00\n0.05\n-0.05\n-16.07\n1.00\n100000000000.00\n-100000000000.00\n\n',
    );
    const large = [2 ** 31 - 1, 2 ** 31, 2 ** 32, 999_999_999, 1_000_000_000, 9_999_999_999];
    expect(lines([numbers('money', large)], large.length)).toBe(
      '21474836.47\n21474836.48\n42949672.96\n9999999.99\n10000000.00\n99999999.99\n',
    );
    expect(lines([numbers('money', [2 ** 53 - 1, -(2 ** 53 - 1), -0])], 3)).toBe(
      '90071992547409.91\n-90071992547409.91\n0.00\n',
    );
  });

  it('writes whole numbers of every length', () => {
    const values = [0, NaN, 2 ** 53 - 1];
    for (let digits = 1; digits < 16; digits++)
      values.push(10 ** digits - 1, 10 ** digits, 10 ** digits + 1);
    expect(lines([numbers('count', values)], values.length)).toBe(
      values.map((value) => `${Number.isNaN(value) ? '' : value}\n`).join(''),
    );
  });

  it('writes every day of a ledger as the calendar has it', () => {
    const day = 86_400_000;
    const first = Date.UTC(1900, 0, 1);
    const days = Math.round((Date.UTC(10_000, 0, 1) - first) / day);
    // A step that is prime to the days of the cache, so that days displace each other in it.
    const times = Array.from({ length: 60_000 }, (_, i) => first + ((i * 4099) % days) * day);
    const expected = times.map((time) => `${new Date(time).toISOString().slice(0, 10)} 00:00:00\n`);
    expect(lines([numbers('time', times)], times.length)).toBe(expected.join(''));
  });

  it('writes a fraction of a second only where there is one, also before 1970', () => {
    expect(lines([numbers('time', [0, 1, 1010, -1, -86_400_000, NaN])], 6)).toBe(
      '1970-01-01 00:00:00\n1970-01-01 00:00:00.001\n1970-01-01 00:00:01.010\n' +
        '1969-12-31 23:59:59.999\n1969-12-31 00:00:00\n\n',
    );
  });

  it('never lets a spreadsheet run a text, and keeps numbers numbers', () => {
    expect(lines([texts('=1+1', '-16.07', '-x', '+49', '@a', '\tb', '=a,b', '\r')], 8)).toBe(
      `'=1+1\n-16.07\n'-x\n+49\n'@a\n"'\tb"\n"'=a,b"\n"'\r"\n`,
    );
  });

  it('quotes what has to be quoted, and nothing else', () => {
    expect(lines([texts('a,b', 'say "x"', 'two\nlines', ' a ', "it's", 'a#', 'x;=1', '')], 8)).toBe(
      `"a,b"\n"say ""x"""\n"two\nlines"\n a \nit's\n"a#"\n"x;'=1"\n\n`,
    );
    expect(Buffer.from(csvHeader(['a', '=b', 'c,"d"'], true)).toString()).toBe(
      `\ufeffa,'=b,"c,""d"""\n`,
    );
  });

  it('has room for lines that are longer than all before', () => {
    const long = ['x', 'y'.repeat(3_000_000), 'z'.repeat(5_000_000)];
    const columns = [numbers('count', [1, 2, 3]), texts(...long)];
    expect(lines(columns, 3)).toBe(long.map((one, i) => `${i + 1},${one}\n`).join(''));
  });

  it('gives bytes that a later call does not change', () => {
    const first = csvRows([numbers('count', [1, 2])], 2);
    csvRows([numbers('count', [7, 8])], 2);
    expect(Buffer.from(first).toString()).toBe('1\n2\n');
  });
});
