import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { FINDINGS_FILE, findingsFileSchema } from '../../../core/contract/findings-file.ts';
import { application, problemOf, SAMPLES, scratch } from '../app/application-fixture.ts';

const COLUMNS = ['CODE', 'SEVERITY', 'SHEET', 'ROW', 'COLUMN', 'VALUE', 'MESSAGE'];

/** A run that halts on the messy sample, which has findings of most codes. */
async function messy() {
  const program = application();
  const ending = await program.start(join(SAMPLES, 'messy.xlsx'), { settings: { xlsx: false } });
  expect(ending.outcome).toBe('halted');
  const runId = ending.runId!;
  const view = await program.call('runs.get', { runId });
  const file = findingsFileSchema.parse(
    JSON.parse(readFileSync(join(view.folder, FINDINGS_FILE), 'utf8')),
  );
  return { ...program, runId, view, file };
}

/** A run with more findings of one code than a page holds, one of them with a formula as its value. */
async function manyUnparsed() {
  const place = join(scratch(), 'ledger.csv');
  const lines = ['TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT'];
  for (let i = 1; i <= 40; i++)
    lines.push(`${i},earned,2026-01-01 00:00:00,7,${i === 1 ? '=1+1' : `x${i}`}`);
  writeFileSync(place, `${lines.join('\n')}\n`);
  const program = application();
  const ending = await program.start(place);
  expect(ending.outcome).toBe('halted');
  return { ...program, runId: ending.runId! };
}

describe('the findings of a run', () => {
  it('are all there, code by code', async () => {
    const { call, runId, view, file } = await messy();
    expect(view.findings.length).toBeGreaterThan(5);
    for (const { code, count } of view.findings) {
      const found = await call('findings.rows', { runId, code });
      expect(found.total).toBe(count);
      expect(found.items).toEqual(file.kept.filter((one) => one.code === code).slice(0, 200));
    }
    expect(await call('findings.rows', { runId, code: 'no.such-code' })).toEqual({
      total: 0,
      kept: 0,
      items: [],
    });
  });

  it('come in pages', async () => {
    const { call, runId } = await manyUnparsed();
    const { findings } = await call('runs.get', { runId });
    const { code } = findings.find(({ count }) => count === 40)!;
    const all = await call('findings.rows', { runId, code });
    expect(all.items).toHaveLength(40);
    const page = await call('findings.rows', { runId, code, offset: 38, limit: 5 });
    expect(page).toEqual({ total: 40, kept: 40, items: all.items.slice(38) });
  });

  it('are taken from the history where the file is gone or damaged', async () => {
    const { call, runId, view } = await messy();
    const samples = (code: string) => view.findingSamples.filter((one) => one.code === code);
    const expectSamples = async (): Promise<void> => {
      for (const { code, count } of view.findings) {
        const found = await call('findings.rows', { runId, code });
        expect(found).toMatchObject({ total: count, kept: samples(code).length });
        expect(found.items).toEqual(samples(code).slice(0, 200));
      }
    };
    writeFileSync(join(view.folder, FINDINGS_FILE), '{"version":1,');
    await expectSamples();
    rmSync(join(view.folder, FINDINGS_FILE));
    await expectSamples();
  });

  it('are exported in every format', async () => {
    const { call, runId } = await manyUnparsed();
    const write = (format: 'csv' | 'xlsx' | 'parquet') =>
      call('findings.export', {
        runId,
        format,
        target: { kind: 'exports', name: `findings.${format}` },
      });
    const csv = await write('csv');
    const text = readFileSync(csv.path!, 'utf8').trimEnd().split('\n');
    expect(text[0]).toBe(COLUMNS.join(','));
    expect(text).toHaveLength(csv.rows! + 1);
    expect(text.find((line) => line.includes(`'=1+1`))).toMatch(/,2,AMOUNT,'=1\+1,/);

    const xlsx = await write('xlsx');
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(xlsx.path!);
    const sheet = book.worksheets[0]!;
    expect((sheet.getRow(1).values as string[]).slice(1)).toEqual(COLUMNS);
    expect(sheet.rowCount).toBe(csv.rows! + 1);

    const parquet = await write('parquet');
    const connection = await (await DuckDBInstance.create()).connect();
    const read = await connection.runAndReadAll(
      `SELECT * FROM '${parquet.path}' WHERE "VALUE" = '=1+1'`,
    );
    const found = await call('findings.rows', {
      runId,
      code: String(read.getRowsJson()[0]![0]),
    });
    const first = found.items.find(({ value }) => value === '=1+1')!;
    expect(read.getRowsJson()).toEqual([
      [first.code, first.severity, first.sheet, '2', 'AMOUNT', '=1+1', first.message],
    ]);
    // Findings of the whole source have no row.
    const blank = await connection.runAndReadAll(
      `SELECT count(*) FROM '${parquet.path}' WHERE "ROW" IS NULL`,
    );
    expect(Number(blank.getRows()[0]![0])).toBe(csv.rows! - 40);
    const audit = await call('runs.audit', { runId });
    expect(audit.filter(({ action }) => action === 'export.written')).toHaveLength(3);
  });

  it('are none of a run that is not known', async () => {
    const { call } = application();
    const runId = '20260101-000000-abcdef';
    expect(await problemOf(call('findings.rows', { runId, code: 'x' }))).toBe('run.unknown');
    expect(
      await problemOf(
        call('findings.export', { runId, format: 'csv', target: { kind: 'exports', name: 'x' } }),
      ),
    ).toBe('run.unknown');
  });
});

it('the rows for which a run halts are told by their number where their list is lost, and of no other run', async () => {
  const { call, start } = application();
  const place = join(scratch(), 'ledger.csv');
  const written = (...amounts: string[]): void =>
    writeFileSync(
      place,
      [
        'TRANS_ID,TCTYPE,CREATEDAT,CUSTOMERID,AMOUNT',
        ...amounts.map((amount, i) => `${i + 1},earned,2026-01-01,7,${amount}`),
      ].join('\n'),
    );
  written('1.00', '2.00', '3.00');
  const first = await start(place, { settings: { xlsx: false } });
  expect(await call('changedRows.list', { runId: first.runId! })).toEqual({ total: 0, rows: [] });
  written('1.50', '2.00');
  const { runId: id, outcome } = await start(place, { settings: { xlsx: false } });
  expect(outcome).toBe('halted');
  const runId = id!;
  const { total, rows } = await call('changedRows.list', { runId });
  expect([total, rows.map((row) => row.id)]).toEqual([2, ['1', '3']]);
  const { folder } = await call('runs.get', { runId });
  // As a run of the version before left it, or a drive that failed.
  for (const lose of [
    () => writeFileSync(join(folder, 'changed-rows.json'), '{"total": 2, "ro'),
    () => rmSync(join(folder, 'changed-rows.json')),
  ]) {
    lose();
    expect(await call('changedRows.list', { runId })).toEqual({ total: 2, rows: [] });
  }
  expect(await problemOf(call('changedRows.list', { runId: 'none' }))).toBe('run.unknown');
});
