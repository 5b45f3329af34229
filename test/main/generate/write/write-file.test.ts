import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { generateLedger } from '../../../../main/generate/ledger/ledger-model.ts';
import { REASONS } from '../../../../main/generate/ledger/reasons.ts';
import { writeFile } from '../../../../main/generate/write/write-file.ts';
import { csvRecords, parquetRows, sheetRows } from '../read-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'generate-'));
afterAll(() => rmSync(folder, { recursive: true }));
const wish = { rows: 1000, seed: 9, messy: false };
const written = async (name: string, more: object = {}): Promise<string> => {
  const out = join(folder, name);
  await writeFile({ ...wish, ...more, out });
  return out;
};
const TYPES = ['earned', 'spent', 'expired'];
const HEADER = 'TRANS_ID,TCTYPE,CREATEDAT,EXPIREDAT,CUSTOMERID,ORDERID,AMOUNT,REASON'.split(',');

describe('the files of a ledger', () => {
  const ledger = generateLedger(wish);
  const rows = [...ledger.id.keys()];
  const orNull = (time: number): number | null => (Number.isNaN(time) ? null : time);

  it('xlsx holds it, with numbers for ids and dates for dates', async () => {
    const path = await written('a.xlsx');
    const [header, ...body] = await sheetRows(path, 'TC_Data');
    expect(header).toEqual(HEADER);
    expect(body).toEqual(
      rows.map((r) => [
        ledger.id[r],
        TYPES[ledger.type[r]!],
        ledger.createdAt[r],
        orNull(ledger.expiresAt[r]!),
        ledger.customer[r],
        ledger.order[r] || null,
        ledger.cents[r]! / 100,
        REASONS[ledger.reason[r]!] || null,
      ]),
    );
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(path);
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['TC_Data', 'Sales', 'Customers']);
    expect(workbook.getWorksheet('TC_Data')!.getCell('C2').numFmt).toBe('yyyy-mm-dd h:mm:ss');
    expect(workbook.getWorksheet('TC_Data')!.getCell('A2').numFmt).toBeUndefined();
    expect(await sheetRows(path, 'Customers')).toHaveLength(101);
  });

  it('csv holds it', async () => {
    const [header, ...body] = csvRecords(await written('a.csv'));
    expect(header).toEqual(HEADER);
    const moment = (time: number): string =>
      Number.isNaN(time)
        ? ''
        : new Date(time)
            .toISOString()
            .replace('T', ' ')
            .replace(/(\.000)?Z$/, '');
    expect(body).toEqual(
      rows.map((r) => [
        String(ledger.id[r]),
        TYPES[ledger.type[r]!],
        moment(ledger.createdAt[r]!),
        moment(ledger.expiresAt[r]!),
        String(ledger.customer[r]),
        ledger.order[r] === 0 ? '' : String(ledger.order[r]),
        (ledger.cents[r]! / 100).toFixed(2),
        REASONS[ledger.reason[r]!],
      ]),
    );
  });

  it('parquet holds it, in the types of a database', async () => {
    const path = await written('a.parquet');
    expect(
      await parquetRows(path, 'SELECT column_name, column_type FROM (DESCRIBE FROM $file)'),
    ).toEqual([
      ['TRANS_ID', 'BIGINT'],
      ['TCTYPE', 'VARCHAR'],
      ['CREATEDAT', 'TIMESTAMP'],
      ['EXPIREDAT', 'TIMESTAMP'],
      ['CUSTOMERID', 'BIGINT'],
      ['ORDERID', 'BIGINT'],
      ['AMOUNT', 'DECIMAL(18,2)'],
      ['REASON', 'VARCHAR'],
    ]);
    const body = await parquetRows(
      path,
      `SELECT TRANS_ID::INT, TCTYPE, epoch_ms(CREATEDAT)::DOUBLE, epoch_ms(EXPIREDAT)::DOUBLE,
         CUSTOMERID::INT, ORDERID::INT, (AMOUNT * 100)::INT, REASON FROM $file`,
    );
    expect(body).toEqual(
      rows.map((r) => [
        ledger.id[r],
        TYPES[ledger.type[r]!],
        ledger.createdAt[r],
        orNull(ledger.expiresAt[r]!),
        ledger.customer[r],
        ledger.order[r] || null,
        ledger.cents[r],
        REASONS[ledger.reason[r]!] || null,
      ]),
    );
  });

  it('are the same bytes each time, and leave nothing else behind', async () => {
    const formats = ['xlsx', 'csv', 'parquet'];
    const bytes = async (name: string): Promise<Buffer[]> => {
      const files: Buffer[] = [];
      for (const messy of [false, true])
        for (const format of formats)
          files.push(readFileSync(await written(`${name}${messy}.${format}`, { messy })));
      return files;
    };
    const first = await bytes('one');
    // Zip archives keep time to two seconds.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    onTestFinished(() => void vi.useRealTimers());
    const second = await bytes('two');
    first.forEach((file, i) => expect(file.equals(second[i]!), `file ${i}`).toBe(true));
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('refuses more rows than a sheet holds, and a folder that is not there', async () => {
    await expect(written('b.xlsx', { rows: 1_048_576 })).rejects.toThrow('Write .csv or .parquet');
    for (const name of ['no/b.xlsx', 'no/b.csv', 'no/b.parquet'])
      await expect(written(name)).rejects.toThrow();
  });
});
