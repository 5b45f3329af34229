import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FINDINGS } from '../../../../core/contract/findings.ts';
import type { FindingCode } from '../../../../core/contract/findings.ts';
import type { Format } from '../../../../core/rules/rule/planted.ts';
import { messyPlan } from '../../../../main/generate/messy/messy-plan.ts';
import { writeFile } from '../../../../main/generate/write/write-file.ts';
import { csvRecords, parquetRows, sheetRows } from '../read-files.ts';
import type { Plain } from '../read-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'generate-'));
afterAll(() => rmSync(folder, { recursive: true }));
const wish = { rows: 300, seed: 7 };

describe('the plan of a messy file', () => {
  it('has every finding that a readable workbook without a history can have', () => {
    const elsewhere: FindingCode[] = [
      'ledger.after-cut-off',
      'ledger.before-first-movement',
      'row.backdated',
      'row.changed',
      'row.gone',
      'period.restated',
      'source.not-a-refresh',
      'source.standing-gone',
      'source.columns-shift',
      'source.row-count-shift',
      'source.type-mix-shift',
      'sheet.sales-missing',
      'sheet.customers-missing',
      'sheet.lookup-incomplete',
      // Of whole columns and of rows around the table, which the plan of rows does not touch.
      'column.format',
      'column.zone',
      'sheet.titles',
      'sheet.totals',
    ];
    const possible = (Object.keys(FINDINGS) as FindingCode[]).filter(
      (code) => FINDINGS[code].severity !== 'critical' && !elsewhere.includes(code),
    );
    const planned = new Set(messyPlan(wish, 'xlsx').findings.map(({ code }) => code));
    expect([...planned].sort()).toEqual(possible.sort());
  });

  it.each(['xlsx', 'csv', 'parquet'] as Format[])('fills %s to the wished rows', (format) => {
    for (const rows of [200, 300, 5000]) {
      const { ledger, planted, findings, harmless } = messyPlan({ rows, seed: 3 }, format);
      expect(ledger.rows + planted.length).toBe(rows);
      const harmlessRows = new Set(harmless.map(({ row }) => row));
      for (const { row } of findings) expect(harmlessRows.has(row ?? -1)).toBe(false);
      for (const { row } of findings) expect(row ?? 1).toBeLessThanOrEqual(rows + 1);
    }
  });

  it('never gives an id twice but where it is meant', () => {
    const { ledger, planted } = messyPlan({ rows: 200, seed: 4 }, 'xlsx');
    const ids = [...ledger.id, ...planted.map(({ cells }) => cells.TRANS_ID)].filter(
      (id) => id !== null,
    );
    expect(ids.length - new Set(ids).size).toBe(1);
  });

  it('refuses too few rows', () => {
    expect(() => messyPlan({ rows: 199, seed: 1 }, 'csv')).toThrow('at least 200 rows');
  });
});

describe('a messy workbook', () => {
  const path = join(folder, 'messy.xlsx');
  const plan = messyPlan(wish, 'xlsx');
  let rows: Plain[][];
  beforeAll(async () => {
    await writeFile({ ...wish, messy: true, out: path });
    rows = await sheetRows(path, 'TC_Data');
  });
  const cell = (row: number, column: string): Plain =>
    rows[row - 1]![rows[0]!.indexOf(column)] ?? null;
  const planned = (code: FindingCode): Plain[] =>
    plan.findings
      .filter((finding) => finding.code === code && finding.row !== null)
      .map(({ row, column }) => cell(row!, column!));

  it('has each planned row at its place', () => {
    for (const { row, transId } of [...plan.findings, ...plan.harmless])
      if (transId !== null && row !== null)
        expect(String(cell(row, 'TRANS_ID')).replace(/\.0$/, '')).toBe(transId);
  });

  it('holds what the findings are about', () => {
    expect(planned('row.required-blank')).toEqual([null, null, null, null, null]);
    expect(planned('row.type-unknown')).toEqual(['refunded']);
    expect(planned('row.amount-decimals')).toEqual([12.345]);
    expect(planned('row.amount-zero')).toEqual([0]);
    expect(planned('row.sign-wrong')).toEqual([-5, 5]);
    expect(planned('row.currency-invalid')).toEqual(['US Dollar']);
    expect(planned('row.cell-error')).toEqual([{ error: '#REF!' }, { error: '#REF!' }]);
    expect(planned('row.formula-without-value')).toEqual([
      expect.objectContaining({ formula: 'G2*2' }),
      expect.objectContaining({ formula: 'NOW()-400' }),
    ]);
    for (const formula of planned('row.formula-without-value'))
      expect(formula).not.toHaveProperty('result', expect.anything());
    const future = Date.UTC(2031, 0, 15, 10, 30);
    expect(plan.findings.filter(({ code }) => code === 'ledger.in-the-future')).toHaveLength(1);
    expect(rows.filter((row) => row[rows[0]!.indexOf('CREATEDAT')] === future)).toHaveLength(1);
    const [duplicate] = planned('row.id-duplicate');
    expect(rows.filter(([id]) => id === duplicate)).toHaveLength(2);
  });

  it('keeps texts that look like formulas as texts', () => {
    const reasons = rows.map((row) => row[7]);
    for (const text of [
      '=HYPERLINK("http://example.com/","Refund")',
      '@SUM(1+1)*cmd',
      '+1',
      '\t=1+1',
    ])
      expect(reasons).toContain(text);
  });

  it('has merged cells beside its header and empty rows at its end', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(path);
    const sheet = workbook.getWorksheet('TC_Data')!;
    expect(sheet.getCell('L1').isMerged && sheet.getCell('M1').isMerged).toBe(true);
    expect(sheet.actualRowCount).toBe(301);
    expect(sheet.rowCount).toBe(326);
    expect(sheet.getCell('C320').numFmt).toBe('yyyy-mm-dd h:mm:ss');
  });

  it('has euros among its dollars', () => {
    const currencies = rows.map((row) => row[8]);
    expect(currencies.filter((currency) => currency === 'USD').length).toBeGreaterThan(200);
    expect(currencies.filter((currency) => currency === 'EUR').length).toBeGreaterThan(3);
  });
});

describe('messy text and Parquet files', () => {
  it('csv has each planned row at its place', async () => {
    const out = join(folder, 'messy.csv');
    await writeFile({ ...wish, messy: true, out });
    const records = csvRecords(out);
    expect(records).toHaveLength(301);
    const plan = messyPlan(wish, 'csv');
    for (const { row, transId } of [...plan.findings, ...plan.harmless])
      if (transId !== null) expect(records[row! - 1]![0]!.replace(/\.0$/, '')).toBe(transId);
    expect(records.map((record) => record[7])).toContain('Said "late",\nagain');
  });

  it('parquet has each planned row at its place', async () => {
    const out = join(folder, 'messy.parquet');
    await writeFile({ ...wish, messy: true, out });
    const rows = await parquetRows(
      out,
      'SELECT TRANS_ID::VARCHAR, AMOUNT::VARCHAR, REASON FROM $file',
    );
    expect(rows).toHaveLength(300);
    const plan = messyPlan(wish, 'parquet');
    for (const { row, transId } of [...plan.findings, ...plan.harmless])
      if (transId !== null) expect(rows[row! - 2]![0]).toBe(transId);
    expect(rows.map(([, amount]) => amount)).toContain('250000000000.00');
    expect(rows.map(([, , reason]) => reason)).toContain('\t=1+1');
  });

  it('parquet of more than one chunk keeps the order', async () => {
    const out = join(folder, 'long.parquet');
    await writeFile({ rows: 9000, seed: 2, messy: true, out });
    const plan = messyPlan({ rows: 9000, seed: 2 }, 'parquet');
    const ids = (await parquetRows(out, 'SELECT TRANS_ID::INT FROM $file')).flat();
    const wanted: (number | null)[] = [];
    let from = 0;
    for (const { after, cells } of plan.planted) {
      wanted.push(...plan.ledger.id.subarray(from, after), cells.TRANS_ID as number | null);
      from = after;
    }
    wanted.push(...plan.ledger.id.subarray(from));
    expect(ids).toHaveLength(9000);
    expect(ids).toEqual(wanted);
  });
});
