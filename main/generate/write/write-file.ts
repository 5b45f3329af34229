import { renameSync, rmSync } from 'node:fs';
import { extname } from 'node:path';
import type { Format } from '../../../core/rules/rule/planted.ts';
import type { FileRows } from './file-rows.ts';
import { generateLedger } from '../ledger/ledger-model.ts';
import { messyPlan } from '../messy/messy-plan.ts';
import { writeCsv } from './write-csv.ts';
import { writeParquet } from './write-parquet.ts';
import { writeXlsx } from './write-xlsx.ts';

export interface GenerateWish {
  readonly rows: number;
  readonly seed: number;
  readonly customers?: number | undefined;
  readonly messy: boolean;
  readonly out: string;
}

/** The format that a file's name asks for; undefined where it asks for none of the three. */
export function formatOf(path: string): Format | undefined {
  const extension = extname(path).toLowerCase();
  return (['xlsx', 'csv', 'parquet'] as const).find((format) => `.${format}` === extension);
}

/** What the wished file holds. */
function rowsOf(wish: GenerateWish, format: Format): FileRows {
  if (!wish.messy) return { ledger: generateLedger(wish), messy: null };
  const messy = messyPlan(wish, format);
  return { ledger: messy.ledger, messy };
}

/** Writes the wished file: under another name first, so that what bears the name is whole. */
export async function writeFile(wish: GenerateWish): Promise<void> {
  const format = formatOf(wish.out);
  if (!format) throw new RangeError(`${wish.out} ends in none of .xlsx, .csv and .parquet.`);
  const rows = rowsOf(wish, format);
  const draft = `${wish.out}.${process.pid}.tmp`;
  try {
    if (format === 'csv') writeCsv(draft, rows);
    else if (format === 'parquet') await writeParquet(draft, rows);
    else await writeXlsx(draft, rows);
    renameSync(draft, wish.out);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
