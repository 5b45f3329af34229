import { readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../core/source/open-source.ts';
import { sheetExcerpt } from '../../../core/source/preview.ts';
import type { SheetExcerpt } from '../../../core/source/preview.ts';
import { problemOf, readAll, testFolder } from './reading.ts';
import { writeWorkbook } from './zip-fixture.ts';

const folder = testFolder();
const ROWS = 20_000;
const lines = Array.from({ length: ROWS }, (_, i) => `${i + 1},customer ${i + 1}`);

function workbook(name: string, rows = ROWS, declaredCrc?: number): string {
  const cells = Array.from(
    { length: rows },
    (_, i) =>
      `<row r="${i + 2}"><c r="A${i + 2}"><v>${i + 1}</v></c><c r="B${i + 2}" t="inlineStr"><is><t>customer ${i + 1}</t></is></c></row>`,
  );
  const header =
    '<row r="1"><c r="A1" t="inlineStr"><is><t> id </t></is></c><c r="B1" t="inlineStr"><is><t>name</t></is></c></row>';
  return writeWorkbook(join(folder, name), {
    sheet: header + cells.join(''),
    ...(declaredCrc !== undefined && { sheetPart: { declaredCrc, dataDescriptor: false } }),
  });
}

function csv(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, `id,name\n${lines.join('\n')}\n`);
  return path;
}

async function parquet(name: string): Promise<string> {
  const path = join(folder, name);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  // More rows than one batch of DuckDB's holds, so that there is something to break off.
  await connection.run(
    `COPY (SELECT i AS id, 'customer ' || i AS name FROM range(1, 500001) t(i)) TO '${path}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
  return path;
}

async function excerpt(path: string, from: number, count: number): Promise<SheetExcerpt> {
  const source = await openSource(path);
  try {
    return await sheetExcerpt(source, 'TC_Data', { from, count });
  } finally {
    await source.close();
  }
}

/** How often this process holds a file open, where the system tells. */
function timesOpen(path: string): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(join('/proc/self/fd', fd)) === path;
    } catch {
      return false;
    }
  }).length;
}

const FORMATS = [
  ['xlsx', () => Promise.resolve(workbook('large.xlsx'))],
  ['csv', () => Promise.resolve(csv('large.csv'))],
  ['parquet', () => parquet('large.parquet')],
] as const;

describe('some rows of a large sheet', () => {
  it.each(FORMATS)('are those that were asked for: %s', async (_format, make) => {
    const path = await make();
    expect(await excerpt(path, 1, 2)).toMatchObject({
      headers: ['id', 'name'],
      rows: [
        { row: 2, cells: ['1', 'customer 1'] },
        { row: 3, cells: ['2', 'customer 2'] },
      ],
      whole: false,
      rowCount: null,
    });
    const { rows } = await excerpt(path, 12_345, 3);
    expect(rows.map(({ row, cells }) => [row, cells[0]])).toEqual([
      [12_345, '12344'],
      [12_346, '12345'],
      [12_347, '12346'],
    ]);
    if (process.platform === 'linux') expect(timesOpen(path)).toBe(0);
  });

  it('are read without the rest of the sheet', async () => {
    // The sheet's checksum is wrong, which whoever reads to its end finds out.
    const path = workbook('wrong-end.xlsx', ROWS, 1);
    expect((await problemOf(readAll(path))).code).toBe('source.damaged');
    expect((await excerpt(path, 1, 50)).rows).toHaveLength(50);
  });

  it('can be read again and again while the source is open', async () => {
    for (const [, make] of FORMATS) {
      const source = await openSource(await make());
      const first = await sheetExcerpt(source, 'TC_Data', { from: 100, count: 5 });
      expect(first.rows.map(({ row }) => row)).toEqual([100, 101, 102, 103, 104]);
      expect(await sheetExcerpt(source, 'TC_Data', { from: 100, count: 5 })).toEqual(first);
      await source.close();
    }
  });
});

describe('some rows of a small sheet', () => {
  it('say how many there are in all', async () => {
    const path = workbook('small.xlsx', 3);
    expect(await excerpt(path, 3, 50)).toMatchObject({
      rows: [
        { row: 3, cells: ['2', 'customer 2'] },
        { row: 4, cells: ['3', 'customer 3'] },
      ],
      whole: true,
      rowCount: 3,
    });
  });

  it('have as many cells as the widest, blank where a row is shorter', async () => {
    const path = writeWorkbook(join(folder, 'ragged.xlsx'), {
      sheet:
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>' +
        '<row r="2"><c r="A2"><v>3</v></c></row><row r="3"><c r="C3"><v>4</v></c></row>',
    });
    expect(await excerpt(path, 1, 50)).toMatchObject({
      headers: ['1', '2', ''],
      rows: [{ cells: ['3', '', ''] }, { cells: ['', '', '4'] }],
    });
  });
});
