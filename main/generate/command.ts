import { dirname, resolve } from 'node:path';
import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { MAX_ROWS } from './ledger/ledger-model.ts';
import { MIN_MESSY_ROWS } from './messy/messy-plan.ts';
import { formatOf, writeFile } from './write/write-file.ts';
import type { GenerateWish } from './write/write-file.ts';
import { MAX_SHEET_ROWS, tooManyRows } from './write/write-xlsx.ts';

const HELP = `Makes a ledger of store credit to try the reconciliation on.

  npm run generate -- --rows N --seed S --out FILE [--customers N] [--messy]

  --rows N        movements to make, at most ${MAX_ROWS} (${MAX_SHEET_ROWS} in a workbook)
  --seed S        a whole number; the same seed gives the same file
  --out FILE      ends in .xlsx (sheets TC_Data, Sales, Customers), .csv or .parquet (TC_Data)
  --customers N   how many customers share the movements; one for ten movements unless set
  --messy         plants every kind of fault that the format can hold, from ${MIN_MESSY_ROWS} rows on
  --help          shows this text
`;

const MAX_SEED = 2 ** 32 - 1;

class WrongUse extends Error {}

/** Where a line is written. */
interface Screen {
  write(text: string): unknown;
}

/** Makes the ledger that was asked for. Returns the exit code: 0 done, 2 wrong use, 1 anything else. */
export async function generate(args: readonly string[], out: Screen, err: Screen): Promise<number> {
  try {
    const wish = wishOf(args);
    if (wish === 'help') {
      out.write(HELP);
      return 0;
    }
    const start = performance.now();
    await writeFile(wish);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    out.write(`${wish.out}: ${wish.rows} rows, seed ${wish.seed}, ${seconds} s\n`);
    return 0;
  } catch (error) {
    const wrongUse = error instanceof WrongUse;
    err.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (wrongUse) err.write('Run it with --help to see the options.\n');
    return wrongUse ? 2 : 1;
  }
}

function wishOf(args: readonly string[]): GenerateWish | 'help' {
  const values = parsed(args);
  if (values.help) return 'help';
  const out = values.out;
  if (out === undefined) throw new WrongUse('--out is missing: name the file to write.');
  const format = formatOf(out);
  if (!format) throw new WrongUse(`--out ${out} ends in none of .xlsx, .csv and .parquet.`);
  const folder = statSync(dirname(resolve(out)), { throwIfNoEntry: false });
  if (!folder?.isDirectory()) throw new WrongUse(`The folder of --out ${out} does not exist.`);
  const messy = values.messy ?? false;
  const rows = wholeNumber('--rows', values.rows, messy ? MIN_MESSY_ROWS : 1, MAX_ROWS);
  if (format === 'xlsx' && rows > MAX_SHEET_ROWS) throw new WrongUse(tooManyRows(rows));
  return {
    rows,
    seed: wholeNumber('--seed', values.seed, 0, MAX_SEED),
    customers:
      values.customers === undefined
        ? undefined
        : wholeNumber('--customers', values.customers, 1, rows),
    messy,
    out,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        rows: { type: 'string' },
        seed: { type: 'string' },
        out: { type: 'string' },
        customers: { type: 'string' },
        messy: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(option: string, text: string | undefined, low: number, high: number): number {
  if (text === undefined) throw new WrongUse(`${option} is missing.`);
  const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (!(value >= low && value <= high))
    throw new WrongUse(`${option} needs a whole number from ${low} to ${high}, not ${text}.`);
  return value;
}
