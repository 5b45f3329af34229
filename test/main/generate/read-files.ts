import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import ExcelJS from 'exceljs';

/** A cell as plain data: dates as epoch ms, formulas and errors as exceljs gives them. */
export type Plain = string | number | null | object;

/** The rows of a sheet, header included, as exceljs reads them; short rows are filled with null. */
export async function sheetRows(path: string, sheet: string): Promise<Plain[][]> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  return rowsOf(workbook, sheet);
}

export async function allSheets(path: string): Promise<Record<string, Plain[][]>> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(path);
  return Object.fromEntries(workbook.worksheets.map(({ name }) => [name, rowsOf(workbook, name)]));
}

function rowsOf(workbook: ExcelJS.Workbook, name: string): Plain[][] {
  const rows: Plain[][] = [];
  let width = 0;
  workbook.getWorksheet(name)!.eachRow((row) => {
    const values = row.values as unknown[];
    if (width === 0) width = values.length - 1;
    rows.push(Array.from({ length: width }, (_, c) => plain(values[c + 1])));
  });
  return rows;
}

function plain(value: unknown): Plain {
  if (value instanceof Date) return value.getTime();
  return (value ?? null) as Plain;
}

/** The records of a CSV file by a scanner of its own: quotes double, `\n` ends a record. */
export function csvRecords(path: string): string[][] {
  const text = readFileSync(path, 'utf8');
  const records: string[][] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^,\n]*))([,\n])/y;
  let record: string[] = [];
  while (field.lastIndex < text.length) {
    const match = field.exec(text);
    if (!match) throw new Error('The CSV does not end in a line break.');
    record.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
    if (match[3] === '\n') {
      records.push(record);
      record = [];
    }
  }
  return records;
}

/** What a query on a Parquet file (`$file` in the text) gives, as JSON values. */
export async function parquetRows(path: string, query: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:');
  try {
    const connection = await instance.connect();
    const reader = await connection.runAndReadAll(query.replace('$file', `'${path}'`));
    return reader.getRowsJson();
  } finally {
    instance.closeSync();
  }
}
